-- Where do the publication tables differ from what the views say? No row means nowhere.
-- Reads with the same settings as publish_cases, so that documents compare byte for byte.
CREATE FUNCTION publication_differences(ids bigint[])
RETURNS TABLE (case_id bigint, difference text)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp SET "TimeZone" = 'UTC' SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY
    WITH held AS (
        SELECT c.id, c.key FROM court_case c WHERE c.id = ANY (ids)
    ), made AS MATERIALIZED (
        SELECT m.* FROM compose_cases(ids) m
    )
    SELECT m.case_id, 'public but not published' FROM made m
        WHERE NOT EXISTS (SELECT FROM published_case p WHERE p.key = m.key)
    UNION ALL
    SELECT h.id, 'published but not public' FROM held h
        WHERE NOT EXISTS (SELECT FROM made m WHERE m.key = h.key)
          AND (EXISTS (SELECT FROM published_case p WHERE p.key = h.key)
            OR EXISTS (SELECT FROM published_version v WHERE v.case_key = h.key)
            OR EXISTS (SELECT FROM published_name n WHERE n.case_key = h.key)
            OR EXISTS (SELECT FROM published_charge n WHERE n.case_key = h.key)
            OR EXISTS (SELECT FROM published_change n WHERE n.case_key = h.key)
            OR EXISTS (SELECT FROM published_hearing n WHERE n.case_key = h.key))
    UNION ALL
    SELECT m.case_id, 'the latest version is not what the views say'
        FROM made m WHERE m.document::jsonb IS DISTINCT FROM (
            SELECT v.document::jsonb FROM published_version v
            WHERE v.case_key = m.key ORDER BY v.published_at DESC LIMIT 1)
    UNION ALL
    SELECT m.case_id, 'the list row is not what the views say'
        FROM made m JOIN published_case p ON p.key = m.key
        WHERE (p.court, p.court_name, p.state, p.county, p.number, p.number_key, p.case_type,
            p.caption, p.filed_date, p.status, p.defendants, p.statutes, p.levels, p.outcomes,
            p.directions, p.lead_charge, p.lead_level)
            IS DISTINCT FROM (m.court, m.court_name, m.state, m.county, m.number, m.number_key,
            m.case_type, m.caption, m.filed_date, m.status, m.defendants, m.statutes, m.levels,
            m.outcomes, m.directions, m.lead_charge, m.lead_level)
    UNION ALL
    SELECT m.case_id, 'the list row does not point at the latest version'
        FROM made m JOIN published_case p ON p.key = m.key
        LEFT JOIN LATERAL (SELECT x.* FROM published_version x WHERE x.case_key = m.key
            ORDER BY x.published_at DESC LIMIT 1) v ON true
        WHERE (p.version_id, p.version_hash, p.published_at)
            IS DISTINCT FROM (v.id, v.version_hash, v.published_at)
    UNION ALL
    SELECT m.case_id, format('the version of %s tells of what may not be public', v.published_at)
        FROM made m JOIN case_guard g ON g.case_id = m.case_id
        JOIN published_version v ON v.case_key = m.key
        WHERE v.document::jsonb <> narrowed(v.document::jsonb, tellable_parts(m.case_id), g.hidden)
    UNION ALL
    SELECT m.case_id, format('the version of %s does not match its hash', v.published_at)
        FROM made m JOIN published_version v ON v.case_key = m.key
        WHERE v.version_hash <> hash_of(v.document)
    UNION ALL
    SELECT h.id, 'the hidden words are out of date' FROM held h
        JOIN case_guard g ON g.case_id = h.id
        LEFT JOIN hidden_words(ids) w ON w.case_id = h.id
        WHERE g.hidden <> coalesce(w.words, '{}')
    UNION ALL
    SELECT m.case_id, 'its searchable charges are not the public ones' FROM made m
        WHERE EXISTS (
            (SELECT v.key, v.statute::text, v.level::text, t.status::text FROM public_charge v
             JOIN charge_status t ON t.charge_id = v.id WHERE v.case_id = m.case_id AND NOT v.is_void
             EXCEPT SELECT p.key, p.statute, p.level, p.status FROM published_charge p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p.key, p.statute, p.level, p.status FROM published_charge p WHERE p.case_key = m.key
             EXCEPT SELECT v.key, v.statute, v.level, t.status FROM public_charge v
             JOIN charge_status t ON t.charge_id = v.id WHERE v.case_id = m.case_id AND NOT v.is_void))
    UNION ALL
    SELECT m.case_id, 'its searchable names are not the public ones' FROM made m
        WHERE EXISTS (
            (SELECT q.person_key, w FROM public_party q JOIN person n ON n.id = q.person_id,
                unnest(n.words) w WHERE q.case_id = m.case_id AND q.is_shown AND q.role <> 'STATE' AND w <> ''
             EXCEPT SELECT p.person_key, p.word FROM published_name p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p.person_key, p.word FROM published_name p WHERE p.case_key = m.key
             EXCEPT (SELECT q.person_key, w FROM public_party q JOIN person n ON n.id = q.person_id,
                unnest(n.words) w WHERE q.case_id = m.case_id AND q.is_shown AND q.role <> 'STATE'
             UNION SELECT q.person_key, w FROM public_party q JOIN person_name a
                ON a.person_id = q.person_id, unnest(a.words) w
                WHERE q.case_id = m.case_id AND q.is_shown AND q.role <> 'STATE')))
    UNION ALL
    SELECT m.case_id, 'its listed changes are not the public ones' FROM made m
        WHERE EXISTS (
            (SELECT h ->> 'key', h ->> 'kind', h ->> 'direction', h ->> 'before', h ->> 'after'
             FROM jsonb_array_elements(m.document::jsonb -> 'changes') h WHERE (h ->> 'listed')::boolean
             EXCEPT SELECT p.key::text, p.kind, p.direction, p.before::text, p.after::text
             FROM published_change p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p.key::text, p.kind, p.direction, p.before::text, p.after::text
             FROM published_change p WHERE p.case_key = m.key
             EXCEPT SELECT h ->> 'key', h ->> 'kind', h ->> 'direction', h ->> 'before', h ->> 'after'
             FROM jsonb_array_elements(m.document::jsonb -> 'changes') h WHERE (h ->> 'listed')::boolean))
    UNION ALL
    SELECT m.case_id, 'its listed hearings are not the public ones' FROM made m
        WHERE EXISTS (
            (SELECT v.key, v.starts_at, v.status::text FROM public_hearing v WHERE v.case_id = m.case_id
             EXCEPT SELECT p.key, p.starts_at, p.status FROM published_hearing p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p.key, p.starts_at, p.status FROM published_hearing p WHERE p.case_key = m.key
             EXCEPT SELECT v.key, v.starts_at, v.status FROM public_hearing v WHERE v.case_id = m.case_id))
    UNION ALL
    SELECT o.case_id, 'its published orders are not the public ones' FROM protective_order o
        LEFT JOIN public_order v ON v.id = o.id AND NOT v.is_void
        LEFT JOIN published_order p ON p.key = o.key
        WHERE o.case_id = ANY (ids) AND (
            (p.key, p.kind, p.status, p.issued_date, p.expires_date, p.terms)
            IS DISTINCT FROM (v.key, v.kind, v.status, v.issued_date, v.expires_date, v.terms));
END $$;

-- Rows of the publication that no case of the record accounts for.
CREATE FUNCTION publication_strays() RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT (SELECT count(*) FROM published_case p
            WHERE NOT EXISTS (SELECT FROM court_case c WHERE c.key = p.key))
         + (SELECT count(*) FROM published_version p
            WHERE NOT EXISTS (SELECT FROM published_case c WHERE c.key = p.case_key))
         + (SELECT count(*) FROM published_name p
            WHERE NOT EXISTS (SELECT FROM published_case c WHERE c.key = p.case_key))
         + (SELECT count(*) FROM published_order p
            WHERE NOT EXISTS (SELECT FROM protective_order o WHERE o.key = p.key))
$$;
