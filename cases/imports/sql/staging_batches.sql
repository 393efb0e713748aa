-- A person whom a clerk merged into another is that other one.
WITH RECURSIVE merged AS (
    SELECT k.me, p.merged_into_id FROM known_row k JOIN person p ON p.id = k.pk
    WHERE split_part(k.me, '|', 1) = 'people' AND p.merged_into_id IS NOT NULL
    UNION ALL
    SELECT m.me, p.merged_into_id FROM merged m JOIN person p ON p.id = m.merged_into_id
    WHERE p.merged_into_id IS NOT NULL
)
UPDATE known_row k SET pk = m.merged_into_id FROM merged m
WHERE m.me = k.me
  AND NOT EXISTS (SELECT FROM person p WHERE p.id = m.merged_into_id AND p.merged_into_id IS NOT NULL);

-- The case of a row that names it through another row: of the load, else of the record.
UPDATE staged_row s SET case_key = a.case_key
FROM staged_row a WHERE s.anchor = a.me AND a.case_key IS NOT NULL;

UPDATE staged_row s SET case_key = coalesce(k.me, 'record|' || found.case_id)
FROM (
    SELECT n.me, c.case_id FROM known_row n JOIN charge c
        ON n.pk = c.id AND split_part(n.me, '|', 1) = 'charges'
    UNION ALL
    SELECT n.me, o.case_id FROM known_row n JOIN protective_order o
        ON n.pk = o.id AND split_part(n.me, '|', 1) = 'orders'
) found
LEFT JOIN known_row k ON k.pk = found.case_id AND split_part(k.me, '|', 1) = 'cases'
WHERE s.anchor = found.me AND s.case_key IS NULL;

-- A change whose charges are all of one case goes in with that case.
UPDATE staged_row s SET case_key = i.case_key
FROM (SELECT parent, min(case_key) AS case_key FROM staged_row
      WHERE tbl = 'charge_change_items' GROUP BY parent
      HAVING count(DISTINCT case_key) = 1) i
WHERE s.me = i.parent;
UPDATE staged_row i SET case_key = h.case_key
FROM staged_row h WHERE i.tbl = 'charge_change_items' AND i.parent = h.me;

-- First courts, offenses, people and names; then whole cases; last what joins several cases.
WITH plain AS (
    SELECT seq, (row_number() OVER (ORDER BY array_position(
            '{courts,offenses,people,names}'::text[], tbl), seq) - 1) / %s + 1 AS batch
    FROM staged_row WHERE tbl IN ('courts', 'offenses', 'people', 'names')
), first_seen AS (
    SELECT case_key, min(seq) AS seq FROM staged_row WHERE case_key IS NOT NULL GROUP BY case_key
), cased AS (
    SELECT s.seq, (dense_rank() OVER (ORDER BY f.seq) - 1) / %s + 1 AS batch
    FROM staged_row s JOIN first_seen f ON f.case_key = s.case_key
    WHERE s.tbl NOT IN ('courts', 'offenses', 'people', 'names')
), joining AS (
    SELECT seq, (dense_rank() OVER (ORDER BY tbl <> 'related_cases', coalesce(nullif(parent, ''), me)) - 1)
        / %s + 1 AS batch
    FROM staged_row
    WHERE case_key IS NULL AND tbl NOT IN ('courts', 'offenses', 'people', 'names')
), numbered AS (
    SELECT seq, batch FROM plain
    UNION ALL SELECT seq, batch + (SELECT coalesce(max(batch), 0) FROM plain) FROM cased
    UNION ALL SELECT seq, batch + (SELECT coalesce(max(batch), 0) FROM plain)
        + (SELECT coalesce(max(batch), 0) FROM cased) FROM joining
)
UPDATE staged_row s SET batch = n.batch FROM numbered n WHERE n.seq = s.seq;
CREATE INDEX ON staged_row (batch, seq);
