-- How charges and cases end: dispositions of whatever still stands, sentences, statuses.
DROP TABLE IF EXISTS disposed;
CREATE TEMP TABLE disposed AS
SELECT c.id, c.category, m.ended_date, CASE
    WHEN o.outcome = 'CONV_NOLO' AND NOT 'NOLO' = ANY (s.pleas) THEN 'CONV_PLEA'
    ELSE o.outcome END AS outcome
FROM matter m
JOIN charged c ON c.case_id = m.id
JOIN state s ON s.code = m.state
-- With a plea to the lead charge, the others are often dropped.
CROSS JOIN LATERAL (SELECT CASE
    WHEN m.case_type = 'TR' THEN bench.picked(m.id, 'outcome',
        '{CONV_PLEA,CONV_PLEA,CONV_PLEA,CONV_PLEA,CONV_PLEA,DISM_U,DISM_U,CONV_TRIAL}')
    WHEN c.place IN (2, 3, 4, 5) AND bench.drawn(c.id, 'dropped') < 0.5
        THEN bench.picked(c.id, 'how dropped', '{NOLLE,NOLLE,DISM_WO}')
    ELSE bench.picked(m.id, 'outcome', '{CONV_PLEA,CONV_PLEA,CONV_PLEA,CONV_PLEA,CONV_PLEA,'
        'CONV_PLEA,CONV_PLEA,CONV_PLEA,CONV_PLEA,CONV_NOLO,CONV_NOLO,CONV_TRIAL,CONV_LESSER,'
        'NOLLE,NOLLE,NOLLE,DISM_WO,DISM_W,DIVERTED,ACQ}') END AS outcome) o
WHERE m.ended_date IS NOT NULL
  AND (c.place <> 6 OR bench.drawn(m.id, 'other is ended') < 0.8)
  -- Not what a change replaced or dismissed.
  AND NOT (c.place = 1 AND (m.form IN ('ONE', 'MERGE', 'SPLIT') OR m.changes = 2))
  AND NOT (c.place = 2 AND m.form = 'MERGE')
  AND NOT (c.place BETWEEN 2 AND 5 AND m.form = 'NONE')
  AND NOT (c.place = 8 AND m.changes = 2 AND m.form <> 'ADDED');
ANALYZE disposed;

INSERT INTO disposition (id, source, source_id, recorded_at, recorded_by, key, rests_on,
    void_reason, charge_id, outcome, plea, date_from, date_to, date_text)
SELECT d.id, '', '', bench.recorded(d.ended_date), '', bench.key('disposition', d.id),
    CASE WHEN d.outcome = 'NOLLE' OR d.outcome LIKE 'DISM%' THEN 'COURT_ORDER'
        ELSE 'DOCKET_ENTRY' END, '', d.id, d.outcome,
    CASE d.outcome WHEN 'CONV_PLEA' THEN 'GUILTY' WHEN 'CONV_NOLO' THEN 'NOLO'
        WHEN 'CONV_TRIAL' THEN 'NOT_GUILTY' WHEN 'ACQ' THEN 'NOT_GUILTY' ELSE '' END,
    d.ended_date, d.ended_date, ''
FROM disposed d ORDER BY d.id;

INSERT INTO sentence (id, source, source_id, recorded_at, recorded_by, key, rests_on, void_reason,
    charge_id, kind, amount, unit, effective_date, text)
SELECT d.id * 2 + n.turn, '', '', bench.recorded(d.ended_date), '',
    bench.key('sentence', d.id * 2 + n.turn), 'COURT_ORDER', '', d.id, k.kind,
    CASE k.kind WHEN 'FINE' THEN 50 * bench.between(d.id, 'fine', 1, 40)
        WHEN 'JAIL' THEN bench.between(d.id, 'days', 1, 360)
        WHEN 'PRISON' THEN 12 * bench.between(d.id, 'years', 1, 20)
        ELSE 6 * bench.between(d.id, 'months', 1, 10) END,
    CASE k.kind WHEN 'FINE' THEN 'USD' WHEN 'JAIL' THEN 'DAYS' ELSE 'MONTHS' END, d.ended_date, ''
FROM disposed d
CROSS JOIN (VALUES (0), (1)) n (turn)
CROSS JOIN LATERAL (SELECT CASE
    WHEN d.outcome = 'DIVERTED' OR n.turn = 1 THEN 'PROBATION'
    WHEN d.category IN ('FELONY', 'CAPITAL')
        THEN bench.picked(d.id, 'sentence', '{PRISON,PRISON,PROBATION,PROBATION,PROBATION}')
    WHEN d.category = 'MISDEMEANOR'
        THEN bench.picked(d.id, 'sentence', '{JAIL,JAIL,FINE,FINE,FINE,PROBATION}')
    ELSE 'FINE' END AS kind) k
WHERE (d.outcome LIKE 'CONV%' OR d.outcome = 'DIVERTED')
  AND bench.drawn(d.id, 'is sentenced') < CASE n.turn WHEN 0 THEN 0.72 ELSE 0.08 END
  AND NOT (n.turn = 1 AND d.outcome = 'DIVERTED')
ORDER BY 1;

-- The status of each defendant, or of the whole case where nobody is charged. Most cases tell
-- only how they stand; some how they came there.
INSERT INTO case_status (id, source, source_id, recorded_at, recorded_by, key, rests_on,
    void_reason, case_id, party_id, status, effective_date, until_date, reason)
WITH standing AS (
    SELECT m.id, p.place, m.filed_date, m.today, m.is_criminal,
        CASE WHEN p.place = 1 OR bench.drawn(m.id, 'other is ended') < 0.8 THEN m.ended_date END
            AS ended_date,
        m.filed_date + 1 + floor((m.today - m.filed_date) * 0.3 * bench.drawn(m.id, 'stopped'))
            ::integer AS stopped_date,
        m.today - m.filed_date > 730 AS is_old
    FROM matter m CROSS JOIN LATERAL (SELECT 1 UNION ALL SELECT 4 WHERE m.is_joined) p (place)
), now AS (
    SELECT s.*, CASE
        WHEN s.ended_date IS NOT NULL
            THEN bench.picked(s.id, 'status', '{DISPOSED,DISPOSED,DISPOSED,CLOSED}')
        WHEN s.stopped_date >= s.today THEN 'FILED'
        WHEN s.is_old THEN bench.picked(s.id, 'status', '{FILED,FILED,INACTIVE,INACTIVE,INACTIVE,'
            'INACTIVE,TRANSFERRED,TRANSFERRED,CONSOLIDATED,UNKNOWN}')
        ELSE bench.picked(s.id, 'status', '{FILED,FILED,FILED,FILED,FILED,FILED,FILED,FILED,FILED,'
            'FILED,REVIEW,STAYED}') END AS status
    FROM standing s
), dated AS (
    SELECT n.*, CASE WHEN n.status = 'FILED' THEN n.filed_date
            ELSE coalesce(n.ended_date, n.stopped_date) END AS since_date,
        n.ended_date + bench.between(n.id, 'reopened after', 30, 900) AS reopened_date
    FROM now n
), told AS (
    SELECT d.*, d.ended_date IS NOT NULL AND d.reopened_date <= d.today
            AND bench.drawn(d.id, 'reopened') < 0.02 AS is_reopened,
        d.status <> 'FILED' AND bench.drawn(d.id, 'filing told') < 0.25 AS tells_filing
    FROM dated d
)
SELECT t.id * 8 + t.place + l.turn, '', '', bench.recorded(l.since), '',
    bench.key('status', t.id * 8 + t.place + l.turn), 'DOCKET_ENTRY', '', t.id,
    CASE WHEN t.is_criminal THEN t.id * 8 + t.place END, l.status, l.since, l.until, ''
FROM told t
CROSS JOIN LATERAL (
    SELECT 0 AS turn, 'FILED' AS status, t.filed_date AS since, t.since_date AS until
        WHERE t.tells_filing
    UNION ALL SELECT 1, t.status, t.since_date, CASE WHEN t.is_reopened THEN t.reopened_date END
    UNION ALL SELECT 2, 'REOPENED', t.reopened_date, NULL WHERE t.is_reopened) l
ORDER BY 1;
