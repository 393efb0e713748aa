-- Charge changes alike in every code the change desk filters by are counted together, as cases
-- are by kind (0002_kinds.sql): its totals are sums, and its rare finds are looked up.
CREATE FUNCTION alike_of(court text, kind text, direction text, instrument text,
    from_levels text[], to_levels text[]) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT hashtextextended(concat_ws('|', court, kind, coalesce(direction, ''), instrument,
        array_to_string(from_levels, ','), array_to_string(to_levels, ',')), 0)
$$;

-- What comes is appended; where something goes, or has been appended often, the rows that are
-- alike are made one.
CREATE FUNCTION fold_alike(delta published_alike[], folded bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM published_alike a WHERE a.alike = ANY (folded) ORDER BY a.alike, a.key FOR UPDATE;
    WITH gone AS (
        DELETE FROM published_alike a WHERE a.alike = ANY (folded) RETURNING a.*
    )
    INSERT INTO published_alike (alike, court, kind, direction, instrument,
        from_levels, to_levels, changes)
    SELECT s.alike, s.court, s.kind, s.direction, s.instrument, s.from_levels,
        s.to_levels, sum(s.changes)
    FROM (SELECT * FROM gone UNION ALL SELECT d.* FROM unnest(delta) d) s
    GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(s.changes) <> 0;
END $$;

CREATE FUNCTION count_inserted_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO published_alike (alike, court, kind, direction, instrument,
        from_levels, to_levels, changes)
    SELECT c.alike, c.court, c.kind, coalesce(c.direction, ''), c.instrument, c.from_levels,
        c.to_levels, count(*)
    FROM came c GROUP BY 1, 2, 3, 4, 5, 6, 7;
    RETURN NULL;
END $$;

CREATE FUNCTION count_deleted_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    delta published_alike[] := ARRAY(
        SELECT ROW (NULL, c.alike, c.court, c.kind, coalesce(c.direction, ''), c.instrument,
            c.from_levels, c.to_levels, -count(*))::published_alike
        FROM went c GROUP BY c.alike, c.court, c.kind, coalesce(c.direction, ''),
            c.instrument, c.from_levels, c.to_levels);
BEGIN
    IF cardinality(delta) > 0 THEN
        PERFORM fold_alike(delta, ARRAY(SELECT d.alike FROM unnest(delta) d));
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION forget_alike() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM published_alike;
    RETURN NULL;
END $$;

CREATE TRIGGER count_changes_on_insert AFTER INSERT ON published_change
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_changes();
CREATE TRIGGER count_changes_on_delete AFTER DELETE ON published_change
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_changes();
CREATE TRIGGER count_changes_on_truncate AFTER TRUNCATE ON published_change
    FOR EACH STATEMENT EXECUTE FUNCTION forget_alike();

-- After a bulk load: what stands in many rows is made one, passing over what somebody holds.
CREATE FUNCTION fold_changes() RETURNS void
LANGUAGE sql AS $$
    SELECT fold_alike('{}', ARRAY(SELECT a.alike FROM published_alike a
        GROUP BY a.alike HAVING count(*) > 1))
$$;
