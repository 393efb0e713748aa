-- The docket of each case from its filing to its end, in the order of the days; hearings; seals.
INSERT INTO docket_entry (id, source, source_id, recorded_at, recorded_by, key, case_id,
    entry_number, filed_date, kind, text, attribution, visibility)
WITH lines AS (
    SELECT m.id AS case_id, m.filed_date AS day, 0 AS place, CASE
            WHEN NOT m.is_criminal OR m.case_type = 'TR' THEN 'CASE_FILED'
            WHEN NOT m.is_felony THEN 'COMPLAINT_FILED'
            WHEN s.felony_instrument = 'INDICTMENT' THEN 'INDICTMENT_FILED'
            ELSE 'INFORMATION_FILED' END AS kind
    FROM matter m JOIN bench.state s ON s.code = m.state
    UNION ALL
    SELECT m.id, m.filed_date + floor((m.until_date - m.filed_date)
            * (p.place - 1 + bench.drawn(m.id * 32 + p.place, 'day')) / n.size)::integer, p.place,
        CASE WHEN m.case_type = 'CR' AND p.place = 1 THEN 'FIRST_APPEARANCE'
            WHEN m.case_type = 'CR' AND p.place = 2 THEN 'ARRAIGNMENT'
            WHEN m.is_criminal THEN bench.picked(m.id * 32 + p.place, 'entry',
                '{MOTION,MOTION,MOTION,CONTINUANCE,CONTINUANCE,CONTINUANCE,HEARING,HEARING,'
                'ORDER,WARRANT,OTHER,PLEA}')
            ELSE bench.picked(m.id * 32 + p.place, 'entry', '{MOTION,ORDER,HEARING,OTHER}') END
    FROM matter m
    CROSS JOIN LATERAL (SELECT CASE m.case_type WHEN 'CR' THEN bench.between(m.id, 'entries', 0, 7)
        WHEN 'TR' THEN bench.between(m.id, 'entries', 0, 2)
        ELSE bench.between(m.id, 'entries', 0, 4) END AS size) n
    CROSS JOIN LATERAL generate_series(1, n.size) p (place)
    UNION ALL SELECT h.case_id, h.day, 20 + h.turn, 'CHARGE_CHANGE' FROM changed h
    UNION ALL SELECT o.case_id, o.issued_date, 22, 'PROTECTIVE_ORDER' FROM ordered o
    UNION ALL SELECT m.id, m.ended_date, 24, bench.picked(m.id, 'closing',
            '{PLEA,PLEA,PLEA,TRIAL,HEARING}') FROM matter m
        WHERE m.ended_date IS NOT NULL AND m.case_type = 'CR'
    UNION ALL SELECT m.id, m.ended_date, 25, CASE WHEN m.is_criminal
            THEN bench.picked(m.id, 'last', '{JUDGMENT,JUDGMENT,SENTENCE,DISMISSAL}')
            ELSE 'JUDGMENT' END
        FROM matter m WHERE m.ended_date IS NOT NULL
    UNION ALL SELECT m.id, m.until_date, 26, 'SEAL' FROM matter m WHERE m.visibility = 'SEALED'
), placed AS (
    SELECT l.*,
        row_number() OVER (PARTITION BY l.case_id ORDER BY l.day, l.place)::integer AS number
    FROM lines l
)
SELECT e.case_id * 32 + e.number, '', '', bench.recorded(e.day), '',
    bench.key('entry', e.case_id * 32 + e.number), e.case_id, e.number, e.day, e.kind,
    coalesce(p.text, ''), '', CASE
        WHEN e.kind = 'SEAL' OR bench.drawn(e.case_id * 32 + e.number, 'staff only') < 0.02
            THEN 'STAFF'
        ELSE 'PUBLIC' END
FROM placed e
LEFT JOIN bench.phrase p ON p.kind = e.kind
    AND p.place = bench.between(e.case_id * 32 + e.number, 'words', 0, 2);

-- What is pending has its hearing before it; whatever is old was heard, or was not.
INSERT INTO hearing (id, source, source_id, recorded_at, recorded_by, key, case_id, kind, starts_at,
    courtroom, status, reason)
SELECT m.id * 2 + n.turn, '', '', bench.recorded(m.filed_date), '',
    bench.key('hearing', m.id * 2 + n.turn), m.id,
    CASE WHEN m.case_type = 'OP' THEN 'ORDER'
        WHEN m.is_criminal THEN bench.picked(m.id * 2 + n.turn, 'hearing',
            '{ARRAIGNMENT,ARRAIGNMENT,PRETRIAL,PRETRIAL,MOTION,PLEA,TRIAL,SENTENCING,BOND}')
        ELSE bench.picked(m.id, 'hearing', '{MOTION,REVIEW,TRIAL,OTHER}') END,
    (d.day + time '14:00' + bench.between(m.id, 'hour', 0, 12) * interval '30 minutes')
        AT TIME ZONE 'UTC',
    bench.picked(m.id, 'room', '{1A,1B,2A,2B,3A,""}'),
    CASE WHEN d.day > m.today THEN 'SET' ELSE
        bench.picked(m.id * 2 + n.turn, 'heard', '{HELD,HELD,HELD,HELD,CONTINUED,CANCELLED}') END,
    ''
FROM matter m
CROSS JOIN (VALUES (0), (1)) n (turn)
CROSS JOIN LATERAL (SELECT CASE
    WHEN m.ended_date IS NULL AND n.turn = 0 AND m.today - m.filed_date < 500
        THEN m.today + bench.between(m.id, 'set for', 1, 90)
    ELSE m.filed_date + floor((m.until_date - m.filed_date)
        * bench.drawn(m.id * 2 + n.turn, 'held'))::integer END AS day) d
WHERE bench.drawn(m.id * 2 + n.turn, 'has hearing') < CASE n.turn WHEN 1 THEN 0.08
    ELSE CASE m.case_type WHEN 'CR' THEN 0.55 WHEN 'TR' THEN 0.2 ELSE 0.4 END END
ORDER BY 1;

INSERT INTO seal (id, act, case_id, order_reference, sealed_at, origin, sealed_by,
    approved_by, transaction)
SELECT m.id * 2, 'SEAL', m.id, 'Order to seal', bench.recorded(m.until_date), 'ORDER', 'clerk',
    'judge', '0'
FROM matter m WHERE m.visibility = 'SEALED' ORDER BY m.id;
