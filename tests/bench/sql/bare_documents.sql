-- The least that could be called publishing: a document of every row, hashed and stored, with
-- no rule of visibility, no search rows, no changes, no memory of what was told. A floor.
WITH parties AS (
    SELECT p.case_id, json_agg(r ORDER BY p.id) AS told
    FROM party p JOIN person n ON n.id = p.person_id CROSS JOIN LATERAL (
        SELECT p.key, p.role, n.full_name AS name, n.key AS person, '[]'::json AS also) r
    GROUP BY p.case_id
), statuses AS (
    SELECT s.case_id, json_agg(r ORDER BY s.id) AS told
    FROM case_status s LEFT JOIN party p ON p.id = s.party_id CROSS JOIN LATERAL (
        SELECT s.key, p.key AS party, s.status, s.effective_date AS "from", s.until_date AS until) r
    GROUP BY s.case_id
), charges AS (
    SELECT c.case_id, json_agg(r ORDER BY c.id) AS told
    FROM charge c JOIN party p ON p.id = c.party_id CROSS JOIN LATERAL (
        SELECT c.key, p.key AS party, c.statute, c.label, c.level, c.level_label, c.category,
            c.rank, c.offense_from, c.offense_to, c.offense_date_text AS offense_text,
            c.filed_date AS filed, c.instrument) r
    GROUP BY c.case_id
), dispositions AS (
    SELECT c.case_id, json_agg(r ORDER BY d.id) AS told
    FROM disposition d JOIN charge c ON c.id = d.charge_id CROSS JOIN LATERAL (
        SELECT d.key, c.key AS charge, d.outcome, d.plea, d.date_from AS "from",
            d.date_to AS "to", d.date_text AS text) r
    GROUP BY c.case_id
), sentences AS (
    SELECT c.case_id, json_agg(r ORDER BY s.id) AS told
    FROM sentence s JOIN charge c ON c.id = s.charge_id CROSS JOIN LATERAL (
        SELECT s.key, c.key AS charge, s.kind, s.amount, s.unit, s.effective_date AS date, s.text) r
    GROUP BY c.case_id
), hearings AS (
    SELECT h.case_id, json_agg(r ORDER BY h.id) AS told
    FROM hearing h CROSS JOIN LATERAL (
        SELECT h.key, h.kind, h.starts_at, h.courtroom, h.status) r
    GROUP BY h.case_id
), docket AS (
    SELECT e.case_id, json_agg(r ORDER BY e.id) AS told
    FROM docket_entry e CROSS JOIN LATERAL (
        SELECT e.key, e.filed_date AS filed, e.entered_at, e.kind, e.text, e.attribution) r
    GROUP BY e.case_id
), documents AS (
    SELECT c.key, json_build_object('court', c.court_id, 'number', c.number,
        'number_key', c.number_key, 'type', c.case_type, 'caption', c.caption,
        'filed', c.filed_date, 'parties', p.told, 'statuses', s.told, 'charges', h.told,
        'dispositions', d.told, 'sentences', n.told, 'hearings', g.told,
        'docket', e.told)::text AS document
    FROM court_case c
    LEFT JOIN parties p ON p.case_id = c.id
    LEFT JOIN statuses s ON s.case_id = c.id
    LEFT JOIN charges h ON h.case_id = c.id
    LEFT JOIN dispositions d ON d.case_id = c.id
    LEFT JOIN sentences n ON n.case_id = c.id
    LEFT JOIN hearings g ON g.case_id = c.id
    LEFT JOIN docket e ON e.case_id = c.id
)
INSERT INTO published_version (id, case_key, published_at, version_hash, document)
SELECT gen_random_uuid(), key, now(), hash_of(document), document FROM documents
