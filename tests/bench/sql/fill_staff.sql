-- Everybody who works at the courts, and who sues there. People's numbers: 1-5 the states, 101-600
-- companies, from 1,001 the staff of each county, and from 100,000 those whom the cases bring.
INSERT INTO person (id, source, source_id, key, kind, given, middle, surname, suffix, full_name)
SELECT place, '', '', bench.key('person', place), 'ORGANIZATION', '', '', people, '', people
FROM bench.state
UNION ALL
SELECT 100 + p, '', '', bench.key('person', 100 + p), 'ORGANIZATION', '', '', c.name, '', c.name
FROM generate_series(1, 500) p
JOIN bench.surname w ON w.place = 2000 + 40 * p
CROSS JOIN LATERAL (SELECT w.word || ' ' || bench.picked(p, 'trade', ARRAY['Savings Bank',
    'Collections', 'Properties', 'Motors', 'Credit Union', 'Medical Group']) AS name) c;

INSERT INTO person (id, source, source_id, key, kind, given, middle, surname, suffix, full_name)
SELECT p.id, '', '', bench.key('person', p.id), 'PERSON', p.given, p.middle, p.surname, p.suffix,
    bench.whole(p.given, p.middle, p.surname, p.suffix)
FROM bench.scope s
CROSS JOIN LATERAL bench.named(ARRAY(SELECT generate_series(1001, 1000 + 75 * s.staff)::bigint)) p;
