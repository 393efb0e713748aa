-- What in the texts of these cases, about to be read by the public, holds or may hold what is
-- withheld there: a word of a name or place (the text is withheld then), or initials, a part of a
-- place, an address, a title with a surname, a word for kin, which nothing withholds. It is told to
-- clerks, who read the text anyway: what was found is not repeated.

-- For people whose names are withheld in a case: their initials, with points or all in a row, and
-- their surname behind a title, as a regular expression; null where there is none.
CREATE FUNCTION signs_of_people(wanted bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    WITH hidden AS (
        SELECT d.person_id FROM party_disclosure d WHERE d.case_id = wanted AND NOT d.is_shown
        UNION SELECT w.person_id FROM protective_order o JOIN order_protected w ON w.order_id = o.id
        WHERE o.case_id = wanted AND NOT EXISTS (SELECT FROM party_disclosure d
            WHERE d.case_id = wanted AND d.person_id = w.person_id AND d.is_shown)
    ), lettered AS (
        SELECT name_words(p.surname) AS surname, ARRAY(SELECT upper(left(w, 1))
            FROM unnest(p.words) WITH ORDINALITY w (w, place) WHERE w ~ '^[a-z]' ORDER BY place) AS letters
        FROM hidden h JOIN person p ON p.id = h.person_id WHERE p.kind = 'PERSON'
    )
    SELECT '\m(' || string_agg(sign, '|') || ')\M' FROM (
        SELECT array_to_string(l.letters, '\.?[ -]?') AS sign FROM lettered l
        WHERE cardinality(l.letters) > 2
        UNION SELECT l.letters[1] || '\.[ -]?' || o FROM lettered l, unnest(l.letters[2:]) o
        WHERE l.letters[1] || o NOT IN ('AM', 'PM', 'DA', 'US')
        UNION SELECT '(Mrs|Ms|Miss)\.? ' || initcap(array_to_string(l.surname, ' '))
        FROM lettered l WHERE cardinality(l.surname) > 0) signs
$$;

-- Two words that stand together in a place that an order names, unless both stand in any address.
CREATE FUNCTION signs_of_places(wanted bigint) RETURNS text[]
LANGUAGE sql STABLE AS $$
    SELECT ARRAY(
        SELECT ' ' || w[i] || ' ' || w[i + 1] || ' '
        FROM protective_order o JOIN order_place l ON l.order_id = o.id
        CROSS JOIN LATERAL (SELECT name_words(l.text) AS w) n, generate_series(1, cardinality(w) - 1) i
        WHERE o.case_id = wanted AND NOT ARRAY[w[i], w[i + 1]] <@ '{the,of,and,at,in,street,st,avenue,
            ave,road,rd,drive,north,south,east,west,county,city,suite,apt,floor,public,high,middle,
            elementary,school,police,department,company,inc,llc}')
$$;

-- The texts, each with what a clerk would call it.
CREATE FUNCTION texts_for_the_public(wanted bigint)
RETURNS TABLE (subject text, row_id bigint, what text, said text)
LANGUAGE sql STABLE AS $$
    SELECT 'court_case', c.id, 'The caption', c.caption FROM court_case c WHERE c.id = wanted
    UNION ALL SELECT 'charge', h.id, 'The wording of ' || coalesce('count ' || h.count, 'a charge'),
        concat_ws(' ', h.label, h.offense_date_text)
    FROM charge h WHERE h.case_id = wanted AND h.visibility = 'PUBLIC' AND h.voided_at IS NULL
    UNION ALL SELECT 'charge_change', h.id,
        'The reason or the date of the change' || coalesce(' of ' || h.date_from, ''),
        concat_ws(' ', h.reason, h.date_text)
    FROM charge_change h WHERE h.case_id = wanted AND h.voided_at IS NULL
    UNION ALL SELECT 'sentence', s.id,
        'The text of the sentence on ' || coalesce('count ' || h.count, 'a charge'), s.text
    FROM charge h JOIN sentence s ON s.charge_id = h.id
    WHERE h.case_id = wanted AND h.visibility = 'PUBLIC' AND s.voided_at IS NULL
    UNION ALL SELECT 'docket_entry', e.id,
        'The text of ' || coalesce('docket entry ' || e.entry_number, 'the docket entry')
            || coalesce(' of ' || e.filed_date, ''), concat_ws(' ', e.text, e.attribution)
    FROM docket_entry e WHERE e.case_id = wanted AND e.visibility = 'PUBLIC' AND e.text_released
      AND e.kind NOT IN ('PROTECTIVE_ORDER', 'ALLEGED_VIOLATION', 'SEAL', 'UNSEAL')
$$;

-- All signs in a text, one after the other; null where there is none.
CREATE FUNCTION signs_in(said text, hidden text[], people text, places text[]) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT nullif(concat_ws(';',
        CASE WHEN told_text(said, hidden) IS NULL THEN 'NAME' END,
        CASE WHEN public.unaccent('public.unaccent'::regdictionary, normalize(said, NFC)) ~ people
            THEN 'INITIALS' END,
        CASE WHEN EXISTS (SELECT FROM unnest(places) w WHERE strpos(plain_words(said), w) > 0)
            THEN 'PLACE' END,
        CASE WHEN said ~ '\m[0-9]{1,6} +([NSEW]\.? +)?[A-Z]\w+( +[A-Z]\w+)? +(Street|St|Avenue|Ave|Road|Rd|Drive|Lane|Ln|Boulevard|Blvd|Highway|Hwy|Circle|Trail)\M'
            OR said ~* '\mp\.? ?o\.? box\M' THEN 'ADDRESS' END,
        CASE WHEN said ~* '\m(wife|husband|spouse|girlfriend|boyfriend|fianc[eé]e?|mother|father|daughter|son|sister|brother|step(daughter|son|mother|father)|niece|nephew|aunt|uncle|grand(mother|father|son|daughter)|roommate|co-?worker|neighbor)s?\M' THEN 'KIN' END), '')
$$;

CREATE FUNCTION texts_giving_away(ids bigint[])
RETURNS TABLE (case_id bigint, subject text, row_id bigint, what text, signs text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    guarded record;
    people text;
    places text[];
BEGIN
    -- Most cases withhold nobody, and what is not public at all gives nobody away.
    FOR guarded IN SELECT w.case_id, w.words FROM hidden_words(ids) w JOIN court_case c ON c.id = w.case_id
            WHERE c.visibility IN ('PUBLIC', 'DRAFT') AND c.case_type NOT IN ('JV', 'OP') LOOP
        people := signs_of_people(guarded.case_id);
        places := signs_of_places(guarded.case_id);
        RETURN QUERY SELECT guarded.case_id, t.subject, t.row_id, t.what, s.signs
            FROM texts_for_the_public(guarded.case_id) t
            CROSS JOIN LATERAL (
                SELECT signs_in(t.said, guarded.words, people, places) AS signs OFFSET 0) s
            -- Another caption is built in place of one that names somebody.
            WHERE t.said <> '' AND s.signs IS NOT NULL
              AND NOT (t.subject = 'court_case' AND s.signs LIKE 'NAME%');
    END LOOP;
END $$;
