-- Cases alike in everything lists filter by are of one kind. Lists are counted, and begin, kind
-- by kind: there are a few ten thousand of them, however many cases there are.
CREATE FUNCTION kind_of(court text, case_type text, status text, level text, directions text[])
RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT hashtextextended(
        concat_ws('|', court, case_type, status, level, array_to_string(directions, ',')), 0)
$$;

-- Keeps published_kind equal to a GROUP BY of published_case, whoever writes that. What comes is
-- appended, so that nobody waits for anybody; where something goes, the rows of its kind are
-- made one, for a row of minus one would tell that a case was withdrawn.
CREATE FUNCTION count_kinds(delta published_kind[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    leaving bigint[] := ARRAY(SELECT d.kind FROM unnest(delta) d WHERE d.cases < 0);
BEGIN
    IF cardinality(leaving) > 0 THEN
        PERFORM FROM published_kind k WHERE k.kind = ANY (leaving) ORDER BY k.kind, k.key FOR UPDATE;
        WITH merged AS (
            DELETE FROM published_kind k WHERE k.kind = ANY (leaving) RETURNING k.*
        )
        INSERT INTO published_kind (kind, court, case_type, status, lead_level, directions, cases)
        SELECT m.kind, m.court, m.case_type, m.status, m.lead_level, m.directions, sum(m.cases)
        FROM (SELECT * FROM merged UNION ALL
              SELECT d.* FROM unnest(delta) d WHERE d.kind = ANY (leaving)) m
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(m.cases) <> 0;
    END IF;
    INSERT INTO published_kind (kind, court, case_type, status, lead_level, directions, cases)
    SELECT d.kind, d.court, d.case_type, d.status, d.lead_level, d.directions, d.cases
    FROM unnest(delta) d WHERE d.cases > 0 AND d.kind <> ALL (leaving);
END $$;

-- After a bulk load a kind stands in many rows: make them one, passing over what somebody holds.
CREATE FUNCTION fold_kinds() RETURNS void
LANGUAGE sql AS $$
    WITH held AS (
        SELECT k.key FROM published_kind k WHERE k.kind IN (
            SELECT o.kind FROM published_kind o GROUP BY o.kind HAVING count(*) > 1)
        FOR UPDATE SKIP LOCKED
    ), folded AS (
        DELETE FROM published_kind k USING held h WHERE h.key = k.key RETURNING k.*
    )
    INSERT INTO published_kind (kind, court, case_type, status, lead_level, directions, cases)
    SELECT f.kind, f.court, f.case_type, f.status, f.lead_level, f.directions, sum(f.cases)
    FROM folded f GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(f.cases) <> 0
$$;

CREATE FUNCTION count_inserted_cases() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM count_kinds(ARRAY(
        SELECT ROW (NULL, c.kind, c.court, c.case_type, c.status,
            c.lead_level, c.directions, count(*))::published_kind
        FROM came c GROUP BY c.kind, c.court, c.case_type, c.status,
            c.lead_level, c.directions));
    RETURN NULL;
END $$;

CREATE FUNCTION count_deleted_cases() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM count_kinds(ARRAY(
        SELECT ROW (NULL, c.kind, c.court, c.case_type, c.status,
            c.lead_level, c.directions, -count(*))::published_kind
        FROM went c GROUP BY c.kind, c.court, c.case_type, c.status,
            c.lead_level, c.directions));
    RETURN NULL;
END $$;

CREATE FUNCTION count_updated_cases() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM count_kinds(ARRAY(
        SELECT ROW (NULL, c.kind, c.court, c.case_type, c.status,
            c.lead_level, c.directions, sum(c.n))::published_kind
        FROM (SELECT *, 1 AS n FROM came UNION ALL SELECT *, -1 FROM went) c
        GROUP BY c.kind, c.court, c.case_type, c.status, c.lead_level,
            c.directions HAVING sum(c.n) <> 0));
    RETURN NULL;
END $$;

CREATE FUNCTION forget_kinds() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM published_kind;
    RETURN NULL;
END $$;

CREATE TRIGGER count_kinds_on_insert AFTER INSERT ON published_case
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_cases();
CREATE TRIGGER count_kinds_on_delete AFTER DELETE ON published_case
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_cases();
CREATE TRIGGER count_kinds_on_update AFTER UPDATE ON published_case
    REFERENCING OLD TABLE AS went NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION count_updated_cases();
CREATE TRIGGER count_kinds_on_truncate AFTER TRUNCATE ON published_case
    FOR EACH STATEMENT EXECUTE FUNCTION forget_kinds();
