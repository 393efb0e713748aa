-- Narrow rows that searches start from, drawn from the documents and from nothing else: writes
-- what is new or differs, and deletes the rest.

CREATE FUNCTION publish_postings(documents composed_case[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    keys uuid[] := ARRAY(SELECT d.key FROM unnest(documents) d);
BEGIN
    PERFORM publish_names(documents);
    WITH charges AS MATERIALIZED (
        SELECT c.key, d.key AS case_key, c.statute,
            upper(regexp_replace(c.statute, '\s', '', 'g')) AS statute_key, c.level, c.status,
            d.filed_date
        FROM unnest(documents) d CROSS JOIN LATERAL json_to_recordset(d.document::json -> 'charges')
            AS c (key uuid, statute text, level text, status text)
    ), gone AS (
        DELETE FROM published_charge p WHERE p.case_key = ANY (keys)
            AND p.key <> ALL (ARRAY(SELECT c.key FROM charges c))
    )
    INSERT INTO published_charge AS p
        (key, case_key, statute, statute_key, level, status, filed_date)
    SELECT * FROM charges
    ON CONFLICT (key) DO UPDATE SET (statute, statute_key, level, status, filed_date)
        = (excluded.statute, excluded.statute_key, excluded.level, excluded.status, excluded.filed_date)
    WHERE (p.*) IS DISTINCT FROM (excluded.*);
    WITH hearings AS MATERIALIZED (
        SELECT h.key, d.key AS case_key, d.court, h.kind, h.starts_at, h.courtroom, h.status
        FROM unnest(documents) d CROSS JOIN LATERAL json_to_recordset(d.document::json -> 'hearings')
            AS h (key uuid, kind text, starts_at timestamptz, courtroom text, status text)
    ), gone AS (
        DELETE FROM published_hearing p WHERE p.case_key = ANY (keys)
            AND p.key <> ALL (ARRAY(SELECT h.key FROM hearings h))
    )
    INSERT INTO published_hearing AS p (key, case_key, court, kind, starts_at, courtroom, status)
    SELECT * FROM hearings
    ON CONFLICT (key) DO UPDATE SET (court, kind, starts_at, courtroom, status)
        = (excluded.court, excluded.kind, excluded.starts_at, excluded.courtroom, excluded.status)
    WHERE (p.*) IS DISTINCT FROM (excluded.*);
    PERFORM publish_changes(documents);
END $$;

-- The words of names that may be read; other names of the same person among them. The state's
-- own name would find every criminal case, and so finds none.
CREATE FUNCTION publish_names(documents composed_case[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH words AS MATERIALIZED (
        SELECT DISTINCT w.word, d.key AS case_key, (p ->> 'person')::uuid AS person_key, d.filed_date
        FROM unnest(documents) d
        CROSS JOIN LATERAL json_array_elements(d.document::json -> 'parties') p
        CROSS JOIN LATERAL (SELECT p ->> 'name' AS name
            UNION ALL SELECT a ->> 'name' FROM json_array_elements(p -> 'also') a) n
        CROSS JOIN LATERAL unnest(name_words(n.name)) w (word)
        WHERE p ->> 'person' IS NOT NULL AND p ->> 'role' <> 'STATE' AND w.word <> '' AND length(w.word) <= 100
    ), gone AS (
        DELETE FROM published_name o
        WHERE o.case_key = ANY (ARRAY(SELECT d.key FROM unnest(documents) d))
          AND NOT EXISTS (SELECT FROM words w WHERE w.case_key = o.case_key
            AND w.person_key = o.person_key AND w.word = o.word)
    )
    INSERT INTO published_name (word, case_key, person_key, filed_date) SELECT * FROM words
    ON CONFLICT (case_key, person_key, word) DO UPDATE SET filed_date = excluded.filed_date
        WHERE published_name.filed_date IS DISTINCT FROM excluded.filed_date;
END $$;

-- A change across cases is listed once, under the case of its result.
CREATE FUNCTION publish_changes(documents composed_case[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WITH listed AS MATERIALIZED (
        SELECT d.key AS case_key, d.court, d.court_name, d.state, d.county, d.number,
            d.number_key, h.*, (
                SELECT p ->> 'name' FROM json_array_elements(d.document::json -> 'parties') p
                WHERE p ->> 'key' = (
                    SELECT c ->> 'party' FROM json_array_elements(d.document::json -> 'charges') c
                    WHERE c ->> 'key' IN (h.after #>> '{0,charge}', h.before #>> '{0,charge}')
                    LIMIT 1)) AS defendant
        FROM unnest(documents) d CROSS JOIN LATERAL json_to_recordset(d.document::json -> 'changes')
            AS h (key uuid, kind text, direction text, "from" date, "to" date, text text,
                instrument text, authority text, recorded_at timestamptz, listed boolean,
                before jsonb, after jsonb)
        WHERE h.listed
    ), gone AS (
        DELETE FROM published_change p
        WHERE p.case_key = ANY (ARRAY(SELECT d.key FROM unnest(documents) d))
          AND p.key <> ALL (ARRAY(SELECT h.key FROM listed h))
    )
    INSERT INTO published_change AS p (key, case_key, court, court_name, state, county, number,
        number_key, defendant, kind, direction, effective_from, effective_to, date_text,
        instrument, authority, recorded_at, from_statutes, to_statutes, from_levels, to_levels,
        before, after)
    SELECT h.key, h.case_key, h.court, h.court_name, h.state, h.county, h.number, h.number_key,
        h.defendant, h.kind, h.direction, h."from", h."to", h.text, h.instrument, h.authority,
        h.recorded_at, told_of(h.before, 'statute'), told_of(h.after, 'statute'),
        told_of(h.before, 'level'), told_of(h.after, 'level'), h.before, h.after
    FROM listed h
    ON CONFLICT (key) DO UPDATE SET (case_key, court, court_name, state, county, number,
        number_key, defendant, kind, direction, effective_from, effective_to, date_text,
        instrument, authority, recorded_at, from_statutes, to_statutes, from_levels, to_levels,
        before, after) = (excluded.case_key, excluded.court, excluded.court_name, excluded.state,
        excluded.county, excluded.number, excluded.number_key, excluded.defendant, excluded.kind,
        excluded.direction, excluded.effective_from, excluded.effective_to, excluded.date_text,
        excluded.instrument, excluded.authority, excluded.recorded_at, excluded.from_statutes,
        excluded.to_statutes, excluded.from_levels, excluded.to_levels, excluded.before,
        excluded.after)
    WHERE (p.*) IS DISTINCT FROM (excluded.*);
END $$;

CREATE FUNCTION told_of(items jsonb, field text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT DISTINCT i ->> field FROM jsonb_array_elements(items) i
        WHERE i ->> field <> '' ORDER BY 1)
$$;
