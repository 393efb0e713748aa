-- Charges as filed, and those that changes made of them. A charge's number is sixteen times its
-- case's and a place: 1 to 5 as filed, 6 against a second defendant, from 8 by a change.
DROP TABLE IF EXISTS cited;
CREATE TEMP TABLE cited AS
WITH filed AS (
    SELECT m.id * 16 + p.place AS id, m.id AS case_id, p.place, m.state, m.filed_date,
        m.id * 8 + CASE p.place WHEN 6 THEN 4 ELSE 1 END AS party_id,
        CASE p.place WHEN 6 THEN 1 ELSE p.place END AS count,
        m.filed_date - bench.between(m.id, 'offense day', 1, 45) AS offense_day,
        CASE WHEN m.case_type = 'TR' THEN 'CITATION'
            WHEN m.is_felony THEN s.felony_instrument
            ELSE bench.picked(m.id, 'instrument', '{COMPLAINT,COMPLAINT,CITATION,INFORMATION}')
            END AS instrument,
        CASE
            -- An ordinance of the town (O), or words without a statute (W).
            WHEN m.case_type = 'TR' THEN
                CASE WHEN bench.drawn(m.id * 16 + p.place, 'ordinance') < 0.4 THEN 'O' ELSE 'T' END
            WHEN p.place BETWEEN 2 AND 5
                AND bench.drawn(m.id * 16 + p.place, 'words only') < 0.015 THEN 'W'
            WHEN m.is_felony AND (p.place IN (1, 6)
                OR bench.drawn(m.id * 16 + p.place, 'grade') < 0.4) THEN 'F'
            ELSE 'M' END AS kind
    FROM matter m
    JOIN bench.state s ON s.code = m.state
    CROSS JOIN LATERAL (SELECT generate_series(1, m.counts)
        UNION ALL SELECT 6 WHERE m.is_joined) p (place)
)
SELECT f.*, true AS has_level, CASE
    WHEN f.offense_day >= coalesce(x.valid_from, '-infinity')
        AND f.offense_day < coalesce(x.valid_to, 'infinity') THEN x.offense_id
    ELSE x.lasting_id END AS offense_id
FROM filed f
LEFT JOIN bench.chance x ON x.state = f.state AND x.kind = f.kind
    AND x.chance = floor(256 * bench.drawn(f.id, 'offense'))::integer;
ANALYZE cited (id, offense_id);

-- What the first change makes of the lead charge, and then the second of that.
INSERT INTO cited
SELECT m.id * 16 + p.place, m.id, p.place, m.state, m.changed_date, m.id * 8 + 1,
    m.counts + p.place - 7, c.offense_day,
    CASE WHEN m.is_felony AND c.instrument = 'INDICTMENT' THEN 'SUPERSEDING_INDICTMENT'
        ELSE 'AMENDED_INFORMATION' END,
    'C', d.direction <> 'UNDETERMINED', x.becomes_id
FROM matter m
JOIN cited c ON c.id = m.id * 16 + 1
CROSS JOIN LATERAL (SELECT generate_series(8, CASE m.form WHEN 'SPLIT' THEN 9 ELSE 8 END)) p (place)
CROSS JOIN LATERAL (SELECT bench.picked(m.id, 'direction',
    '{UPGRADE,UPGRADE,UPGRADE,UPGRADE,UPGRADE,UPGRADE,REDUCTION,REDUCTION,REDUCTION,REDUCTION,'
    'REDUCTION,REDUCTION,REDUCTION,REDUCTION,LATERAL,LATERAL,LATERAL,UNDETERMINED}') AS direction) d
JOIN bench.step x ON x.offense_id = c.offense_id AND x.direction = d.direction
    AND x.place = bench.between(m.id * 16 + p.place, 'becomes', 0, 3)
WHERE m.form IN ('ONE', 'MERGE', 'SPLIT', 'ADDED');

INSERT INTO cited
SELECT m.id * 16 + 10, m.id, 10, m.state, m.changed_again_date, m.id * 8 + 1,
    m.counts + 3, c.offense_day, 'PLEA_AGREEMENT', 'C', true, x.becomes_id
FROM matter m
JOIN cited c ON c.id = m.id * 16 + CASE WHEN m.form IN ('ONE', 'MERGE', 'SPLIT') THEN 8 ELSE 1 END
JOIN bench.step x ON x.offense_id = c.offense_id
    AND x.direction = bench.picked(m.id, 'second direction',
        '{UPGRADE,REDUCTION,REDUCTION,LATERAL}')
    AND x.place = bench.between(m.id, 'becomes then', 0, 3)
WHERE m.changes = 2;

-- Rank, ladder, level label and category are what the trigger charge_is_placed would write.
DROP TABLE IF EXISTS charged;
CREATE TEMP TABLE charged AS
SELECT c.id, c.case_id, c.place, c.party_id, c.count, c.state, c.filed_date, c.offense_day,
    c.instrument, c.offense_id, t.statute, t.label, coalesce(l.code, '') AS level,
    coalesce(l.label, '') AS level_label, coalesce(l.category, '') AS category,
    coalesce(o.rank, l.rank) AS rank,
    CASE WHEN coalesce(o.rank, l.rank) IS NULL THEN '' ELSE c.state END AS ladder,
    CASE WHEN c.place BETWEEN 2 AND 5 AND bench.drawn(c.id, 'sealed') < 0.004 THEN 'SEALED'
        ELSE 'PUBLIC' END AS visibility
FROM cited c
JOIN bench.state s ON s.code = c.state
LEFT JOIN offense o ON o.id = c.offense_id
CROSS JOIN LATERAL (SELECT
    CASE c.kind WHEN 'O' THEN 'Ord. ' || bench.between(c.case_id % 997, 'chapter', 4, 40) || '-'
            || bench.zipf(bench.drawn(c.id, 'section'), 80, 2)
        WHEN 'W' THEN '' ELSE o.statute END AS statute,
    CASE c.kind WHEN 'O' THEN bench.picked(c.id, 'breach', ARRAY['Parking violation',
            'Expired registration', 'Noise after hours', 'Animal at large', 'Littering'])
        WHEN 'W' THEN bench.picked(c.id, 'in words', ARRAY[
            'Criminal trespass as charged in warrant', 'Contempt of court', 'Failure to appear'])
        ELSE o.title END AS label) t
LEFT JOIN offense_level l ON l.state_id = c.state
    AND l.code = CASE WHEN c.kind = 'O' THEN s.petty_level WHEN c.has_level THEN o.level END
    AND l.valid_from <= c.offense_day AND (l.valid_to IS NULL OR l.valid_to > c.offense_day)
ORDER BY c.id;
CREATE UNIQUE INDEX ON charged (id);
ANALYZE charged (id, case_id);

INSERT INTO charge (id, source, source_id, recorded_at, recorded_by, key, rests_on, void_reason,
    case_id, party_id, count, offense_id, statute, label, level, level_reason, rank, ladder,
    level_label, category, offense_from, offense_to, offense_date_text, filed_date, instrument,
    visibility)
SELECT c.id, '', '', bench.recorded(c.filed_date), '', bench.key('charge', c.id),
    'CHARGING_INSTRUMENT', '', c.case_id, c.party_id, c.count, c.offense_id, c.statute, c.label,
    c.level, '', c.rank, c.ladder, c.level_label, c.category, c.offense_day, c.offense_day, '',
    c.filed_date, c.instrument, c.visibility
FROM charged c ORDER BY c.id;

INSERT INTO seal (id, act, charge_id, order_reference, sealed_at, origin, sealed_by,
    approved_by, transaction)
SELECT c.id * 2 + 1, 'SEAL', c.id, 'Order to seal', bench.recorded(c.filed_date), 'ORDER', 'clerk',
    'judge', '0'
FROM charged c WHERE c.visibility = 'SEALED' ORDER BY c.id;
