INSERT INTO known_row (me, pk)
WITH named AS (
    SELECT me AS name FROM staged_row WHERE tbl = %(tbl)s
    UNION SELECT unnest(refs) FROM staged_row
), parted AS (
    SELECT name, split_part(own, ':', 1) AS sender, substr(own, strpos(own, ':') + 1) AS id
    FROM (SELECT name, substr(name, strpos(name, '|') + 1) AS own FROM named
          WHERE split_part(name, '|', 1) = %(tbl)s) AS named_here
)
SELECT p.name, r.id FROM parted p
JOIN RECORD_TABLE r ON r.source = p.sender AND r.source_id = p.id AND r.source_id <> ''
ON CONFLICT DO NOTHING;

-- A row typed here was exported under its own key.
INSERT INTO known_row (me, pk)
SELECT s.name, r.id FROM (
    SELECT me AS name FROM staged_row WHERE tbl = %(tbl)s UNION SELECT unnest(refs) FROM staged_row
) s
JOIN RECORD_TABLE r ON r.source_id = '' AND s.name = %(tbl)s || '|courtledger:' || r.key::text
ON CONFLICT DO NOTHING;
