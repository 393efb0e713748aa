-- publish_cases: make the publication of these cases what the public views say, at once and
-- in the caller's transaction. The caller has locked the cases.
--
-- Plans are kept for a session in which every table here may grow from nothing to millions of
-- rows, so none may rest on how large a table is believed to be: each look-up goes from what is
-- being published to one row by its key (LATERAL ... OFFSET 0), never the other way round.

CREATE FUNCTION guard_cases(ids bigint[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    narrowed bigint[];
BEGIN
    WITH fresh AS (
        SELECT i AS case_id, coalesce(w.words, '{}') AS hidden
        FROM unnest(ids) i LEFT JOIN hidden_words(ids) w ON w.case_id = i
    ), stale AS (
        SELECT f.case_id FROM fresh f CROSS JOIN LATERAL (
            SELECT g.version_id, g.hidden FROM case_guard g WHERE g.case_id = f.case_id OFFSET 0) g
        WHERE g.version_id IS NOT NULL AND NOT f.hidden <@ g.hidden
    ), kept AS (
        -- Whose first version it will be is settled here, so that a guard is written once.
        INSERT INTO case_guard AS g (case_id, hidden, version_id, published_in)
        SELECT f.case_id, f.hidden, gen_random_uuid(), pg_current_xact_id() FROM fresh f
        ON CONFLICT (case_id) DO UPDATE SET hidden = excluded.hidden
            WHERE g.hidden <> excluded.hidden
    )
    SELECT array_agg(s.case_id) INTO narrowed FROM stale s;
    RETURN narrowed;
END $$;

CREATE FUNCTION unpublish_cases(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    gone uuid[] := ARRAY(SELECT c.key FROM court_case c JOIN case_guard g ON g.case_id = c.id
        WHERE c.id = ANY (ids) AND g.case_id = ANY (ids) AND g.version_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM public_case p WHERE p.id = c.id));
BEGIN
    IF cardinality(gone) = 0 THEN
        RETURN;
    END IF;
    DELETE FROM published_case WHERE key = ANY (gone);
    DELETE FROM published_version WHERE case_key = ANY (gone);
    DELETE FROM published_name WHERE case_key = ANY (gone);
    DELETE FROM published_citation WHERE case_key = ANY (gone);
    DELETE FROM published_outcome WHERE case_key = ANY (gone);
    DELETE FROM published_change WHERE case_key = ANY (gone);
    DELETE FROM published_hearing WHERE case_key = ANY (gone);
    UPDATE case_guard g SET told = '{}', version_id = NULL, published_in = NULL
    FROM court_case c WHERE c.id = g.case_id AND g.case_id = ANY (ids) AND c.key = ANY (gone);
END $$;

-- Orders are published apart from their case, so that the case need not be told.
CREATE FUNCTION publish_orders(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM published_order p WHERE p.key = ANY (ARRAY(
        SELECT o.key FROM protective_order o WHERE o.case_id = ANY (ids)
          AND NOT EXISTS (SELECT FROM public_order v WHERE v.id = o.id AND NOT v.is_void)));
    INSERT INTO published_order AS p (key, case_key, court, court_name, state, county, number,
        number_key, kind, status, issued_date, expires_date, until_further_order, is_served, terms)
    SELECT o.key, CASE WHEN o.tells_its_case THEN o.case_key END, o.court, o.court_name, o.state,
        o.county, CASE WHEN o.tells_its_case THEN o.number ELSE '' END,
        CASE WHEN o.tells_its_case THEN o.number_key ELSE '' END, o.kind, o.status,
        o.issued_date, o.expires_date, o.until_further_order, o.is_served, o.terms
    FROM public_order o WHERE o.case_id = ANY (ids) AND NOT o.is_void
    ON CONFLICT (key) DO UPDATE SET (case_key, court, court_name, state, county, number,
        number_key, kind, status, issued_date, expires_date, until_further_order, is_served, terms)
        = (excluded.case_key, excluded.court, excluded.court_name, excluded.state, excluded.county,
        excluded.number, excluded.number_key, excluded.kind, excluded.status,
        excluded.issued_date, excluded.expires_date, excluded.until_further_order,
        excluded.is_served, excluded.terms)
    WHERE (p.*) IS DISTINCT FROM (excluded.*);
END $$;

-- Plans go by index only, with views flattened deep enough that an index can be used at the
-- bottom of each. Without Material no part of the documents, believed to be one row, is gone
-- through again for each case.
CREATE FUNCTION publish_cases(ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET "TimeZone" = 'UTC' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_material = off SET jit = off SET work_mem = '32MB'
SET from_collapse_limit = 12 SET join_collapse_limit = 12
AS $$
DECLARE
    rewritten bigint[] := guard_cases(ids);
    documents composed_case[];
    compared compared_case[];
    searched composed_case[];
    narrowed bigint[];
BEGIN
    PERFORM unpublish_cases(ids);
    PERFORM publish_orders(ids);
    documents := ARRAY(SELECT c FROM compose_cases(ids) c);
    compared := compare_cases(documents);
    narrowed := narrow_cases(documents, compared, rewritten);
    IF cardinality(narrowed) > 0 THEN
        compared := compare_cases(documents);
        PERFORM relist_narrowed(ARRAY(SELECT d FROM unnest(documents) d WHERE d.case_id = ANY (narrowed)));
    END IF;
    PERFORM publish_renamed(documents);
    PERFORM publish_versions(documents, compared);
    searched := ARRAY(SELECT documents[c.ordinality] FROM unnest(compared) WITH ORDINALITY c
        WHERE c.is_searched_anew);
    IF cardinality(searched) > 0 THEN
        PERFORM publish_postings(searched, ARRAY(
            SELECT d.key FROM ROWS FROM (unnest(documents), unnest(compared)) d
            WHERE d.is_searched_anew AND d.was_known));
    END IF;
END $$;

-- The new versions, what is remembered of them, and the rows of the lists.
CREATE FUNCTION publish_versions(documents composed_case[], compared compared_case[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(compared) c WHERE c.is_new) THEN
        RETURN;
    END IF;
    INSERT INTO published_version AS v (id, case_key, published_at, version_hash, document)
    SELECT d.version_id, d.key, d.version_at, d.hash, d.document
    FROM ROWS FROM (unnest(documents), unnest(compared)) d WHERE d.is_new
    ON CONFLICT (id) DO UPDATE SET version_hash = excluded.version_hash, document = excluded.document;
    INSERT INTO case_guard AS g (case_id, told, version_id, published_in)
    SELECT d.case_id, d.told, d.version_id, pg_current_xact_id()
    FROM ROWS FROM (unnest(documents), unnest(compared)) d
    CROSS JOIN LATERAL (SELECT * FROM case_guard g WHERE g.case_id = d.case_id OFFSET 0) g
    WHERE d.is_new AND (g.version_id, g.told) IS DISTINCT FROM (d.version_id, d.told)
    ON CONFLICT (case_id) DO UPDATE SET (told, version_id, published_in)
        = (excluded.told, excluded.version_id, excluded.published_in);
    INSERT INTO published_case AS p (key, court, court_name, state, county, number, number_key,
        case_type, caption, filed_date, status, defendants, statutes, levels, outcomes,
        directions, lead_charge, lead_level, kind, published_at, version_hash, version_id)
    SELECT d.key, d.court, d.court_name, d.state, d.county, d.number, d.number_key,
        d.case_type, d.caption, d.filed_date, d.status, d.defendants, d.statutes, d.levels,
        d.outcomes, d.directions, d.lead_charge, d.lead_level, d.kind, d.version_at, d.hash,
        d.version_id
    FROM ROWS FROM (unnest(documents), unnest(compared)) d WHERE d.is_new
    ON CONFLICT (key) DO UPDATE SET (court, court_name, state, county, number, number_key,
        case_type, caption, filed_date, status, defendants, statutes, levels, outcomes,
        directions, lead_charge, lead_level, kind, published_at, version_hash, version_id)
        = (excluded.court, excluded.court_name, excluded.state, excluded.county,
        excluded.number, excluded.number_key, excluded.case_type, excluded.caption,
        excluded.filed_date, excluded.status, excluded.defendants, excluded.statutes,
        excluded.levels, excluded.outcomes, excluded.directions, excluded.lead_charge,
        excluded.lead_level, excluded.kind, excluded.published_at, excluded.version_hash,
        excluded.version_id);
END $$;

-- A case whose present document was reached by narrowing alone has no new version: its list
-- row is made anew and points at the narrowed one.
CREATE FUNCTION relist_narrowed(documents composed_case[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    stale composed_case[] := ARRAY(
        SELECT m FROM unnest(documents) m
        CROSS JOIN LATERAL (SELECT * FROM case_guard g WHERE g.case_id = m.case_id OFFSET 0) g
        CROSS JOIN LATERAL (SELECT * FROM published_version v WHERE v.id = g.version_id OFFSET 0) v
        CROSS JOIN LATERAL (SELECT * FROM published_case p WHERE p.key = m.key OFFSET 0) p
        WHERE (p.version_id, p.version_hash) IS DISTINCT FROM (v.id, v.version_hash));
BEGIN
    IF cardinality(stale) = 0 THEN
        RETURN;
    END IF;
    UPDATE published_case p SET court = m.court, court_name = m.court_name, county = m.county,
        number = m.number, number_key = m.number_key, case_type = m.case_type,
        caption = m.caption, filed_date = m.filed_date, status = m.status,
        defendants = m.defendants, statutes = m.statutes, levels = m.levels,
        outcomes = m.outcomes, directions = m.directions, lead_charge = m.lead_charge,
        lead_level = m.lead_level, kind = m.kind, published_at = v.published_at, version_hash = v.version_hash,
        version_id = v.id
    FROM unnest(stale) m JOIN case_guard g ON g.case_id = m.case_id
    JOIN published_version v ON v.id = g.version_id
    WHERE p.key = m.key AND p.key = ANY (ARRAY(SELECT s.key FROM unnest(stale) s));
    PERFORM publish_postings(stale, ARRAY(SELECT s.key FROM unnest(stale) s));
END $$;
