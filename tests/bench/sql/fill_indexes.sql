-- Indexes cost least when the rows are all there: take down those of the filled tables, and keep
-- what makes each of them again. Primary keys stay, since foreign keys lean on them; rows come
-- in the order of their numbers, for which such an index costs little.
CREATE TABLE bench.kept AS
SELECT x.indexrelid::regclass::text AS name, x.indrelid::regclass::text AS of_table,
    CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', x.indexrelid::regclass)
        ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname)
        END AS drop_it,
    CASE WHEN c.oid IS NULL THEN pg_get_indexdef(x.indexrelid)
        ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname,
            pg_get_constraintdef(c.oid)) END AS make_it,
    -- Publishing goes from a row to those that point at it.
    EXISTS (SELECT FROM pg_constraint p WHERE p.conrelid = x.indrelid AND p.contype = 'f'
        AND p.conkey[1] = x.indkey[0]) AS is_followed
FROM pg_index x
LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype IN ('u', 'x')
WHERE x.indrelid IN (SELECT name::regclass FROM bench.filled) AND NOT x.indisprimary
  AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conindid = x.indexrelid AND f.contype = 'f');

DO $$
DECLARE
    statement text;
BEGIN
    FOR statement IN SELECT drop_it FROM bench.kept LOOP
        EXECUTE statement;
    END LOOP;
END $$;
