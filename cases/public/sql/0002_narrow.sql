-- Narrowing erases: what may no longer be public is taken out of every earlier version.

-- Every part a document tells of: keys of its rows, names shown, entries whose text is told,
-- charges of other cases.
CREATE FUNCTION told_parts(document jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT part), '{}') FROM (
        SELECT k #>> '{}' AS part FROM jsonb_path_query(document, '$.*[*].key') k
        UNION ALL SELECT k #>> '{}' FROM jsonb_path_query(document,
            '$.changes[*].*[*].charge') k
        UNION ALL SELECT 'name:' || (p ->> 'key') FROM jsonb_array_elements(document -> 'parties') p
            WHERE p ->> 'name' IS NOT NULL
        UNION ALL SELECT 'text:' || (e ->> 'key')
            FROM jsonb_array_elements(document -> 'docket') e WHERE e ->> 'text' <> ''
    ) parts
$$;

-- Every part that may be told of a case today, void or not.
CREATE FUNCTION tellable_parts(wanted bigint) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN ARRAY(
        SELECT key::text FROM public_party WHERE case_id = wanted
        UNION ALL SELECT 'name:' || key FROM public_party WHERE case_id = wanted AND is_shown
        UNION ALL SELECT key::text FROM public_status WHERE case_id = wanted
        UNION ALL SELECT key::text FROM public_charge WHERE case_id = wanted
        UNION ALL SELECT unnest(h.key::text || ARRAY(SELECT c.key::text FROM unnest(h.charges) c))
            FROM public_change h WHERE h.id = ANY (ARRAY(
                SELECT i.change_id FROM charge m JOIN charge_change_item i ON i.charge_id = m.id
                WHERE m.case_id = wanted))
              -- A change of other cases' charges alone would tell that one of this case is hidden.
              AND EXISTS (SELECT FROM unnest(h.charges) m WHERE m.case_id = wanted)
        UNION ALL SELECT key::text FROM public_disposition WHERE case_id = wanted
        UNION ALL SELECT key::text FROM public_sentence WHERE case_id = wanted
        UNION ALL SELECT key::text FROM public_order WHERE case_id = wanted AND tells_its_case
        UNION ALL SELECT key::text FROM public_hearing WHERE case_id = wanted
        UNION ALL SELECT key::text FROM public_docket WHERE case_id = wanted
        UNION ALL SELECT 'text:' || key FROM public_docket WHERE case_id = wanted AND text <> ''
        UNION ALL SELECT key::text FROM public_relation WHERE case_id = wanted);
END $$;

-- A change as it may be told when only some of its charges may; null where it may not at all.
CREATE FUNCTION narrowed_change(change jsonb, tellable text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    before jsonb := coalesce((SELECT jsonb_agg(i ORDER BY n)
        FROM jsonb_array_elements(change -> 'before') WITH ORDINALITY t (i, n)
        WHERE i ->> 'charge' = ANY (tellable)), '[]');
BEGIN
    IF EXISTS (SELECT FROM jsonb_array_elements(change -> 'after') i
            WHERE NOT i ->> 'charge' = ANY (tellable)) THEN
        RETURN NULL;
    END IF;
    IF before = change -> 'before' THEN
        RETURN change;
    END IF;
    RETURN change || jsonb_build_object('before', before, 'reason', NULL,
        'kind', CASE WHEN change ->> 'kind' = 'MERGED' AND jsonb_array_length(before) < 2
            THEN 'AMENDED' ELSE change ->> 'kind' END,
        'direction', (SELECT direction_of(
            array_agg((i ->> 'rank')::integer) FILTER (WHERE side = 'BEFORE'),
            array_agg(i ->> 'ladder'),
            array_agg((i ->> 'rank')::integer) FILTER (WHERE side = 'AFTER'), '{}')
            FROM (SELECT 'BEFORE' AS side, i FROM jsonb_array_elements(before) i
                  WHERE i ->> 'effect' <> 'RETAINED'
                  UNION ALL SELECT 'AFTER', i FROM jsonb_array_elements(change -> 'after') i) items));
END $$;

-- The charges on one side of a change, each with its texts as they may be told.
CREATE FUNCTION narrowed_items(given jsonb, hidden text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_agg(i || jsonb_build_object(
        'statute', coalesce(told_text(i ->> 'statute', hidden), ''),
        'label', coalesce(told_text(i ->> 'label', hidden), '')) ORDER BY n), '[]')
    FROM jsonb_array_elements(given) WITH ORDINALITY t (i, n)
$$;

-- One row of a document with its texts as they may be told, its name where it may be.
CREATE FUNCTION narrowed_row(part text, given jsonb, tellable text[], hidden text[]) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    text_key text;
BEGIN
    IF part = 'changes' THEN
        given := narrowed_change(given, tellable);
        given := given || jsonb_build_object('before', narrowed_items(given -> 'before', hidden),
            'after', narrowed_items(given -> 'after', hidden));
        IF told_text(given ->> 'reason', hidden) IS NULL THEN
            given := given || '{"reason": null}';
        END IF;
        IF told_text(given ->> 'text', hidden) IS NULL THEN
            given := given || '{"text": ""}';
        END IF;
    ELSIF part = 'parties' AND NOT 'name:' || (given ->> 'key') = ANY (tellable) THEN
        given := given || '{"name": null, "person": null, "also": []}';
    ELSIF part = 'docket' AND given ->> 'text' <> ''
            AND NOT 'text:' || (given ->> 'key') = ANY (tellable) THEN
        given := given || '{"text": null, "attribution": ""}';
    ELSIF part = 'docket' AND told_text(given ->> 'text', hidden) IS NULL THEN
        given := given || '{"text": null}';
    END IF;
    FOREACH text_key IN ARRAY ARRAY['statute', 'label', 'offense_text', 'attribution', 'courtroom']
            || CASE WHEN part IN ('dispositions', 'sentences') THEN ARRAY['text'] ELSE '{}' END LOOP
        IF given ? text_key AND told_text(given ->> text_key, hidden) IS NULL THEN
            given := given || jsonb_build_object(text_key, '');
        END IF;
    END LOOP;
    RETURN given;
END $$;

-- The status of a case that tells of these, as compose_cases has it.
CREATE FUNCTION status_of(statuses jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN count(*) = 0 THEN 'UNKNOWN'
        WHEN min(s ->> 'status') FILTER (WHERE s ->> 'until' IS NULL)
            = max(s ->> 'status') FILTER (WHERE s ->> 'until' IS NULL)
        THEN min(s ->> 'status') FILTER (WHERE s ->> 'until' IS NULL) ELSE 'MIXED' END
    FROM jsonb_array_elements(statuses) s
$$;

-- A document as it may be told. `title` stands in place of one that names somebody hidden.
CREATE FUNCTION narrowed(document jsonb, tellable text[], hidden text[], title text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    part text;
BEGIN
    document := document || jsonb_build_object('caption',
        CASE WHEN document ->> 'caption' <> '' AND told_text(document ->> 'caption', hidden) IS NULL
            THEN title ELSE document ->> 'caption' END);
    FOREACH part IN ARRAY ARRAY['parties', 'statuses', 'charges', 'changes', 'dispositions',
            'sentences', 'orders', 'hearings', 'docket', 'related'] LOOP
        document := jsonb_set(document, ARRAY[part], coalesce((
            SELECT jsonb_agg(n.told ORDER BY n.place) FROM (
                SELECT narrowed_row(part, t.given, tellable, hidden) AS told, t.place
                FROM jsonb_array_elements(document -> part) WITH ORDINALITY t (given, place)
                WHERE t.given ->> 'key' = ANY (tellable)) n
            WHERE n.told IS NOT NULL), '[]'));
    END LOOP;
    RETURN document || jsonb_build_object('status', status_of(document -> 'statuses'));
END $$;

CREATE FUNCTION hash_of(document text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(convert_to(document, 'UTF8')), 'hex')
$$;

-- Take what is no longer tellable out of all versions of a case. A version that then says the
-- same as the one before it goes too: it would betray that something unseen had changed.
CREATE FUNCTION narrow_versions(wanted bigint, wanted_key uuid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    tellable text[] := tellable_parts(wanted);
    words text[] := (SELECT hidden FROM case_guard WHERE case_id = wanted);
    title text := (SELECT caption FROM public_case WHERE id = wanted);
BEGIN
    UPDATE published_version v
        SET document = n.document::text, version_hash = hash_of(n.document::text)
    FROM (SELECT o.id, narrowed(o.document::jsonb, tellable, words, title) AS document
          FROM published_version o WHERE o.case_key = wanted_key) n
    WHERE n.id = v.id AND n.document <> v.document::jsonb;
    DELETE FROM published_version v USING (
        SELECT id, document::jsonb = lag(document::jsonb) OVER (ORDER BY published_at) AS says_nothing
        FROM published_version WHERE case_key = wanted_key) d
    WHERE d.id = v.id AND d.says_nothing;
    UPDATE case_guard g SET
        told = ARRAY(SELECT p FROM published_version v, unnest(told_parts(v.document::jsonb)) p
            WHERE v.case_key = wanted_key
            EXCEPT SELECT unnest(told_parts(now.document::jsonb))),
        version_id = now.id
    FROM (SELECT v.id, v.document FROM published_version v WHERE v.case_key = wanted_key
        ORDER BY v.published_at DESC LIMIT 1) now
    WHERE g.case_id = wanted;
END $$;
