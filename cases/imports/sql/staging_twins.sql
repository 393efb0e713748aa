WITH twin AS (
    SELECT seq, row_number() OVER (PARTITION BY me ORDER BY seq) > 1 AS is_later
    FROM staged_row WHERE outcome IS NULL
)
UPDATE staged_row s SET outcome = 'refused' FROM twin t
WHERE t.seq = s.seq AND t.is_later
RETURNING s.seq, s.tbl, s.file, s.line, s.case_key, s.outcome, s.data;
