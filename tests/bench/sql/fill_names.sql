-- Names of people who do not exist, put together from syllables: 40,000 surnames, of which the
-- first has about one person in a hundred, and 2,000 given names.
CREATE TABLE bench.surname (place integer PRIMARY KEY, word text NOT NULL);
CREATE TABLE bench.given (place integer PRIMARY KEY, word text NOT NULL);

INSERT INTO bench.surname
WITH starts AS (
    SELECT s FROM unnest(string_to_array('Brask Brel Cald Cors Dask Drav Dulm Elv Fald Fenr Galv '
        'Garsk Gresk Hald Hesk Ilv Jarn Jelm Kald Kesk Korv Lask Lenv Lorm Maldr Melk Morv Nald '
        'Nesk Nolv Ogr Ostr Palv Pesk Pral Quav Quel Rald Resk Ruv Salv Skel Stav Strel Tald '
        'Tesk Torv Trask Ulv Varn Vesk Vold Wask Welm Yarv Yest Zald Zelv Zorn Zulm', ' ')) s
), middles AS (
    SELECT m FROM unnest(string_to_array('a e i o u an en in on ar er or al el il ov ev av iv ad '
        'ed id am em im as es is os ul', ' ')) m
), ends AS (
    SELECT e FROM unnest(string_to_array('acker ander aby dell derra dine dorf fen gard gart gaw '
        'golt ham hart iska ker kin landra lane lay loch low mar mere mond nay ner neth ning quist '
        'ran rell rick rin rod row sby ser shaw ska stad ster strom tal ten ter thal ton vale van '
        'ver vik wald ward way wen wick win worth yard', ' ')) e
), words AS (
    SELECT s || e AS word, 1 AS parts FROM starts, ends
    UNION ALL SELECT s || m || e, 2 FROM starts, middles, ends
), placed AS (
    -- The common ones are short, as names are that many people bear.
    SELECT word, row_number() OVER (ORDER BY min(parts), hashtextextended(word, 1)) AS place
    FROM words GROUP BY word
)
SELECT p.place, CASE
    -- One surname in twenty is written with an accent; without it, it is another's.
    WHEN p.place % 20 = 7 AND v.vowel IS NOT NULL THEN
        regexp_replace(p.word, v.vowel, translate(v.vowel, 'aeiou', 'áéíöü'))
    ELSE p.word END
FROM placed p CROSS JOIN LATERAL (SELECT substring(p.word FROM '[aeiou]') AS vowel) v
WHERE p.place <= 40000;

INSERT INTO bench.given
WITH starts AS (
    SELECT s FROM unnest(string_to_array('Ab Ad Al Am An Ar As Be Bra Ca Ce Co Da De Do El Em Es '
        'Fa Fe Fi Ga Ge Ha He Il Ja Je Ka Ke La Le Li Lo Ma Me Mi Na Ne No Or Pa Ra Re Ro Sa Se '
        'So Ta Te To Ul Va Ve Vi Wa We Ya Ze Zi', ' ')) s
), ends AS (
    SELECT e FROM unnest(string_to_array('bel brin cor dan dra drin fen gan lan len lia lin lor '
        'mar men mir nal nel nia nor ran rel ria rin ron sel sha sin tan tel thea tin tor van vel '
        'via vin vor wen xa zan zel', ' ')) e
), placed AS (
    SELECT s || e AS word, row_number() OVER (ORDER BY hashtextextended(s || e, 2)) AS place
    FROM starts, ends
)
SELECT place, word FROM placed WHERE place <= 2000;

-- Five given names that go with one surname far more often than chance would have it.
CREATE TABLE bench.famous (place integer PRIMARY KEY, given integer, surname integer);
INSERT INTO bench.famous SELECT p, 20 + 7 * p, 30 + 11 * p FROM generate_series(0, 4) p;

-- What a person of this number is called: somebody named in two cases is named alike in both.
CREATE FUNCTION bench.named(wanted bigint[])
RETURNS TABLE (id bigint, given text, middle text, surname text, suffix text)
LANGUAGE sql STABLE AS $$
    SELECT p.id, g.word,
        CASE WHEN bench.drawn(p.id, 'middle') < 0.35
            THEN chr(65 + bench.between(p.id, 'initial', 0, 22)) || '.' ELSE '' END,
        s.word || CASE WHEN t.word IS NULL THEN '' WHEN d.two < 0.08 THEN ' ' ELSE '-' END
            || coalesce(t.word, ''),
        CASE WHEN bench.drawn(p.id, 'suffix') < 0.02 THEN 'Jr.' ELSE '' END
    FROM unnest(wanted) p (id)
    CROSS JOIN LATERAL (SELECT bench.drawn(p.id, 'two surnames') AS two,
        bench.drawn(p.id, 'famous') AS fame) d
    LEFT JOIN bench.famous f ON d.fame < 0.001 AND f.place = floor(d.fame * 5000)::integer
    JOIN bench.given g
        ON g.place = coalesce(f.given, bench.zipf(bench.drawn(p.id, 'given'), 2000, 5))
    JOIN bench.surname s
        ON s.place = coalesce(f.surname, bench.zipf(bench.drawn(p.id, 'surname'), 40000, 12.5))
    LEFT JOIN bench.surname t ON d.two < 0.11 AND f.place IS NULL
        AND t.place = bench.zipf(bench.drawn(p.id, 'second surname'), 40000, 12.5)
$$;

CREATE FUNCTION bench.whole(given text, middle text, surname text, suffix text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    given || CASE WHEN middle = '' THEN ' ' ELSE ' ' || middle || ' ' END || surname
        || CASE WHEN suffix = '' THEN '' ELSE ', ' || suffix END;
