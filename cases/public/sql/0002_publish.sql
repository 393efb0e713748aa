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
        INSERT INTO case_guard AS g (case_id, hidden) SELECT f.case_id, f.hidden FROM fresh f
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

-- Erase from earlier versions whatever may no longer be told. What a case's past versions told
-- is remembered in its guard, what the present one tells is read from it; where all of that
-- still stands in the new document, nothing was narrowed and nothing more need be asked.
CREATE FUNCTION narrow_cases(made composed_case[], rewritten bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    known record;
    told_before text[];
BEGIN
    FOR known IN SELECT g.case_id, m.key AS case_key, g.told, v.document AS was, m.document AS becomes
            FROM unnest(made) m
            CROSS JOIN LATERAL (SELECT * FROM case_guard g WHERE g.case_id = m.case_id OFFSET 0) g
            CROSS JOIN LATERAL (SELECT * FROM published_version v WHERE v.id = g.version_id OFFSET 0) v
            -- The document it has, and no other ever told: nothing can have been narrowed.
            WHERE g.told <> '{}' OR v.document <> m.document OR g.case_id = ANY (rewritten) LOOP
        told_before := known.told || told_parts(known.was::jsonb);
        IF known.case_id = ANY (rewritten) OR (
                NOT told_before <@ told_parts(known.becomes::jsonb)
                AND NOT told_before <@ tellable_parts(known.case_id)) THEN
            PERFORM narrow_versions(known.case_id, known.case_key);
        END IF;
    END LOOP;
END $$;

-- Plans go by index only, with views flattened deep enough that an index can be used at the
-- bottom of each.
CREATE FUNCTION publish_cases(ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET "TimeZone" = 'UTC' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET jit = off
SET from_collapse_limit = 12 SET join_collapse_limit = 12
AS $$
DECLARE
    rewritten bigint[] := guard_cases(ids);
    documents composed_case[];
    changed composed_case[];
    known uuid[];
    now_at timestamptz := record_now();
BEGIN
    PERFORM unpublish_cases(ids);
    PERFORM publish_orders(ids);
    documents := ARRAY(SELECT c FROM compose_cases(ids) c);
    PERFORM narrow_cases(documents, rewritten);
    WITH differing AS MATERIALIZED (
        SELECT m.made, m.hash, g.told, v.published_at AS last_at, v.document AS last_document,
            coalesce(CASE WHEN g.published_in = pg_current_xact_id() THEN g.version_id END,
                gen_random_uuid()) AS version_id
        FROM (SELECT d AS made, hash_of(d.document) AS hash FROM unnest(documents) d OFFSET 0) m
        CROSS JOIN LATERAL (
            SELECT * FROM case_guard g WHERE g.case_id = (m.made).case_id OFFSET 0) g
        LEFT JOIN LATERAL (
            SELECT * FROM published_version v WHERE v.id = g.version_id OFFSET 0) v ON true
        WHERE v.version_hash IS DISTINCT FROM m.hash
          AND (v.id IS NULL OR v.document::jsonb <> (m.made).document::jsonb)
    ), versions AS (
        INSERT INTO published_version AS v (id, case_key, published_at, version_hash, document)
        SELECT d.version_id, (d.made).key, greatest(now_at, d.last_at + interval '1 microsecond'),
            d.hash, (d.made).document
        FROM differing d
        ON CONFLICT (id) DO UPDATE SET version_hash = excluded.version_hash, document = excluded.document
    ), guards AS (
        INSERT INTO case_guard AS g (case_id, told, version_id, published_in)
        SELECT (d.made).case_id, CASE WHEN d.last_document IS NULL THEN d.told ELSE ARRAY(
                SELECT unnest(d.told) UNION SELECT unnest(told_parts(d.last_document::jsonb))) END,
            d.version_id, pg_current_xact_id()
        FROM differing d
        ON CONFLICT (case_id) DO UPDATE SET (told, version_id, published_in)
            = (excluded.told, excluded.version_id, excluded.published_in)
    ), listed AS (
        INSERT INTO published_case AS p (key, court, court_name, state, county, number, number_key,
            case_type, caption, filed_date, status, defendants, statutes, levels, outcomes,
            directions, lead_charge, lead_level, kind, published_at, version_hash, version_id)
        SELECT (d.made).key, (d.made).court, (d.made).court_name, (d.made).state, (d.made).county,
            (d.made).number, (d.made).number_key, (d.made).case_type, (d.made).caption,
            (d.made).filed_date, (d.made).status, (d.made).defendants, (d.made).statutes, (d.made).levels,
            (d.made).outcomes, (d.made).directions, (d.made).lead_charge, (d.made).lead_level, (d.made).kind,
            greatest(now_at, d.last_at + interval '1 microsecond'), d.hash, d.version_id
        FROM differing d
        ON CONFLICT (key) DO UPDATE SET (court, court_name, state, county, number, number_key,
            case_type, caption, filed_date, status, defendants, statutes, levels, outcomes,
            directions, lead_charge, lead_level, kind, published_at, version_hash, version_id)
            = (excluded.court, excluded.court_name, excluded.state, excluded.county,
            excluded.number, excluded.number_key, excluded.case_type, excluded.caption,
            excluded.filed_date, excluded.status, excluded.defendants, excluded.statutes,
            excluded.levels, excluded.outcomes, excluded.directions, excluded.lead_charge,
            excluded.lead_level, excluded.kind, excluded.published_at, excluded.version_hash, excluded.version_id)
    )
    SELECT array_agg(d.made), array_agg((d.made).key) FILTER (WHERE d.last_document IS NOT NULL)
    INTO changed, known FROM differing d;
    PERFORM relist_narrowed(documents);
    PERFORM publish_renamed(documents);
    IF changed IS NOT NULL THEN
        PERFORM publish_postings(changed, known);
    END IF;
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
