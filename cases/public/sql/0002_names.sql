-- Names in the publication: the pairs of words that searches start from, the people they belong
-- to, and how the words are misspelled. All three come and go together.

-- The rows of published_name that these documents ask for. A very long list of names is paired
-- in part: each word at least with the first six. The row that stands for a word is its pair
-- with the first word of the name; for the first word, that with the second.
CREATE FUNCTION wanted_names(documents composed_case[]) RETURNS SETOF published_name
LANGUAGE sql STABLE AS $$
    SELECT a.word, b.word, d.key, n.person_key, f.day, f.day + 1461000 * bool_or(
            b.word = '' OR greatest(a.place, b.place) <= cardinality(n.words))::integer,
        CASE a.word WHEN s.first THEN b.word = s.second ELSE b.word = s.first END,
        b.word <> '' AND CASE b.word WHEN s.first THEN a.word = s.second ELSE a.word = s.first END,
        d.kind, string_agg(DISTINCT n.role, ' ' ORDER BY n.role)
    FROM unnest(documents) d, unnest(d.named) n
    CROSS JOIN LATERAL (SELECT coalesce(d.filed_date, '0001-01-01') AS day) f
    CROSS JOIN LATERAL (SELECT array_remove(n.words || n.others, '') AS every) e
    CROSS JOIN LATERAL (SELECT e.every[1] AS first, CASE WHEN e.every[1] = ALL (n.words) THEN ''
        ELSE (SELECT w.word FROM unnest(e.every) WITH ORDINALITY w (word, place)
              WHERE w.word <> e.every[1] ORDER BY w.place LIMIT 1) END AS second) s,
        unnest(e.every) WITH ORDINALITY a (word, place),
        unnest(e.every || ''::text) WITH ORDINALITY b (word, place)
    WHERE length(a.word) <= 100 AND length(b.word) <= 100
      AND CASE WHEN b.word = '' THEN a.place = 1 AND s.second = ''
          ELSE a.word COLLATE "C" < b.word COLLATE "C"
            AND (a.place <= 6 OR b.place <= 6 OR greatest(a.place, b.place) <= 12) END
    GROUP BY a.word, b.word, d.key, n.person_key, f.day, s.first, s.second, d.kind
$$;

-- People as these documents know them.
CREATE FUNCTION publish_people(documents composed_case[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO published_person AS p (key, kind, name, surname, sort_name, also, words)
    SELECT n.person_key, n.kind, n.name, n.surname,
        left(btrim(plain_words(n.surname || ' ' || n.name)), 300), n.also, n.padded
    FROM (SELECT DISTINCT ON (n.person_key) n.*, padded(n)
          FROM unnest(documents) d, unnest(d.named) n ORDER BY n.person_key) n
    LEFT JOIN LATERAL (
        SELECT * FROM published_person p WHERE p.key = n.person_key OFFSET 0) p ON true
    WHERE (p.kind, p.name, p.surname, p.also, p.words)
        IS DISTINCT FROM (n.kind, n.name, n.surname, n.also, n.padded)
    ON CONFLICT (key) DO UPDATE SET (kind, name, surname, sort_name, also, words)
        = (excluded.kind, excluded.name, excluded.surname, excluded.sort_name, excluded.also,
           excluded.words);
END $$;

-- What comes is written before what goes is deleted, so that no word is forgotten in between; and
-- people are held, so that nobody forgets them before this transaction has ended.
CREATE FUNCTION publish_names(documents composed_case[], known uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    wanted published_name[] := ARRAY(SELECT w FROM wanted_names(documents) w
        ORDER BY w.case_key, w.person_key, w.word, w.beside);
    here published_name[] := ARRAY(SELECT p FROM published_name p WHERE p.case_key = ANY (known)
        ORDER BY p.case_key, p.person_key, p.word, p.beside);
BEGIN
    PERFORM FROM published_person p WHERE here <> wanted
        AND p.key = ANY (ARRAY(SELECT DISTINCT w.person_key FROM unnest(wanted) w))
        ORDER BY p.key FOR KEY SHARE;
    PERFORM publish_people(documents);
    IF here = wanted THEN
        RETURN;
    END IF;
    INSERT INTO published_name SELECT w.* FROM unnest(wanted) w
        WHERE (w.case_key, w.person_key, w.word, w.beside)
            NOT IN (SELECT h.case_key, h.person_key, h.word, h.beside FROM unnest(here) h);
    IF cardinality(here) > 0 THEN
        UPDATE published_name p SET (filed_order, place, shows_word, shows_beside, kind, roles)
            = (w.filed_order, w.place, w.shows_word, w.shows_beside, w.kind, w.roles)
        FROM unnest(wanted) w
        WHERE (p.case_key, p.person_key, p.word, p.beside)
                = (w.case_key, w.person_key, w.word, w.beside) AND p IS DISTINCT FROM w;
        DELETE FROM published_name p WHERE p.case_key = ANY (known)
            AND (p.case_key, p.person_key, p.word, p.beside)
                NOT IN (SELECT w.case_key, w.person_key, w.word, w.beside FROM unnest(wanted) w);
    END IF;
END $$;

-- Words as they are, as they sound and as they are mistyped. One that is known is not held against somebody who
-- forgets it meanwhile: sealing would wait for imports. The next publication that needs it, or
-- publish --all, brings it back.
CREATE FUNCTION learn_words(given text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    unknown text[] := ARRAY(SELECT w FROM unnest(given) w WHERE w ~ '^[a-z]+$' AND NOT EXISTS (
        SELECT FROM published_spelling s WHERE s.spelling = w AND s.word = w));
BEGIN
    IF cardinality(unknown) > 0 THEN
        INSERT INTO published_spelling (spelling, word)
        SELECT v.spelling, w FROM unnest(unknown) w CROSS JOIN LATERAL (
            SELECT w AS spelling UNION SELECT by_ear(w)
            UNION SELECT overlay(w PLACING '' FROM i FOR 1)
            FROM generate_series(1, CASE WHEN length(w) > 3 THEN length(w) END) i) v
        WHERE length(w) <= 100
        ORDER BY w, v.spelling
        ON CONFLICT DO NOTHING;
    END IF;
END $$;

-- What no document tells: how a name is taken apart, and which words are known.
CREATE FUNCTION publish_renamed(documents composed_case[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    renamed composed_case[] := ARRAY(
        SELECT d FROM unnest(documents) d WHERE EXISTS (
            SELECT FROM unnest(d.named) n CROSS JOIN LATERAL (
                SELECT * FROM published_person p WHERE p.key = n.person_key OFFSET 0) p
            WHERE (p.kind, p.surname, p.words) IS DISTINCT FROM (n.kind, n.surname, padded(n))));
BEGIN
    IF cardinality(renamed) > 0 THEN
        PERFORM publish_names(renamed, ARRAY(SELECT d.key FROM unnest(renamed) d));
    END IF;
    PERFORM learn_words(ARRAY(SELECT DISTINCT w FROM unnest(documents) d, unnest(d.named) n,
        unnest(n.words || n.others) w));
END $$;

-- With its last row in published_name a word is gone, and so is a person: a rare surname must
-- not outlive the case that was sealed. Where few rows are left, others who take theirs away at
-- the same time are waited for, and each statement sees what was committed before it.
CREATE FUNCTION forget_names() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    few constant integer := 25;
    words text[] := ARRAY(
        SELECT w.word FROM (SELECT word FROM went UNION SELECT beside FROM went) w
        WHERE w.word <> ''
          AND (SELECT count(*) FROM (SELECT FROM published_name n WHERE n.word = w.word
                AND n.shows_word LIMIT few + 1) n) <= few
          AND (SELECT count(*) FROM (SELECT FROM published_name n WHERE n.beside = w.word
                AND n.shows_beside LIMIT few + 1) n) <= few);
    people uuid[] := ARRAY(
        SELECT w.person_key FROM (SELECT DISTINCT person_key FROM went) w
        WHERE (SELECT count(*) FROM (SELECT FROM published_name n
            WHERE n.person_key = w.person_key LIMIT few + 1) n) <= few);
BEGIN
    PERFORM FROM published_person p WHERE p.key = ANY (people)
        ORDER BY p.key FOR UPDATE;
    DELETE FROM published_person p WHERE p.key = ANY (people)
        AND NOT EXISTS (SELECT FROM published_name n WHERE n.person_key = p.key);
    PERFORM FROM published_spelling s WHERE s.word = ANY (words) AND s.spelling = s.word
        ORDER BY s.word FOR UPDATE;
    DELETE FROM published_spelling s WHERE s.word = ANY (words)
        AND NOT EXISTS (SELECT FROM published_name n WHERE n.word = s.word AND n.shows_word)
        AND NOT EXISTS (SELECT FROM published_name n
            WHERE n.beside = s.word AND n.shows_beside);
    RETURN NULL;
END $$;
CREATE TRIGGER forget_names AFTER DELETE ON published_name
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION forget_names();

CREATE FUNCTION forget_all_names() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM published_person;
    DELETE FROM published_spelling;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_all_names AFTER TRUNCATE ON published_name
    FOR EACH STATEMENT EXECUTE FUNCTION forget_all_names();
