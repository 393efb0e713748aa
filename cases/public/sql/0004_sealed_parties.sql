-- A sealed party is not there at all: no row, no name, no charge, outcome or status of theirs, no
-- order that restrains them; and their name gives no text away. The views are those of
-- 0002_guard.sql and 0002_views.sql with this one thing more.
CREATE OR REPLACE VIEW party_disclosure AS
SELECT p.id, p.case_id, p.person_id, p.key, p.role,
    n.key AS person_key, n.kind AS person_kind, n.full_name, n.surname, n.words,
    p.visibility = 'PUBLIC'
        AND p.role IN ('DEF', 'STATE', 'ATTY_PROS', 'ATTY_DEF', 'PUBDEF', 'JUDGE',
               'PET', 'RES', 'PLT', 'VIC', 'DECEDENT') AS is_listed,
    p.visibility = 'PUBLIC' AND p.public_name <> 'HIDE' AND (
        p.role IN ('DEF', 'STATE', 'ATTY_PROS', 'ATTY_DEF', 'PUBDEF', 'JUDGE')
        OR (n.kind = 'ORGANIZATION' AND p.role IN ('PET', 'RES', 'PLT'))
        OR (p.public_name = 'SHOW' AND p.public_name_basis <> ''
            AND p.role IN ('PET', 'RES', 'PLT', 'VIC', 'DECEDENT')
            AND NOT EXISTS (SELECT FROM order_protected w WHERE w.person_id = p.person_id))
    ) AS is_shown
FROM party p JOIN person n ON n.id = p.person_id;

CREATE OR REPLACE FUNCTION charge_leads_to_hidden(start_from bigint) RETURNS boolean
LANGUAGE plpgsql STABLE COST 10000 AS $$
DECLARE
    reached bigint[] := ARRAY[start_from];
    next_to bigint[];
    is_hidden boolean;
BEGIN
    LOOP
        -- On from those alone that were replaced in their turn.
        SELECT array_agg(c.id) FILTER (WHERE EXISTS (SELECT FROM charge_change_item f
                WHERE f.charge_id = c.id AND f.side = 'BEFORE' AND f.effect = 'REPLACED'
                  AND NOT f.is_void AND f.ended_by_id IS NULL OFFSET 0)),
            bool_or(c.visibility <> 'PUBLIC' OR d.visibility <> 'PUBLIC'
                OR NOT EXISTS (SELECT FROM public_case p WHERE p.id = c.case_id))
            INTO next_to, is_hidden
        FROM charge_change_item b
        JOIN charge_change_item a ON a.change_id = b.change_id AND a.side = 'AFTER'
        JOIN charge c ON c.id = a.charge_id
        JOIN party d ON d.id = c.party_id
        WHERE b.charge_id = ANY (reached) AND b.side = 'BEFORE' AND b.effect = 'REPLACED'
          AND NOT b.is_void AND b.ended_by_id IS NULL AND NOT a.charge_id = ANY (reached);
        IF is_hidden OR next_to IS NULL THEN
            RETURN coalesce(is_hidden, false);
        END IF;
        reached := reached || next_to;
    END LOOP;
END $$;

-- public_charge: charges of public cases that are not sealed, nor against a sealed defendant, nor
-- replaced by a charge that is. A void charge may be told of (it was public once) but stands in no
-- present document.
CREATE OR REPLACE VIEW public_charge AS
SELECT c.id, c.case_id, c.key, c.party_id, p.key AS party_key, c.statute,
    coalesce(told(c.label, k.hidden), o.title, '') AS label,
    c.level, c.level_label, c.category, c.rank, c.ladder, c.offense_from, c.offense_to,
    coalesce(told(c.offense_date_text, k.hidden), '') AS offense_date_text,
    c.filed_date, c.instrument, c.voided_at IS NOT NULL AS is_void, k.hidden
FROM charge c
JOIN public_case k ON k.id = c.case_id
LEFT JOIN party p ON p.id = c.party_id
LEFT JOIN offense o ON o.id = c.offense_id
WHERE c.visibility = 'PUBLIC' AND p.visibility = 'PUBLIC'
  AND NOT EXISTS (
    SELECT FROM charge_change_item i
    JOIN charge_change_item a ON a.change_id = i.change_id AND a.side = 'AFTER'
    JOIN charge n ON n.id = a.charge_id
    JOIN party d ON d.id = n.party_id
    WHERE i.charge_id = c.id AND i.side = 'BEFORE' AND i.effect = 'REPLACED'
      AND NOT i.is_void AND i.ended_by_id IS NULL
      AND (n.visibility <> 'PUBLIC' OR d.visibility <> 'PUBLIC'
        OR NOT EXISTS (SELECT FROM public_case p WHERE p.id = n.case_id)
        -- The further way is walked only where there is one.
        OR (EXISTS (SELECT FROM charge_change_item f
                WHERE f.charge_id = n.id AND f.side = 'BEFORE' AND f.effect = 'REPLACED'
                  AND NOT f.is_void AND f.ended_by_id IS NULL)
            AND charge_leads_to_hidden(n.id))));

-- public_order: as it was, and none that restrains a sealed party.
CREATE OR REPLACE VIEW public_order AS
SELECT o.id, o.key, o.case_id, c.key AS case_key, c.court, c.court_name, c.state, c.county,
    c.number, c.number_key, o.kind, o.status, o.issued_date,
    o.expires_date, o.until_further_order, o.served_date IS NOT NULL AS is_served,
    o.voided_at IS NOT NULL AS is_void,
    ARRAY(SELECT t.term::text FROM order_term t WHERE t.order_id = o.id AND t.until_date IS NULL
        ORDER BY t.term) AS terms,
    NOT EXISTS (
        SELECT FROM order_protected w JOIN person x ON x.id = w.person_id
        JOIN party q ON q.id = o.restrained_id JOIN person y ON y.id = q.person_id
        WHERE w.order_id = o.id AND (
            name_words(x.surname) && name_words(y.surname)
            OR EXISTS (SELECT FROM person_relation r WHERE (r.person_id, r.other_id)
                IN ((x.id, y.id), (y.id, x.id))))) AS tells_its_case
FROM protective_order o
JOIN public_case c ON c.id = o.case_id
WHERE c.order_publication = 'REDACTED' AND o.consent_to_publish
  AND o.kind IN ('FOP', 'NCO_PRE', 'NCO_POST', 'NCO_COND', 'STALK', 'SEXAS', 'WORK', 'ERPO', 'DRRO')
  AND NOT EXISTS (SELECT FROM party r WHERE r.id = o.restrained_id AND r.visibility <> 'PUBLIC');

-- The public side says whether it is ready: not before a restored backup has been sealed anew.
GRANT EXECUTE ON FUNCTION seals_are_applied(text) TO court_public;
