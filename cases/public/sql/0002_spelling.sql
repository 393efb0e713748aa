-- Words of names that may be meant where nobody bears what was typed: those one slip of the pen
-- away or, if there are none, those that sound alike. Readers call these functions, which read
-- published tables alone.

-- A word as it sounds, roughly: one letter for those that sound alike, no vowel but the first,
-- no letter twice. It begins with a sign that no word has. The public side has the same.
CREATE FUNCTION by_ear(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    rules constant text[] := '{{^[gkp]n,n},{^wr,r},{^ps,s},{ph,f},{gh,""},{dg,g},{tch,ch},{dt,t},
        {"s?c(?=[eiy])",s},{"ck|[cq]",k},{x,ks},{z,s},{^[aeiouy],a}}';
    rule text[];
BEGIN
    FOREACH rule SLICE 1 IN ARRAY rules LOOP
        word := regexp_replace(word, rule[1], rule[2], 'g');
    END LOOP;
    word := left(word, 1) || translate(substr(word, 2), 'aeiouyhw', '');
    RETURN left('~' || regexp_replace(word, '(.)\1+', '\1', 'g'), 100);
END $$;

-- Words of published names that sound like this one, which short words do too often; or that are
-- one slip away: a letter left out, added or changed, or two neighbors swapped.
CREATE FUNCTION words_near(asked text, sounding boolean) RETURNS SETOF text
LANGUAGE plpgsql STABLE ROWS 10 AS $$
BEGIN
    IF NOT sounding THEN
        RETURN QUERY
        SELECT DISTINCT s.word::text FROM (
            SELECT i AS at, overlay(asked PLACING '' FROM i FOR 1) AS spelling
            FROM generate_series(1, length(asked)) i
            UNION ALL SELECT length(asked) + 1, asked) d
        CROSS JOIN LATERAL (
            SELECT s.word FROM published_spelling s WHERE s.spelling = d.spelling OFFSET 0) s
        WHERE s.word <> asked AND (length(s.word) <> length(asked)
            OR overlay(s.word PLACING '' FROM d.at FOR 1) = d.spelling
            OR overlay(s.word PLACING '' FROM greatest(d.at - 1, 1) FOR 1) = d.spelling
                AND substr(s.word, d.at - 1, 1) = substr(asked, d.at, 1)
            OR overlay(s.word PLACING '' FROM d.at + 1 FOR 1) = d.spelling
                AND substr(s.word, d.at + 1, 1) = substr(asked, d.at, 1));
    ELSIF length(asked) > 4 AND length(by_ear(asked)) > 3 THEN
        RETURN QUERY SELECT s.word::text FROM published_spelling s
            WHERE s.spelling = by_ear(asked) AND s.word <> asked;
    END IF;
END $$;

-- The word itself, and the words of published names that begin so.
CREATE FUNCTION words_begun(asked text) RETURNS SETOF text
LANGUAGE plpgsql STABLE ROWS 10 AS $$
BEGIN
    RETURN QUERY SELECT asked UNION SELECT s.word::text FROM published_spelling s
        WHERE s.word >= asked AND s.word < asked || '{' AND s.spelling = s.word;
END $$;

-- For words that nobody bears together: pairs of words, in the order of the alphabet, of which
-- one is meant and the other begins as typed; where one word was typed, those that are meant,
-- beside an empty one. And what is to be found among the words of the person.
CREATE FUNCTION words_meant(words text[])
RETURNS TABLE (word text, beside text, rest text[])
LANGUAGE plpgsql STABLE ROWS 10 SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    asked text;
    others text[];
    sounding boolean;
    is_found boolean := false;
BEGIN
    FOREACH sounding IN ARRAY ARRAY[false, true] LOOP
        EXIT WHEN is_found;
        FOREACH asked IN ARRAY words LOOP
            CONTINUE WHEN length(asked) < 4 OR asked !~ '^[a-z]+$';
            others := array_remove(words, asked);
            rest := ARRAY(SELECT '% ' || w || '%' FROM unnest(others[2:]) w);
            RETURN QUERY SELECT m, '', rest FROM words_near(asked, sounding) m
                WHERE others = '{}';
            is_found := is_found OR FOUND;
            CONTINUE WHEN others = '{}';
            RETURN QUERY SELECT DISTINCT p.word::text, p.beside::text, words_meant.rest
            FROM words_near(asked, sounding) m CROSS JOIN words_begun(others[1]) t
            CROSS JOIN LATERAL (
                SELECT n.word, n.beside FROM published_name n
                WHERE n.word = least(m, t) COLLATE "C" AND n.beside = greatest(m, t) COLLATE "C"
                  AND (words_meant.rest = '{}' OR EXISTS (SELECT FROM published_person o
                    WHERE o.key = n.person_key AND o.words LIKE ALL (words_meant.rest)))
                LIMIT 1) p;
            is_found := is_found OR FOUND;
        END LOOP;
    END LOOP;
END $$;
