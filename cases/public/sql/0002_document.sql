-- The public document of a case, the row lists show of it and the rows searches start from,
-- composed from the public views.
-- Nothing here chooses rows or columns beyond them but to leave out what is void. What most cases
-- have many of is read case by case (LATERAL), so that a case's visibility is looked up once.
-- A person, the words of their name, and the words of all other names they go by.
CREATE TYPE named_person AS (
    person_key uuid, kind text, name text, surname text, role text, words text[], others text[],
    also jsonb
);

-- Two surnames are also written as one word.
CREATE FUNCTION fused(surname text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN surname ~ '[^[:alnum:]]'
        THEN nullif(replace(plain_words(surname), ' ', ''), '') END
$$;

CREATE FUNCTION padded(given named_person) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ' ' || array_to_string(given.words || given.others, ' ') || ' '
$$;

-- A charge as statutes are searched: as cited, without spaces in capitals, as charged, and
-- what it came to.
CREATE TYPE cited_charge AS (statute text, statute_key text, label text, outcome text);

CREATE TYPE composed_case AS (
    case_id bigint, key uuid, court text, court_name text, state text, county text,
    number text, number_key text, case_type text, caption text, filed_date date, status text,
    defendants text[], statutes text[], levels text[], outcomes text[], directions text[],
    lead_charge text, lead_level text, kind bigint, document text,
    named named_person[], charges cited_charge[],
    hearings published_hearing[], changes published_change[]
);

-- Most cases have one charge: nothing to sort.
CREATE FUNCTION each_once(given text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    IF cardinality(given) > 1 THEN
        RETURN ARRAY(SELECT DISTINCT g FROM unnest(given) g ORDER BY g);
    END IF;
    RETURN coalesce(given, '{}');
END $$;

CREATE FUNCTION compose_cases(ids bigint[]) RETURNS SETOF composed_case
LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN QUERY
SELECT c.id, c.key, c.court::text, c.court_name::text, c.state::text, c.county::text,
    c.number::text, c.number_key::text, c.case_type::text, c.caption, c.filed_date,
    coalesce(s.now, 'UNKNOWN')::text, coalesce(p.defendants, '{}')::text[],
    each_once(h.statutes), each_once(h.levels), each_once(h.outcomes),
    coalesce(x.directions, '{}'), coalesce(h.lead[3], ''), coalesce(h.lead[4], ''),
    kind_of(c.court, c.case_type, coalesce(s.now, 'UNKNOWN'), coalesce(h.lead[4], ''), coalesce(x.directions, '{}')),
    json_build_object(
        'court', json_build_object('code', c.court, 'name', c.court_name, 'county', c.county,
            'state', c.state, 'timezone', c.timezone),
        'number', c.number, 'number_key', c.number_key, 'type', c.case_type,
        'caption', c.caption, 'filed', c.filed_date, 'status', coalesce(s.now, 'UNKNOWN'),
        'parties', coalesce(p.told, '[]'), 'statuses', coalesce(s.told, '[]'),
        'charges', coalesce(h.told, '[]'), 'changes', coalesce(x.told, '[]'),
        'dispositions', coalesce(d.told, '[]'), 'sentences', coalesce(n.told, '[]'),
        'orders', coalesce(o.told, '[]'), 'hearings', coalesce(g.told, '[]'),
        'docket', coalesce(e.told, '[]'), 'related', coalesce(r.told, '[]'))::text,
    p.named, h.rows, g.rows, x.rows
FROM public_case c
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY p.role, p.id) AS told,
        array_agg(p.name ORDER BY p.id) FILTER (WHERE p.role = 'DEF' AND p.name IS NOT NULL) AS defendants,
        -- The state's own name would find every criminal case, and so finds none.
        array_agg(ROW (p.person_key, p.person_kind, p.name, p.surname, p.role,
                array_remove(p.words || fused(p.surname), NULL), coalesce(o.words, '{}'),
                r.also)::named_person)
            FILTER (WHERE p.is_shown AND p.role <> 'STATE') AS named
    FROM (
        SELECT * FROM public_party p WHERE p.case_id = c.id OFFSET 0) p
    LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('kind', a.kind, 'name', a.full_name)
                ORDER BY a.kind, a.full_name) AS told,
            string_to_array(string_agg(array_to_string(a.words || fused(a.surname), ' '), ' '
                ORDER BY a.kind, a.full_name), ' ') AS words
        FROM person_name a WHERE a.person_id = p.person_id AND p.is_shown
    ) o ON true
    CROSS JOIN LATERAL (
        SELECT p.key, p.role, p.name, CASE WHEN p.is_shown THEN p.person_key END AS person,
            coalesce(o.told, '[]') AS also
    ) r
) p
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY s.effective_date NULLS FIRST, s.id) AS told,
        CASE WHEN count(*) = 0 THEN NULL
            WHEN min(s.status) FILTER (WHERE s.until_date IS NULL)
                = max(s.status) FILTER (WHERE s.until_date IS NULL)
            THEN min(s.status) FILTER (WHERE s.until_date IS NULL) ELSE 'MIXED' END AS now
    FROM (
        SELECT * FROM public_status s WHERE s.case_id = c.id AND NOT s.is_void OFFSET 0) s
    CROSS JOIN LATERAL (
        SELECT s.key, s.party_key AS party, s.status, s.effective_date AS "from",
            s.until_date AS until
    ) r
) s
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY h.filed_date NULLS LAST, h.id) AS told, count(*) AS n,
        array_agg(h.statute::text) FILTER (WHERE h.statute <> '') AS statutes,
        array_agg(h.level::text) FILTER (WHERE h.level <> '') AS levels,
        array_agg(r.status::text) AS outcomes,
        -- The gravest that stands: least of what sorts it first, its label and level.
        min(ARRAY[(r.status IN ('SUPERSEDED', 'TRANSFERRED'))::integer::text,
            to_char(coalesce(999999 - h.rank, 1000000), 'FM0000000'), h.label, h.level] COLLATE "C") AS lead,
        array_agg(ROW (h.statute, translate(upper(h.statute), E' \t\u00a0', ''), h.label, t.status)::cited_charge) AS rows
    FROM (
        SELECT * FROM public_charge h WHERE h.case_id = c.id AND NOT h.is_void OFFSET 0) h
    CROSS JOIN LATERAL (
        SELECT s.status FROM charge_status s WHERE s.charge_id = h.id OFFSET 0) t
    CROSS JOIN LATERAL (
        SELECT h.key, h.party_key AS party, h.statute, h.label, h.level, h.level_label,
            h.category, h.rank, h.offense_from, h.offense_to,
            h.offense_date_text AS offense_text, h.filed_date AS filed, h.instrument, t.status
    ) r
) h
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY coalesce(h.date_to, h.date_from) NULLS FIRST, h.id) AS told,
        array_agg(DISTINCT h.direction) FILTER (WHERE h.direction IS NOT NULL) AS directions,
        -- A change across cases is listed once, under the case of its result.
        array_agg(ROW (h.key, c.key, c.court, c.court_name, c.state, c.county, c.number,
            c.number_key, i.defendant, h.kind, h.direction, h.date_from, h.date_to, h.date_text,
            h.instrument, h.authority, h.recorded_at, each_once(i.from_statutes),
            each_once(i.to_statutes), each_once(i.from_levels), each_once(i.to_levels),
            r.before, r.after, alike_of(c.court, h.kind, h.direction, h.instrument,
                each_once(i.from_levels), each_once(i.to_levels)))::published_change)
            FILTER (WHERE r.listed) AS rows
    FROM (SELECT DISTINCT i.change_id FROM (
            SELECT m.id FROM charge m WHERE m.case_id = c.id OFFSET 0) m
        CROSS JOIN LATERAL (
            SELECT i.change_id FROM charge_change_item i WHERE i.charge_id = m.id OFFSET 0) i) o
    CROSS JOIN LATERAL (
        SELECT * FROM public_change h WHERE h.id = o.change_id AND NOT h.is_void
          AND EXISTS (SELECT FROM unnest(h.charges) m WHERE m.case_id = c.id) OFFSET 0) h
    CROSS JOIN LATERAL (
        SELECT json_agg(t ORDER BY i.place) FILTER (WHERE i.side = 'BEFORE') AS before,
            json_agg(t ORDER BY i.place) FILTER (WHERE i.side = 'AFTER') AS after,
            array_agg(i.statute) FILTER (WHERE i.side = 'BEFORE' AND i.statute <> '') AS from_statutes,
            array_agg(i.statute) FILTER (WHERE i.side = 'AFTER' AND i.statute <> '') AS to_statutes,
            array_agg(i.level) FILTER (WHERE i.side = 'BEFORE' AND i.level <> '') AS from_levels,
            array_agg(i.level) FILTER (WHERE i.side = 'AFTER' AND i.level <> '') AS to_levels,
            (array_agg(CASE WHEN p.is_shown THEN p.full_name END ORDER BY i.place)
                FILTER (WHERE i.case_id = c.id))[1] AS defendant
        FROM unnest(h.charges) WITH ORDINALITY i (side, effect, key, case_id, party_id, statute,
            label, level, level_label, rank, ladder, place)
        LEFT JOIN party_disclosure p ON p.id = i.party_id
        LEFT JOIN public_case k ON k.id = i.case_id AND i.case_id <> c.id
        CROSS JOIN LATERAL (
            SELECT i.key AS charge, i.effect, i.statute, i.label, i.level, i.level_label,
                i.rank, i.ladder, CASE WHEN k.id IS NOT NULL THEN json_build_object('court', k.court,
                    'court_name', k.court_name, 'number', k.number, 'number_key', k.number_key)
                END AS "case"
        ) t
    ) i
    CROSS JOIN LATERAL (
        SELECT h.key, h.kind, h.direction, h.date_from AS "from", h.date_to AS "to",
            h.date_text AS text, h.instrument, h.authority, h.recorded_at, h.reason,
            h.listed_in = c.id AS listed, coalesce(i.before, '[]') AS before,
            coalesce(i.after, '[]') AS after
    ) r
) x
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY d.date_to NULLS FIRST, d.id) AS told
    FROM (
        SELECT * FROM public_disposition d WHERE d.case_id = c.id AND NOT d.is_void OFFSET 0) d
    CROSS JOIN LATERAL (
        SELECT d.key, d.charge_key AS charge, d.outcome, d.plea, d.date_from AS "from",
            d.date_to AS "to", d.date_text AS text, d.is_vacated AS vacated
    ) r
) d
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY s.effective_date NULLS FIRST, s.id) AS told
    FROM (
        SELECT * FROM public_sentence s WHERE s.case_id = c.id AND NOT s.is_void OFFSET 0) s
    CROSS JOIN LATERAL (
        SELECT s.key, s.charge_key AS charge, s.kind, s.amount, s.unit,
            s.effective_date AS date, s.text
    ) r
) n
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY o.issued_date NULLS FIRST, o.id) AS told
    FROM (
        SELECT * FROM public_order o WHERE o.case_id = c.id AND o.tells_its_case AND NOT o.is_void OFFSET 0) o
    CROSS JOIN LATERAL (
        SELECT o.key, o.kind, o.status, o.issued_date AS issued, o.expires_date AS expires,
            o.until_further_order AS open_ended, o.is_served AS served, o.terms
    ) r
) o
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY h.starts_at NULLS FIRST, h.id) AS told,
        array_agg(ROW (h.key, h.case_key, h.court, h.court_name, h.state, h.county, h.number,
            h.number_key, h.case_type, h.caption, h.kind, h.starts_at, h.courtroom,
            h.status)::published_hearing) AS rows
    FROM (
        SELECT * FROM public_hearing h WHERE h.case_id = c.id OFFSET 0) h
    CROSS JOIN LATERAL (
        SELECT h.key, h.kind, h.starts_at, h.courtroom, h.status
    ) r
) g
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY e.filed_date NULLS FIRST, e.id) AS told
    FROM (
        SELECT * FROM public_docket e WHERE e.case_id = c.id OFFSET 0) e
    CROSS JOIN LATERAL (
        SELECT e.key, e.filed_date AS filed, e.entered_at, e.kind, e.text, e.attribution
    ) r
) e
CROSS JOIN LATERAL (
    SELECT json_agg(r ORDER BY o.court, o.number_key) AS told
    FROM (
        SELECT * FROM public_relation o WHERE o.case_id = c.id OFFSET 0) o
    CROSS JOIN LATERAL (
        SELECT o.key, o.relation, o.court, o.court_name, o.number, o.number_key
    ) r
) r
WHERE c.id = ANY (ids);
END $$;
