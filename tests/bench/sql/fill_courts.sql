-- A hundred courts in seventy-five counties of the five states.
CREATE TABLE bench.state AS
SELECT s.*, row_number() OVER (ORDER BY code)::integer AS place
FROM (VALUES
    ('AR', 'State of Arkansas', 'State', 'V', 'INFORMATION', 'America/Chicago'),
    ('IL', 'People of the State of Illinois', 'People', 'P', 'INDICTMENT', 'America/Chicago'),
    ('TX', 'State of Texas', 'State', 'M-C', 'INDICTMENT', 'America/Chicago'),
    ('UT', 'State of Utah', 'State', 'IN', 'INFORMATION', 'America/Denver'),
    ('VA', 'Commonwealth of Virginia', 'Commonwealth', 'IN', 'INDICTMENT', 'America/New_York')
) AS s (code, people, short, petty_level, felony_instrument, timezone);

CREATE TABLE bench.county AS
SELECT n AS id, s.code AS state, w.word AS name, 1.0 / (n + 4) AS weight,
    -- In these states a lower court sits beside the upper one, in the larger counties.
    s.code IN ('AR', 'TX', 'VA') AND n <= 43 AS has_two
FROM generate_series(1, 75) n
JOIN bench.state s ON s.place = 1 + n % 5
JOIN bench.surname w ON w.place = 1000 + 40 * n;

CREATE TABLE bench.court AS
SELECT row_number() OVER (ORDER BY c.id, t.tier)::bigint AS id, c.id AS county_id, c.state,
    CASE WHEN c.has_two THEN t.tier ELSE 'ONLY' END AS tier, t.kind, t.name, t.slug, t.number,
    c.weight * CASE WHEN NOT c.has_two THEN 1 WHEN t.tier = 'LOWER' THEN 0.55 ELSE 0.45 END
        AS weight
FROM bench.county c
JOIN (VALUES
    ('AR', 'UPPER', 'CIRCUIT', 'Circuit Court of %s County', 'circuit', '{county}{type}-{yy}-{n}'),
    ('AR', 'LOWER', 'DISTRICT', '%s County District Court', 'district', 'D{type}-{yy}-{n}'),
    ('IL', 'UPPER', 'CIRCUIT', 'Circuit Court of %s County', 'circuit', '{year}-{type}-{n}'),
    ('TX', 'UPPER', 'DISTRICT', 'District Court of %s County', 'district', '{yy}-D{type}-{n}'),
    ('TX', 'LOWER', 'OTHER', 'County Court at Law of %s County', 'at-law', '{yy}-C{type}-{n}'),
    ('UT', 'UPPER', 'DISTRICT', '%s District Court', 'district', '{yy}1{n}'),
    ('VA', 'UPPER', 'CIRCUIT', 'Circuit Court of %s County', 'circuit', '{type}{yy}{n}-00'),
    ('VA', 'LOWER', 'DISTRICT', '%s General District Court', 'general-district',
        'G{type}{yy}{n}-00')
) AS t (state, tier, kind, name, slug, number) ON t.state = c.state
WHERE t.tier = 'UPPER' OR c.has_two;

INSERT INTO court (id, source, source_id, code, name, county, kind, timezone, order_publication,
    state_id)
SELECT k.id, '', '', lower(c.name) || '-' || k.slug, format(k.name, c.name), c.name, k.kind,
    s.timezone, CASE WHEN k.state IN ('TX', 'UT') THEN 'REDACTED' ELSE 'WITHHELD' END, k.state
FROM bench.court k JOIN bench.county c ON c.id = k.county_id JOIN bench.state s ON s.code = k.state;

-- Courts take turns on a wheel of 997 places, the large ones with many. So a case that many
-- turns back is of the same court, and a defendant of then may come again now.
CREATE TABLE bench.wheel AS
WITH shares AS (
    SELECT id, sum(weight) OVER (ORDER BY id) / sum(weight) OVER () AS upto FROM bench.court
)
SELECT row_number() OVER (ORDER BY hashint8extended(p, 3)) - 1 AS turn,
    (SELECT id FROM shares WHERE upto > (p + 0.5) / 997 ORDER BY upto LIMIT 1) AS court_id
FROM generate_series(0, 996) p;

CREATE FUNCTION bench.comes_again(case_id bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN case_id > 997 AND bench.drawn(case_id, 'again') < 0.27;

-- What each tier of court hears.
CREATE TABLE bench.hears AS
SELECT tier, case_type, upto::double precision AS high,
    coalesce(lag(upto) OVER (PARTITION BY tier ORDER BY upto), 0)::double precision AS low
FROM (VALUES
    ('ONLY', 'CR', 0.58), ('ONLY', 'TR', 0.77), ('ONLY', 'DR', 0.86), ('ONLY', 'CV', 0.94),
    ('ONLY', 'PR', 0.97), ('ONLY', 'OP', 0.99), ('ONLY', 'JV', 1),
    ('UPPER', 'CR', 0.74), ('UPPER', 'DR', 0.85), ('UPPER', 'CV', 0.93), ('UPPER', 'PR', 0.96),
    ('UPPER', 'OP', 0.985), ('UPPER', 'JV', 1),
    ('LOWER', 'CR', 0.6), ('LOWER', 'TR', 0.96), ('LOWER', 'CV', 0.98), ('LOWER', 'OP', 1)
) AS t (tier, case_type, upto);

-- How many cases each court has numbered in a year so far.
CREATE TABLE bench.numbered (court_id bigint, year integer, last bigint NOT NULL,
    PRIMARY KEY (court_id, year));
