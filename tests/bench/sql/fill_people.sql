-- Whom these cases bring, the cases, and who is who in them. Somebody who comes again is there
-- already, unless the earlier case has been taken away: then the row is written again as it was.
DROP TABLE IF EXISTS people;
CREATE TEMP TABLE people AS
SELECT n.* FROM bench.named(ARRAY(
    SELECT first_person FROM matter
    UNION SELECT second_person FROM matter WHERE second_person IS NOT NULL
    UNION SELECT third_person FROM matter WHERE third_person IS NOT NULL)) n
ORDER BY n.id;
CREATE UNIQUE INDEX ON people (id);
ANALYZE people (id);

INSERT INTO person (id, source, source_id, key, kind, given, middle, surname, suffix, full_name,
    birth_year)
SELECT p.id, '', '', bench.key('person', p.id), 'PERSON', p.given, p.middle, p.surname, p.suffix,
    bench.whole(p.given, p.middle, p.surname, p.suffix),
    CASE WHEN bench.drawn(p.id, 'birth is told') < 0.6
        THEN extract(year FROM s.opens)::integer - bench.between(p.id, 'born', 0, 50) END
FROM people p CROSS JOIN bench.scope s
WHERE s.is_lean OR p.id >= 100000 + 4 * s.first_case
ORDER BY p.id;

-- One in twenty goes by another name too: born with another surname, or called by another.
INSERT INTO person_name (id, source, source_id, person_id, kind, given, middle, surname, suffix,
    full_name)
SELECT p.id, '', '', p.id, k.kind, k.given, '', k.surname, '', k.given || ' ' || k.surname
FROM people p CROSS JOIN bench.scope s
JOIN bench.surname w ON w.place = bench.zipf(bench.drawn(p.id, 'other surname'), 40000, 12.5)
JOIN bench.given g ON g.place = bench.zipf(bench.drawn(p.id, 'other given'), 2000, 5)
CROSS JOIN LATERAL (SELECT
    CASE WHEN bench.drawn(p.id, 'other name') < 0.025 THEN 'MAIDEN' ELSE 'ALIAS' END AS kind,
    CASE WHEN bench.drawn(p.id, 'other name') < 0.025 THEN p.given ELSE g.word END AS given,
    CASE WHEN bench.drawn(p.id, 'other name') < 0.025 THEN w.word ELSE p.surname END AS surname) k
WHERE bench.drawn(p.id, 'other name') < 0.05
  AND (s.is_lean OR p.id >= 100000 + 4 * s.first_case)
ORDER BY p.id;

-- Each court numbers its cases through the year, those among them that will be sealed.
INSERT INTO court_case (id, source, source_id, recorded_at, recorded_by, key, court_id, number,
    case_type, caption, filed_date, visibility)
WITH numbers AS (
    SELECT m.*, f.surname AS first_name, s.surname AS second_name, t.short,
        to_char(coalesce(n.last, 0) + row_number() OVER (PARTITION BY m.court_id,
            extract(year FROM m.filed_date) ORDER BY m.id), 'FM000000') AS n
    FROM matter m
    JOIN bench.state t ON t.code = m.state
    JOIN people f ON f.id = m.first_person
    LEFT JOIN people s ON s.id = m.second_person
    LEFT JOIN bench.numbered n ON n.court_id = m.court_id
        AND n.year = extract(year FROM m.filed_date)
)
SELECT n.id, '', '', bench.recorded(n.filed_date), '', bench.key('case', n.id), n.court_id,
    replace(replace(replace(replace(replace(n.number_style, '{county}', n.county_id::text),
        '{type}', n.case_type), '{year}', to_char(n.filed_date, 'YYYY')),
        '{yy}', to_char(n.filed_date, 'YY')), '{n}', n.n),
    n.case_type, CASE
        WHEN n.case_type = 'JV' THEN 'In the interest of a child'
        WHEN n.case_type = 'PR' THEN 'Estate of ' || n.second_name
        WHEN n.is_criminal THEN n.short || ' v. ' || n.first_name
        ELSE coalesce(n.second_name, (SELECT c.full_name FROM person c WHERE c.id = 100
                + bench.zipf(bench.drawn(n.id, 'company'), 500, 5))) || ' v. ' || n.first_name END,
    n.filed_date, n.visibility
FROM numbers n ORDER BY n.id;

INSERT INTO bench.numbered
SELECT m.court_id, extract(year FROM m.filed_date)::integer AS year, count(*)
FROM matter m GROUP BY m.court_id, year
ON CONFLICT (court_id, year) DO UPDATE SET last = bench.numbered.last + excluded.last;

INSERT INTO related_case (id, source, source_id, case_id, other_case_id, relation)
SELECT m.id, '', '', m.id, m.related_case, 'RELATED'
FROM matter m CROSS JOIN bench.scope s
WHERE m.related_case IS NOT NULL AND (NOT s.is_lean OR m.related_case >= s.first_case)
ORDER BY m.id;

-- Party 1 is the defendant or respondent, 2 the other side, 3 the victim, 4 a second defendant;
-- 5 to 7 are the judge and the attorneys, drawn from the county's staff.
INSERT INTO party (id, source, source_id, key, case_id, person_id, role, public_name,
    public_name_basis)
WITH who AS (
    SELECT m.id, 1 AS place, m.first_person AS person_id,
        CASE WHEN m.is_criminal OR m.case_type = 'CV' THEN 'DEF'
            WHEN m.case_type = 'PR' THEN 'PET' ELSE 'RES' END AS role,
        CASE WHEN bench.drawn(m.id, 'name withheld') < 0.003 THEN 'HIDE' ELSE '' END AS decision
    FROM matter m
    UNION ALL
    SELECT m.id, 2, CASE WHEN m.is_criminal THEN s.place ELSE
            coalesce(m.second_person, 100 + bench.zipf(bench.drawn(m.id, 'company'), 500, 5)) END,
        CASE WHEN m.is_criminal THEN 'STATE' WHEN m.case_type = 'CV' THEN 'PLT'
            WHEN m.case_type = 'PR' THEN 'DECEDENT' ELSE 'PET' END, ''
    FROM matter m JOIN bench.state s ON s.code = m.state
    UNION ALL
    SELECT m.id, 3, m.second_person,
        CASE WHEN bench.drawn(m.id, 'minor victim') < 0.1 THEN 'MVIC' ELSE 'VIC' END,
        CASE WHEN bench.drawn(m.id, 'minor victim') > 0.997 THEN 'SHOW' ELSE '' END
    FROM matter m WHERE m.has_victim
    UNION ALL
    SELECT m.id, 4, m.third_person, 'DEF', '' FROM matter m WHERE m.is_joined
    UNION ALL
    SELECT m.id, 5, m.staff_from + bench.between(m.id, 'which judge', 0, m.staff / 20), 'JUDGE', ''
    FROM matter m WHERE bench.drawn(m.id, 'judge') < 0.12
    UNION ALL
    SELECT m.id, 6, m.staff_from + m.staff / 20
        + bench.between(m.id, 'which prosecutor', 1, m.staff / 4), 'ATTY_PROS', ''
    FROM matter m WHERE m.case_type = 'CR' AND bench.drawn(m.id, 'prosecutor') < 0.06
    UNION ALL
    SELECT m.id, 7, m.staff_from + m.staff * 3 / 10
            + bench.zipf(bench.drawn(m.id, 'which counsel'), m.staff * 7 / 10 - 1, 4),
        CASE WHEN bench.drawn(m.id, 'appointed') < 0.6 THEN 'PUBDEF' ELSE 'ATTY_DEF' END, ''
    FROM matter m WHERE m.case_type = 'CR' AND bench.drawn(m.id, 'counsel') < 0.14
)
SELECT w.id * 8 + w.place, '', '', bench.key('party', w.id * 8 + w.place), w.id, w.person_id,
    w.role, w.decision, CASE w.decision WHEN 'SHOW' THEN 'Order of the court' ELSE '' END
FROM who w ORDER BY 1;
