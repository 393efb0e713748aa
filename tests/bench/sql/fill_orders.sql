-- Protective orders: one in four of the criminal cases with a victim, all of the proceedings
-- for one (a temporary order, and often a final one that supersedes it), some divorces.
DROP TABLE IF EXISTS ordered;
CREATE TEMP TABLE ordered AS
WITH wanted AS (
    SELECT m.id * 2 + n.turn AS id, m.id AS case_id, m.second_person, m.filed_date, m.today,
        m.ended_date, m.state,
        CASE WHEN m.case_type = 'OP' THEN CASE n.turn WHEN 0 THEN 'TOP' ELSE 'FOP' END
            WHEN m.case_type = 'DR' THEN 'DRRO'
            ELSE bench.picked(m.id, 'order', '{NCO_PRE,NCO_PRE,NCO_PRE,NCO_POST,NCO_COND,STALK}')
            END AS kind,
        -- Is there a final order, once the temporary one has run?
        m.case_type = 'OP' AND m.filed_date + 21 <= m.today
            AND bench.drawn(m.id, 'final order') < 0.6 AS goes_on
    FROM matter m CROSS JOIN (VALUES (0), (1)) n (turn)
    WHERE (m.case_type = 'OP' AND n.turn = 0)
       OR (m.case_type = 'OP' AND n.turn = 1 AND m.filed_date + 21 <= m.today
           AND bench.drawn(m.id, 'final order') < 0.6)
       OR (n.turn = 0 AND m.has_victim AND bench.drawn(m.id, 'has order') < 0.25)
       OR (n.turn = 0 AND m.case_type = 'DR' AND bench.drawn(m.id, 'has order') < 0.1)
), issued AS (
    SELECT w.*, CASE kind WHEN 'TOP' THEN w.filed_date WHEN 'FOP' THEN w.filed_date + 21
        ELSE least(w.filed_date + bench.between(w.id, 'issued', 0, 9),
            coalesce(w.ended_date, w.today)) END AS issued_date
    FROM wanted w
), lasting AS (
    SELECT i.*, CASE i.kind WHEN 'TOP' THEN i.issued_date + 28
            WHEN 'FOP' THEN i.issued_date + 365 * bench.between(i.id, 'years', 1, 5)
            END AS expires_date,
        CASE WHEN i.kind = 'TOP' AND i.goes_on THEN i.filed_date + 21
            WHEN i.kind IN ('TOP', 'FOP') THEN NULL ELSE i.ended_date END AS over_date
    FROM issued i
)
SELECT l.*, CASE WHEN l.kind = 'TOP' AND l.goes_on THEN 'SUPERSEDED'
    WHEN l.over_date IS NOT NULL THEN 'TERMINATED'
    WHEN l.expires_date <= l.today THEN 'EXPIRED' ELSE 'ISSUED' END AS status
FROM lasting l;
ANALYZE ordered;

INSERT INTO protective_order (id, source, source_id, recorded_at, recorded_by, key, rests_on,
    void_reason, case_id, number, kind, restrained_id, status, petitioned_date, issued_date,
    service, served_date, expires_date, until_further_order, ended_date, is_brady,
    hearing_after_notice, supersedes_id, consent_to_publish)
SELECT o.id, '', '', bench.recorded(o.issued_date), '', bench.key('order', o.id), 'COURT_ORDER', '',
    o.case_id, '', o.kind, o.case_id * 8 + 1, o.status, o.filed_date, o.issued_date,
    CASE WHEN o.kind = 'TOP' THEN 'PERSONAL' ELSE 'OPEN_COURT' END, o.issued_date, o.expires_date,
    o.expires_date IS NULL, o.over_date, o.kind = 'FOP', o.kind <> 'TOP',
    CASE WHEN o.kind = 'FOP' THEN o.id - 1 END,
    bench.drawn(o.id, 'consent') < CASE WHEN o.state IN ('TX', 'UT') THEN 0.5 ELSE 0.1 END
FROM ordered o ORDER BY o.id;

INSERT INTO order_protected (id, order_id, person_id)
SELECT o.id, o.id, o.second_person FROM ordered o ORDER BY o.id;

INSERT INTO order_term (id, source, source_id, order_id, term, text)
SELECT o.id * 8 + t.place, '', '', o.id, t.term, ''
FROM ordered o
CROSS JOIN (VALUES (0, '01', 1.0), (1, '05', 0.7), (2, '04', 0.6), (3, '07', 0.4),
    (4, 'X_DIST', 0.3)) t (place, term, share)
WHERE bench.drawn(o.id * 8 + t.place, 'term') < t.share
ORDER BY 1;
