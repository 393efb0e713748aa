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
            OR EXISTS (SELECT FROM published_citation n WHERE n.case_key = h.key)
            OR EXISTS (SELECT FROM published_outcome n WHERE n.case_key = h.key)
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
            p.directions, p.lead_charge, p.lead_level, p.kind)
            IS DISTINCT FROM (m.court, m.court_name, m.state, m.county, m.number, m.number_key,
            m.case_type, m.caption, m.filed_date, m.status, m.defendants, m.statutes, m.levels,
            m.outcomes, m.directions, m.lead_charge, m.lead_level, m.kind)
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
        WHERE v.document::jsonb <> narrowed(v.document::jsonb, tellable_parts(m.case_id), g.hidden, m.caption)
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
    SELECT m.case_id, 'its searchable outcomes are not the public ones' FROM made m
        WHERE EXISTS (
            (SELECT o, coalesce(m.filed_date, '0001-01-01'), m.kind FROM unnest(m.outcomes) o
             EXCEPT SELECT p.outcome, p.filed_order, p.kind FROM published_outcome p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p.outcome, p.filed_order, p.kind FROM published_outcome p WHERE p.case_key = m.key
             EXCEPT SELECT o, coalesce(m.filed_date, '0001-01-01'), m.kind FROM unnest(m.outcomes) o))
    UNION ALL
    SELECT m.case_id, 'its searchable statutes are not the public ones' FROM made m
        WHERE EXISTS (
            (SELECT w.statute_key, w.statute, w.labels, w.outcomes, w.filed_order, w.kind FROM wanted_citations(ARRAY[ROW (m.*)::composed_case]) w
             EXCEPT SELECT p.statute_key, p.statute, p.labels, p.outcomes, p.filed_order, p.kind
             FROM published_citation p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p.statute_key, p.statute, p.labels, p.outcomes, p.filed_order, p.kind
             FROM published_citation p WHERE p.case_key = m.key
             EXCEPT SELECT w.statute_key, w.statute, w.labels, w.outcomes, w.filed_order, w.kind
             FROM wanted_citations(ARRAY[ROW (m.*)::composed_case]) w))
    UNION ALL
    SELECT m.case_id, 'its searchable names are not the public ones' FROM made m
        WHERE EXISTS (
            (SELECT w FROM wanted_names(ARRAY[m::composed_case]) w
             EXCEPT SELECT p FROM published_name p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p FROM published_name p WHERE p.case_key = m.key
             EXCEPT SELECT w FROM wanted_names(ARRAY[m::composed_case]) w))
    UNION ALL
    SELECT m.case_id, 'its searchable names hold a word that is not public' FROM made m
        WHERE EXISTS (
            SELECT FROM published_name p, unnest(ARRAY[p.word, p.beside]) w (word)
            WHERE p.case_key = m.key AND w.word <> '' AND NOT EXISTS (
                SELECT FROM public_party q WHERE q.case_id = m.case_id AND q.is_shown
                  AND q.person_key = p.person_key
                  AND (w.word = ANY (q.words) OR w.word = fused(q.surname) OR EXISTS (
                    SELECT FROM person_name a WHERE a.person_id = q.person_id
                      AND (w.word = ANY (a.words) OR w.word = fused(a.surname))))))
    UNION ALL
    SELECT m.case_id, 'a person named in it is not published as the record has them'
        FROM made m WHERE EXISTS (
            SELECT FROM unnest(m.named) n
            LEFT JOIN published_person p ON p.key = n.person_key
            WHERE (p.kind, p.name, p.surname, p.also, p.words)
                IS DISTINCT FROM (n.kind, n.name, n.surname, n.also, padded(n)))
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
            (SELECT h FROM unnest(m.hearings) h
             EXCEPT SELECT p FROM published_hearing p WHERE p.case_key = m.key)
            UNION ALL
            (SELECT p FROM published_hearing p WHERE p.case_key = m.key
             EXCEPT SELECT h FROM unnest(m.hearings) h))
    UNION ALL
    SELECT o.case_id, 'its published orders are not the public ones' FROM protective_order o
        LEFT JOIN public_order v ON v.id = o.id AND NOT v.is_void
        LEFT JOIN published_order p ON p.key = o.key
        WHERE o.case_id = ANY (ids) AND (
            (p.key, p.case_key, p.court, p.court_name, p.state, p.county, p.number, p.kind, p.status,
                p.issued_date, p.expires_date, p.until_further_order, p.is_served, p.terms)
            IS DISTINCT FROM (v.key, CASE WHEN v.tells_its_case THEN v.case_key END, v.court,
                v.court_name, v.state, v.county, CASE WHEN v.tells_its_case THEN v.number
                WHEN NOT v.tells_its_case THEN '' END, v.kind, v.status, v.issued_date, v.expires_date,
                v.until_further_order, v.is_served, v.terms));
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
         + (SELECT count(*) FROM published_person p
            WHERE NOT EXISTS (SELECT FROM published_name n WHERE n.person_key = p.key))
         + (SELECT count(*) FROM published_spelling s
            WHERE NOT EXISTS (SELECT FROM published_name n WHERE n.word = s.word AND n.shows_word)
              AND NOT EXISTS (SELECT FROM published_name n
                WHERE n.beside = s.word AND n.shows_beside))
         + (SELECT count(*) FROM (
                SELECT word FROM published_name UNION SELECT beside FROM published_name) n
            WHERE n.word ~ '^[a-z]+$' AND NOT EXISTS (SELECT FROM published_spelling s
                WHERE s.spelling = n.word AND s.word = n.word))
         + (SELECT count(*) FROM published_order p
            WHERE NOT EXISTS (SELECT FROM protective_order o WHERE o.key = p.key))
         + (SELECT count(*) FROM (
                SELECT kind, court, case_type, status, lead_level, directions, count(*)
                FROM published_case GROUP BY 1, 2, 3, 4, 5, 6) counted
            FULL JOIN (SELECT kind, court, case_type, status, lead_level, directions, sum(cases)
                FROM published_kind GROUP BY 1, 2, 3, 4, 5, 6) kept
            ON counted = kept WHERE counted IS NULL OR kept IS NULL)
         + (SELECT count(*) FROM (
                SELECT p.statute_key, p.statute, l.label, count(*)
                FROM published_citation p, unnest(p.labels) l (label) GROUP BY 1, 2, 3) counted
            FULL JOIN (SELECT statute_key, statute, label, sum(cases)
                FROM published_statute GROUP BY 1, 2, 3) kept
            ON counted = kept WHERE counted IS NULL OR kept IS NULL)
         + (SELECT count(*) FROM (
                SELECT alike, court, kind, coalesce(direction, ''), instrument, from_levels, to_levels,
                    count(*)
                FROM published_change GROUP BY 1, 2, 3, 4, 5, 6, 7) counted
            FULL JOIN (
                SELECT alike, court, kind, direction, instrument, from_levels, to_levels, sum(changes)
                FROM published_alike GROUP BY 1, 2, 3, 4, 5, 6, 7) kept
            ON counted = kept WHERE counted IS NULL OR kept IS NULL)
$$;
