-- The acts that changed charges, with the charges before and after. Two changes a case at most;
-- the second goes on from what the first made.
DROP TABLE IF EXISTS changed;
CREATE TEMP TABLE changed AS
SELECT m.id * 2 + n.turn AS id, m.id AS case_id, n.turn, m.counts,
    CASE n.turn WHEN 0 THEN m.form ELSE 'ONE' END AS form,
    -- Which charge it takes up.
    CASE WHEN n.turn = 1 AND m.form IN ('ONE', 'MERGE', 'SPLIT') THEN 8 ELSE 1 END AS lead,
    CASE n.turn WHEN 0 THEN m.changed_date ELSE m.changed_again_date END AS day
FROM matter m CROSS JOIN LATERAL generate_series(0, m.changes - 1) n (turn);
ANALYZE changed;

INSERT INTO charge_change (id, source, source_id, recorded_at, recorded_by, key, rests_on,
    void_reason, case_id, kind, date_from, date_to, date_text, instrument, authority, reason)
SELECT h.id, '', '', bench.recorded(h.day), '', bench.key('change', h.id),
    CASE WHEN h.form = 'NONE' THEN 'COURT_ORDER' ELSE 'CHARGING_INSTRUMENT' END, '', h.case_id,
    CASE h.form WHEN 'MERGE' THEN 'MERGED' WHEN 'SPLIT' THEN 'SPLIT' WHEN 'ADDED' THEN 'ADDED'
        WHEN 'NONE' THEN bench.picked(h.id, 'dropped', '{NOLLE,NOLLE,NOLLE,DISMISSED,WITHDRAWN}')
        WHEN 'ONE' THEN bench.picked(h.id, 'act', CASE sign(a.rank - b.rank)
            WHEN 1 THEN '{AMENDED,AMENDED,ENHANCED,SUPERSEDED}'::text[]
            WHEN -1 THEN '{AMENDED,AMENDED,AMENDED,LESSER_INCLUDED}'
            ELSE '{AMENDED,AMENDED,REGRADED,SUPERSEDED}' END) END,
    h.day, h.day, '', coalesce(a.instrument, 'COURT_ORDER'),
    CASE a.instrument WHEN 'SUPERSEDING_INDICTMENT' THEN 'GRAND_JURY' ELSE 'PROSECUTOR' END,
    CASE WHEN bench.drawn(h.id, 'reason') < 0.1 THEN 'On motion of the prosecutor.' ELSE '' END
FROM changed h
LEFT JOIN charged b ON b.id = h.case_id * 16 + h.lead
LEFT JOIN charged a ON a.id = h.case_id * 16 + CASE h.turn WHEN 0 THEN 8 ELSE 10 END
    AND h.form <> 'NONE'
ORDER BY h.id;

INSERT INTO charge_change_item (id, change_id, charge_id, side, effect, rank, ladder, is_void)
SELECT h.id * 16 + c.place, h.id, c.id, i.side, i.effect, c.rank, c.ladder, false
FROM changed h
CROSS JOIN LATERAL (
    SELECT h.lead AS place, 'BEFORE' AS side, 'REPLACED' AS effect
        WHERE h.form IN ('ONE', 'MERGE', 'SPLIT')
    UNION ALL SELECT 2, 'BEFORE', 'REPLACED' WHERE h.form = 'MERGE'
    UNION ALL SELECT p, 'BEFORE', 'DISMISSED' FROM generate_series(2, h.counts) p
        WHERE h.form = 'NONE'
    UNION ALL SELECT CASE h.turn WHEN 0 THEN 8 ELSE 10 END, 'AFTER', '' WHERE h.form <> 'NONE'
    UNION ALL SELECT 9, 'AFTER', '' WHERE h.form = 'SPLIT') i
JOIN charged c ON c.id = h.case_id * 16 + i.place
ORDER BY 1;
