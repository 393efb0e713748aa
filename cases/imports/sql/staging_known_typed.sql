-- A row typed here was exported under its own key.
INSERT INTO known_row (me, pk)
SELECT s.name, r.id FROM (
    SELECT me AS name FROM staged_row WHERE tbl = %(tbl)s UNION SELECT unnest(refs) FROM staged_row
) s
JOIN RECORD_TABLE r ON r.source_id = '' AND s.name = %(tbl)s || '|courtledger:' || r.key::text
ON CONFLICT DO NOTHING;
