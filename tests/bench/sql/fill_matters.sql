-- The cases from `first_case` to `last_case`: what each is, before any of it is written. Each
-- part is materialized: taken in by the next, it would be worked out anew wherever it is named.
DROP TABLE IF EXISTS matter;
CREATE TEMP TABLE matter AS
WITH filed AS MATERIALIZED (
    -- Ids follow the days of filing, but for a day or two; courts grow to twice their size.
    SELECT n AS id, w.court_id, s.opens, s.today, s.staff,
        s.opens + floor((s.today - s.opens)
            * (sqrt(1 + 3.84::double precision * n / s.cases) - 1) / 1.2)::integer
            - bench.between(n, 'brought in late', 0, 2) AS day
    FROM bench.scope s
    CROSS JOIN LATERAL generate_series(s.first_case, s.last_case) n
    JOIN bench.wheel w ON w.turn = n % 997
), kinds AS MATERIALIZED (
    SELECT f.id, f.court_id, k.county_id, k.state, k.tier, k.number AS number_style, h.case_type,
        f.day - greatest(0, extract(isodow FROM f.day)::integer - 5) AS filed_date, f.today,
        f.staff, h.case_type IN ('CR', 'TR', 'JV') AS is_criminal,
        CASE h.case_type
            WHEN 'TR' THEN CASE WHEN bench.drawn(f.id, 'counts') < 0.8 THEN 1 ELSE 2 END
            WHEN 'CR' THEN bench.picked(f.id, 'counts',
                '{1,1,1,1,1,1,1,2,2,2,2,2,2,3,3,3,3,4,4,5}')::integer
            WHEN 'JV' THEN 1 ELSE 0 END AS counts,
        h.case_type = 'CR' AND bench.drawn(f.id, 'felony') < CASE k.tier
            WHEN 'UPPER' THEN 0.9 WHEN 'LOWER' THEN 0.1 ELSE 0.45 END AS is_felony,
        h.case_type = 'CR' AND bench.drawn(f.id, 'victim') < 0.4 AS has_victim,
        h.case_type = 'CR' AND bench.drawn(f.id, 'joined') < 0.04 AS is_joined,
        -- Somebody who was here before, in a case of this court some turns of the wheel back.
        CASE WHEN bench.comes_again(f.id) THEN
            f.id - 997 * bench.zipf(bench.drawn(f.id, 'when before'),
                ((f.id - 1) / 997)::integer, 20)
        END AS earlier
    FROM filed f
    JOIN bench.court k ON k.id = f.court_id
    JOIN bench.hears h ON h.tier = k.tier
        AND bench.drawn(f.id, 'case type') >= h.low AND bench.drawn(f.id, 'case type') < h.high
), ends AS MATERIALIZED (
    -- A case with few counts is sooner over; what would end after today is pending.
    SELECT k.*, k.filed_date + CASE
        WHEN k.case_type = 'TR' THEN bench.between(k.id, 'lasts', 3, 80)
        ELSE 15 + floor(700 * bench.drawn(k.id, 'lasts') ^ 2)::integer END AS over,
        bench.drawn(k.id, 'is ended') < CASE WHEN k.case_type = 'TR' THEN 0.65
            WHEN k.counts = 0 THEN 0.88
            ELSE ('{0.7,0.46,0.3,0.2,0.15}'::double precision[])[k.counts] END AS ends
    FROM kinds k
), spans AS MATERIALIZED (
    SELECT e.*, CASE WHEN ends AND over <= today THEN over END AS ended_date,
        CASE WHEN ends AND over <= today THEN over ELSE today END AS until_date
    FROM ends e
), changes AS MATERIALIZED (
    SELECT s.*, CASE WHEN s.case_type <> 'CR' OR s.until_date - s.filed_date < 14 THEN 0
            ELSE bench.picked(s.id, 'changes',
                '{0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,2,2,2}')::integer END AS changes,
        bench.picked(s.id, 'form', '{ONE,ONE,ONE,ONE,ONE,ONE,ONE,ONE,ONE,ONE,ONE,ONE,ONE,ONE,'
            'MERGE,MERGE,SPLIT,NONE,NONE,ADDED}') AS form
    FROM spans s
)
SELECT c.id, c.court_id, c.county_id, c.state, c.tier, c.number_style, c.case_type, c.filed_date,
    c.today, c.staff, 1001 + c.staff * (c.county_id - 1) AS staff_from, c.is_criminal, c.counts,
    c.is_felony, c.has_victim, c.is_joined, c.ended_date, c.until_date, c.changes,
    -- How the first change goes: one charge to one, two merged, one split, those beside the
    -- lead dropped, or one added.
    CASE WHEN c.changes = 0 THEN '' WHEN c.counts = 1 AND c.form IN ('MERGE', 'NONE') THEN 'ONE'
        ELSE c.form END AS form,
    c.filed_date + floor((c.until_date - c.filed_date)
            * (0.1 + 0.4 * bench.drawn(c.id, 'change')))::integer AS changed_date,
    c.filed_date + floor((c.until_date - c.filed_date)
            * (0.6 + 0.3 * bench.drawn(c.id, 'again changed')))::integer AS changed_again_date,
    100000 + 4 * CASE WHEN NOT bench.comes_again(c.earlier) THEN c.earlier ELSE c.id END
        AS first_person,
    -- Whom the case is brought by, or for, where that is no organization.
    CASE WHEN c.has_victim OR c.case_type IN ('DR', 'OP', 'PR')
            OR (c.case_type = 'CV' AND bench.drawn(c.id, 'plaintiff') >= 0.6)
        THEN 100001 + 4 * c.id END AS second_person,
    CASE WHEN c.is_joined THEN 100002 + 4 * c.id END AS third_person,
    CASE WHEN NOT bench.comes_again(c.earlier) AND bench.drawn(c.id, 'related') < 0.06
        THEN c.earlier END AS related_case,
    CASE WHEN c.case_type = 'JV' THEN 'JUVENILE'
        WHEN bench.drawn(c.id, 'visibility') < 0.045 THEN 'SEALED'
        WHEN bench.drawn(c.id, 'visibility') < 0.048 THEN 'DRAFT' ELSE 'PUBLIC' END AS visibility
FROM changes c;
CREATE UNIQUE INDEX ON matter (id);
ANALYZE matter (id, state, case_type, changes, form, first_person, second_person);
