-- What cases are charged under: a row for each case and statute to search from, and the statutes
-- themselves with the words of their charges. Both come and go together.

-- The rows of published_citation that these documents ask for.
CREATE FUNCTION wanted_citations(documents composed_case[]) RETURNS SETOF published_citation
LANGUAGE sql STABLE AS $$
    SELECT d.key, c.statute_key, min(c.statute), each_once(array_agg(c.label)),
        each_once(array_agg(c.outcome)), coalesce(d.filed_date, '0001-01-01'), d.kind
    FROM unnest(documents) d, unnest(d.charges) c
    WHERE c.statute_key <> ''
    GROUP BY d.key, c.statute_key, d.filed_date, d.kind
$$;

CREATE FUNCTION publish_citations(documents composed_case[], known uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    wanted published_citation[] := ARRAY(SELECT w FROM wanted_citations(documents) w);
BEGIN
    IF cardinality(known) > 0 THEN
        DELETE FROM published_citation p WHERE p.case_key = ANY (known)
            AND p NOT IN (SELECT w FROM unnest(wanted) w);
    END IF;
    INSERT INTO published_citation SELECT w.* FROM unnest(wanted) w
        WHERE (w.case_key, w.statute_key) NOT IN (
            SELECT p.case_key, p.statute_key FROM published_citation p WHERE p.case_key = ANY (known));
END $$;

-- What charges of a case have come to, a row for each case and outcome.
CREATE FUNCTION publish_outcomes(documents composed_case[], known uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(known) > 0 THEN
        DELETE FROM published_outcome p WHERE p.case_key = ANY (known)
            AND (p.case_key, p.outcome, p.filed_order, p.kind) NOT IN (
                SELECT d.key, o, coalesce(d.filed_date, '0001-01-01'), d.kind
                FROM unnest(documents) d, unnest(d.outcomes) o);
    END IF;
    INSERT INTO published_outcome (case_key, outcome, filed_order, kind)
    SELECT d.key, o, coalesce(d.filed_date, '0001-01-01'), d.kind
    FROM unnest(documents) d, unnest(d.outcomes) o
    WHERE (d.key, o) NOT IN (
        SELECT p.case_key, p.outcome FROM published_outcome p WHERE p.case_key = ANY (known));
END $$;

-- Keeps published_statute equal to a count of published_citation. As with kinds, what comes is
-- appended, and where something goes the rows of its statute are made one.
CREATE FUNCTION count_statutes(delta published_statute[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    leaving text[] := ARRAY(SELECT DISTINCT d.statute_key FROM unnest(delta) d WHERE d.cases < 0);
BEGIN
    IF cardinality(leaving) > 0 THEN
        PERFORM FROM published_statute s WHERE s.statute_key = ANY (leaving)
            ORDER BY s.statute_key, s.key FOR UPDATE;
        WITH merged AS (
            DELETE FROM published_statute s WHERE s.statute_key = ANY (leaving) RETURNING s.*
        )
        INSERT INTO published_statute (statute_key, statute, label, plain, cases)
        SELECT m.statute_key, m.statute, m.label, m.plain, sum(m.cases)
        FROM (SELECT * FROM merged UNION ALL
              SELECT d.* FROM unnest(delta) d WHERE d.statute_key = ANY (leaving)) m
        GROUP BY 1, 2, 3, 4 HAVING sum(m.cases) <> 0;
    END IF;
    INSERT INTO published_statute (statute_key, statute, label, plain, cases)
    SELECT d.statute_key, d.statute, d.label, d.plain, d.cases
    FROM unnest(delta) d WHERE d.cases > 0 AND d.statute_key <> ALL (leaving);
END $$;

CREATE FUNCTION count_cited() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM count_statutes(ARRAY(
        SELECT ROW (NULL, c.statute_key, c.statute, l.label, plain_words(l.label), count(*))::published_statute
        FROM came c, unnest(c.labels) l (label) GROUP BY c.statute_key, c.statute, l.label));
    RETURN NULL;
END $$;
CREATE FUNCTION count_cited_no_more() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM count_statutes(ARRAY(
        SELECT ROW (NULL, c.statute_key, c.statute, l.label, plain_words(l.label), -count(*))::published_statute
        FROM went c, unnest(c.labels) l (label) GROUP BY c.statute_key, c.statute, l.label));
    RETURN NULL;
END $$;
CREATE FUNCTION forget_statutes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM published_statute;
    RETURN NULL;
END $$;
CREATE FUNCTION citation_is_made_anew() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a citation is deleted and made anew, so that statutes are counted right';
END $$;
CREATE TRIGGER count_statutes_on_insert AFTER INSERT ON published_citation
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION count_cited();
CREATE TRIGGER count_statutes_on_delete AFTER DELETE ON published_citation
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION count_cited_no_more();
CREATE TRIGGER count_statutes_on_update BEFORE UPDATE ON published_citation
    FOR EACH ROW EXECUTE FUNCTION citation_is_made_anew();
CREATE TRIGGER count_statutes_on_truncate AFTER TRUNCATE ON published_citation
    FOR EACH STATEMENT EXECUTE FUNCTION forget_statutes();

-- After a bulk load a statute stands in many rows: make them one, passing over what is held.
CREATE FUNCTION fold_statutes() RETURNS void
LANGUAGE sql AS $$
    WITH held AS (
        SELECT s.key FROM published_statute s WHERE (s.statute_key, s.statute, s.label) IN (
            SELECT o.statute_key, o.statute, o.label FROM published_statute o
            GROUP BY 1, 2, 3 HAVING count(*) > 1)
        FOR UPDATE SKIP LOCKED
    ), folded AS (
        DELETE FROM published_statute s USING held h WHERE h.key = s.key RETURNING s.*
    )
    INSERT INTO published_statute (statute_key, statute, label, plain, cases)
    SELECT f.statute_key, f.statute, f.label, f.plain, sum(f.cases)
    FROM folded f GROUP BY 1, 2, 3, 4 HAVING sum(f.cases) <> 0
$$;
