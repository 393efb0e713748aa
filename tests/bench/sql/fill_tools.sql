-- What every step draws with. A row says the same in every fill: all of it follows from the
-- row's number and a topic. Nothing here stays; the schema goes when the record is filled.
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;

-- How much there will be, which cases are being written just now, and whether those before
-- are taken away.
CREATE TABLE bench.scope (
    cases bigint NOT NULL, opens date NOT NULL, today date NOT NULL, is_lean boolean NOT NULL,
    first_case bigint NOT NULL DEFAULT 1, last_case bigint NOT NULL DEFAULT 0,
    staff integer GENERATED ALWAYS AS (least(300, greatest(20, cases / 3333))) STORED
);

-- At least 0 and less than 1. The functions are such that a query takes them in: no calls.
CREATE FUNCTION bench.drawn(n bigint, topic text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    (hashint8extended(n, hashtext(topic)) & 4503599627370495)
        / 4503599627370496.0::double precision;

CREATE FUNCTION bench.between(n bigint, topic text, low integer, high integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    low + floor(bench.drawn(n, topic) * (high - low + 1))::integer;

-- A choice that stands in the list several times is drawn as often.
CREATE FUNCTION bench.picked(n bigint, topic text, choices text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    choices[1 + floor(bench.drawn(n, topic) * cardinality(choices))::integer];

-- A place from 1 to `size`, as often as 1 / (place + flat): few are very common, most are rare.
CREATE FUNCTION bench.zipf(u double precision, size integer, flat double precision) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    least(size, 1 + floor(flat * (power((size + flat) / flat, u) - 1))::integer);

CREATE FUNCTION bench.key(topic text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN md5(topic || n::text)::uuid;

-- The court's office records a day's business in the afternoon.
CREATE FUNCTION bench.recorded(day date) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (day + time '20:30') AT TIME ZONE 'UTC';

-- What entries of the docket say.
CREATE TABLE bench.phrase AS
SELECT * FROM (VALUES
    ('MOTION', 0, 'Motion for discovery.'), ('MOTION', 1, 'Motion to continue.'),
    ('MOTION', 2, 'Motion to suppress.'), ('CONTINUANCE', 0, 'Continued.'),
    ('CONTINUANCE', 1, 'Continued by agreement.'), ('CONTINUANCE', 2, ''),
    ('HEARING', 0, 'Pretrial held.'), ('HEARING', 1, ''), ('HEARING', 2, 'Status hearing.'),
    ('ORDER', 0, 'Order entered.'), ('ORDER', 1, ''), ('ORDER', 2, 'Scheduling order.'),
    ('WARRANT', 0, 'Bench warrant issued.'), ('WARRANT', 1, 'Warrant recalled.'),
    ('WARRANT', 2, ''), ('OTHER', 0, 'Notice sent.'), ('OTHER', 1, 'Return of service.'),
    ('OTHER', 2, ''), ('PLEA', 0, 'Plea of not guilty.'), ('PLEA', 1, ''), ('PLEA', 2, '')
) AS p (kind, place, text);
