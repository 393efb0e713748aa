-- Which offenses are charged how often, and what a charge may rise to or fall to.

-- Traffic and ordinance (T), misdemeanor (M) or felony (F); the graver, the rarer.
CREATE TABLE bench.law AS
WITH graded AS (
    SELECT o.id, o.state_id AS state, o.level, coalesce(o.rank, l.rank) AS rank,
        l.category IN ('FELONY', 'CAPITAL') AS is_felony,
        o.title ~* 'driv|speed|reckless|license|intoxica|alcohol' AS is_traffic,
        o.valid_from, o.valid_to,
        coalesce(o.valid_from, '-infinity') <= s.opens - 60 AND o.valid_to IS NULL AS is_lasting
    FROM offense o CROSS JOIN bench.scope s
    JOIN offense_level l ON l.state_id = o.state_id AND l.code = o.level AND l.valid_to IS NULL
), kinds AS (
    SELECT g.*, k.kind FROM graded g
    JOIN (VALUES ('F'), ('M'), ('T')) k (kind)
        ON k.kind = CASE WHEN g.is_felony THEN 'F' ELSE 'M' END
        OR (k.kind = 'T' AND g.is_traffic AND NOT g.is_felony)
)
SELECT kinds.*, row_number() OVER (PARTITION BY state, kind ORDER BY
    coalesce(rank, 140) + hashint8extended(id, 4) % 40, id)::integer AS place
FROM kinds;

-- 256 chances for each state and kind. Where the offense was not yet law, or no longer, another
-- is charged that was the law all along.
CREATE TABLE bench.chance AS
SELECT n.state, n.kind, c AS chance, w.id AS offense_id, w.valid_from, w.valid_to,
    instead.id AS lasting_id
FROM (SELECT state, kind, max(place) AS size FROM bench.law GROUP BY state, kind) n
CROSS JOIN generate_series(0, 255) c
JOIN bench.law w ON w.state = n.state AND w.kind = n.kind
    AND w.place = bench.zipf((c + 0.5) / 256, n.size, 2)
CROSS JOIN LATERAL (SELECT l.id FROM bench.law l
    WHERE l.state = n.state AND l.kind = n.kind AND l.is_lasting
    ORDER BY abs(l.place - w.place), l.place LIMIT 1) instead;

-- Four offenses that each may become, for each direction: those nearest in severity. Where
-- there is none in that direction, any of the state's.
CREATE TABLE bench.step AS
WITH offenses AS (
    SELECT DISTINCT id, state, rank, is_lasting FROM bench.law
), near AS (
    SELECT f.id AS offense_id, d.direction, t.id AS becomes_id, row_number() OVER (
        PARTITION BY f.id, d.direction
        ORDER BY CASE d.direction
                WHEN 'UPGRADE' THEN t.rank > f.rank WHEN 'REDUCTION' THEN t.rank < f.rank
                ELSE t.rank = f.rank AND t.id <> f.id END DESC NULLS LAST,
            abs(t.rank - f.rank) + hashint8extended(f.id * 1000 + t.id, 5) % 30,
            t.id) - 1 AS place
    FROM offenses f
    CROSS JOIN (VALUES ('UPGRADE'), ('REDUCTION'), ('LATERAL'), ('UNDETERMINED')) d (direction)
    JOIN offenses t ON t.state = f.state AND t.is_lasting
)
SELECT * FROM near WHERE place < 4;
ANALYZE bench.chance, bench.step, bench.court, bench.wheel, bench.hears, bench.state, bench.scope,
    bench.surname, bench.given, bench.famous, bench.phrase;
