-- What the publication remembers about a case, for itself alone: the words that would give a
-- hidden person away, the parts that past versions told and the present one does not, and the
-- version it made last.
CREATE TABLE case_guard (
    case_id bigint PRIMARY KEY,
    hidden text[] NOT NULL DEFAULT '{}',
    told text[] NOT NULL DEFAULT '{}',
    version_id uuid,
    published_in xid8
);

-- Whose row the public may see, and whose name. The lists are those of cases/kinds/people.py;
-- a house test compares them. A name withheld by default is shown only by a recorded decision
-- of the court, and never that of a person whom any order protects (18 U.S.C. 2265(d)(3)). A sealed
-- party is not there at all (Ark. Code § 16-90-1416(a)), and their name gives no text away.
CREATE VIEW party_disclosure AS
SELECT p.id, p.case_id, p.person_id, p.key, p.role,
    n.key AS person_key, n.kind AS person_kind, n.full_name, n.surname, n.words,
    p.visibility = 'PUBLIC' AND p.role IN ('DEF', 'STATE', 'ATTY_PROS', 'ATTY_DEF', 'PUBDEF', 'JUDGE',
               'PET', 'RES', 'PLT', 'VIC', 'DECEDENT') AS is_listed,
    p.visibility = 'PUBLIC' AND p.public_name <> 'HIDE' AND (
        p.role IN ('DEF', 'STATE', 'ATTY_PROS', 'ATTY_DEF', 'PUBDEF', 'JUDGE')
        OR (n.kind = 'ORGANIZATION' AND p.role IN ('PET', 'RES', 'PLT'))
        OR (p.public_name = 'SHOW' AND p.public_name_basis <> ''
            AND p.role IN ('PET', 'RES', 'PLT', 'VIC', 'DECEDENT')
            AND NOT EXISTS (SELECT FROM order_protected w WHERE w.person_id = p.person_id))
    ) AS is_shown
FROM party p JOIN person n ON n.id = p.person_id;

-- A name's words that have no letter of the alphabet plain_words() knows, as they are written.
CREATE FUNCTION foreign_words(full_name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(full_name) = length(full_name) THEN '{}' ELSE ARRAY(
        SELECT w FROM regexp_split_to_table(lower(normalize(full_name, NFC)), '[[:space:][:punct:]]+') w
        WHERE w <> '' AND btrim(plain_words(w)) = '') END
$$;

-- Words that must not stand in any published text of a case: the words of each hidden name
-- (an organization's as one phrase) and the places its orders name, less the words of names
-- that are shown there anyway. A short word or a particle counts where it is a whole given name
-- or surname.
CREATE FUNCTION hidden_words(ids bigint[])
RETURNS TABLE (case_id bigint, words text[])
LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN QUERY
WITH named AS (
    SELECT d.case_id, d.person_id, d.is_shown FROM party_disclosure d WHERE d.case_id = ANY (ids)
    UNION ALL
    SELECT o.case_id, w.person_id, false
    FROM protective_order o JOIN order_protected w ON w.order_id = o.id
    WHERE o.case_id = ANY (ids) AND NOT EXISTS (SELECT FROM party_disclosure d
        WHERE d.case_id = o.case_id AND d.person_id = w.person_id)
), spelled AS (
    SELECT n.case_id, n.is_shown, p.kind, p.words || foreign_words(p.full_name) AS words,
        ARRAY[btrim(plain_words(p.given)), btrim(plain_words(p.surname))] AS whole
    FROM named n JOIN person p ON p.id = n.person_id
    UNION ALL
    SELECT n.case_id, n.is_shown, p.kind, a.words || foreign_words(a.full_name),
        ARRAY[btrim(plain_words(a.given)), btrim(plain_words(a.surname))]
    FROM named n JOIN person p ON p.id = n.person_id JOIN person_name a ON a.person_id = n.person_id
), words AS (
    SELECT s.case_id, s.is_shown, w.word
    FROM spelled s CROSS JOIN LATERAL unnest(
        CASE WHEN s.kind = 'ORGANIZATION' AND NOT s.is_shown THEN ARRAY[array_to_string(s.words, ' ')]
             ELSE s.words END) w (word)
    WHERE length(w.word) > 1 AND (s.is_shown OR w.word = ANY (s.whole) OR w.word !~ '[a-z0-9]'
        OR (length(w.word) > 2
            AND w.word <> ALL ('{del,los,las,van,von,der,den,the,and,for,state,people}')))
    UNION ALL
    SELECT o.case_id, false, coalesce(nullif(btrim(plain_words(l.text)), ''),
        lower(normalize(btrim(l.text), NFC)))
    FROM order_place l JOIN protective_order o ON o.id = l.order_id WHERE o.case_id = ANY (ids)
)
SELECT h.case_id, array_agg(DISTINCT h.word ORDER BY h.word) AS words
FROM words h
WHERE h.word <> '' AND NOT EXISTS (
    SELECT FROM words s WHERE s.case_id = h.case_id AND s.is_shown AND s.word = h.word)
GROUP BY h.case_id;
END $$;

-- A text as the public may read it: whole, or not at all.
CREATE FUNCTION told_text(given text, hidden text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    letters text;
    plain text;
    word text;
BEGIN
    IF hidden IS NULL THEN
        RETURN NULL;
    END IF;
    IF given IS NULL OR given = '' THEN
        RETURN given;
    END IF;
    -- In a text without accents the letters of a hidden word would stand together as they are:
    -- quickly seen, and seldom so.
    letters := CASE WHEN octet_length(given) = length(given) THEN lower(given) END;
    FOREACH word IN ARRAY hidden LOOP
        CONTINUE WHEN strpos(letters, split_part(word, ' ', 1)) = 0;
        plain := coalesce(plain, plain_words(given));
        IF strpos(plain, ' ' || word || ' ') > 0
                OR (word !~ '[a-z0-9]' AND strpos(lower(normalize(given, NFC)), word) > 0) THEN
            RETURN NULL;
        END IF;
    END LOOP;
    RETURN given;
END $$;

-- The same, without a call where nothing is hidden: most texts of most cases.
CREATE FUNCTION told(given text, hidden text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN hidden = '{}' THEN given ELSE told_text(given, hidden) END
$$;
