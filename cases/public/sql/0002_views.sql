-- A title in place of one that names somebody hidden: one side against the other, of those whom the
-- public may know, and nobody but them. Null where that leaves a side empty, or no name at all.
CREATE FUNCTION built_caption(wanted bigint, hidden text[]) RETURNS text
LANGUAGE plpgsql STABLE COST 10000 AS $$
DECLARE
    sides text[];
BEGIN
    SELECT array_agg(s.told ORDER BY s.side) INTO sides
    FROM (SELECT p.side, (array_agg(CASE WHEN p.is_shown THEN p.full_name ELSE 'Name withheld' END
                ORDER BY p.is_shown DESC, p.id))[1]
            || CASE WHEN count(*) > 1 THEN ' et al.' ELSE '' END AS told
          FROM (SELECT d.*, CASE WHEN d.role IN ('STATE', 'PET', 'PLT') THEN 1
                    WHEN d.role IN ('DEF', 'RES') THEN 2 END AS side
                FROM party_disclosure d WHERE d.case_id = wanted AND d.is_listed OFFSET 0) p
          WHERE p.side IS NOT NULL GROUP BY p.side) s;
    IF cardinality(sides) < 2 OR sides <@ '{Name withheld,Name withheld et al.}' THEN
        RETURN NULL;
    END IF;
    RETURN told(array_to_string(sides, ' v. '), hidden);
END $$;

-- public_case: cases whose existence is public: not sealed, juvenile or draft. Juvenile and
-- protective-order dockets stay out whole (Ark. Code § 9-27-309; 18 U.S.C. 2265(d)(3)).
-- THE visibility predicate: every other public view rests on this one.
CREATE VIEW public_case AS
SELECT c.id, c.key, c.court_id, k.code AS court, k.name AS court_name, k.state_id AS state,
    k.county, k.timezone, k.order_publication, c.number, c.number_key, c.case_type,
    CASE WHEN g.hidden = '{}' THEN c.caption
        ELSE coalesce(told_text(c.caption, g.hidden), built_caption(c.id, g.hidden)) END AS caption,
    c.filed_date, g.hidden
FROM court_case c
LEFT JOIN court k ON k.id = c.court_id
LEFT JOIN case_guard g ON g.case_id = c.id
WHERE c.visibility = 'PUBLIC' AND c.case_type NOT IN ('JV', 'OP');

-- public_party: parties that may be listed; the name only where it may be read.
-- Minors, witnesses and protected persons are no rows at all.
CREATE VIEW public_party AS
SELECT d.id, d.case_id, d.key, d.role, d.person_key, s.is_shown,
    CASE WHEN s.is_shown THEN d.full_name END AS name,
    CASE WHEN s.is_shown THEN d.words END AS words,
    CASE WHEN s.is_shown THEN d.surname END AS surname, d.person_kind, d.person_id
FROM party_disclosure d
JOIN public_case c ON c.id = d.case_id
-- OFFSET 0: asked once for each party, not once for each column.
CROSS JOIN LATERAL (SELECT d.is_shown OFFSET 0) s
WHERE d.is_listed;

-- What a charge became, step by step, is anything of it hidden? Its present state could then not
-- be told truthfully.
CREATE FUNCTION charge_leads_to_hidden(start_from bigint) RETURNS boolean
LANGUAGE plpgsql STABLE COST 10000 AS $$
DECLARE
    reached bigint[] := ARRAY[start_from];
    next_to bigint[];
    is_hidden boolean;
BEGIN
    LOOP
        -- On from those alone that were changed in their turn.
        SELECT array_agg(c.id) FILTER (WHERE EXISTS (SELECT FROM charge_change_item f
                WHERE f.charge_id = c.id AND f.side = 'BEFORE' AND f.effect <> 'RETAINED'
                  AND NOT f.is_void AND f.ended_by_id IS NULL OFFSET 0)),
            bool_or(c.visibility <> 'PUBLIC'
                OR EXISTS (SELECT FROM party d WHERE d.id = c.party_id AND d.visibility <> 'PUBLIC')
                OR NOT EXISTS (SELECT FROM public_case p WHERE p.id = c.case_id))
            INTO next_to, is_hidden
        FROM charge_change_item b
        JOIN charge_change_item a ON a.change_id = b.change_id AND a.side = 'AFTER'
        JOIN charge c ON c.id = a.charge_id
        WHERE b.charge_id = ANY (reached) AND b.side = 'BEFORE' AND b.effect <> 'RETAINED'
          AND NOT b.is_void AND b.ended_by_id IS NULL AND NOT a.charge_id = ANY (reached);
        IF is_hidden OR next_to IS NULL THEN
            RETURN coalesce(is_hidden, false);
        END IF;
        reached := reached || next_to;
    END LOOP;
END $$;

-- public_charge: charges of public cases that are not sealed, nor against a sealed defendant, nor
-- became a charge that is.
-- A void charge may be told of (it was public once) but stands in no present document.
CREATE VIEW public_charge AS
SELECT c.id, c.case_id, c.key, c.party_id, p.key AS party_key,
    coalesce(told(c.statute, k.hidden), '')::varchar AS statute,
    coalesce(told(c.label, k.hidden), '') AS label,
    c.level, c.level_label, c.category, c.rank, c.ladder, c.offense_from, c.offense_to,
    coalesce(told(c.offense_date_text, k.hidden), '') AS offense_date_text,
    c.filed_date, c.instrument, c.voided_at IS NOT NULL AS is_void, k.hidden
FROM charge c
JOIN public_case k ON k.id = c.case_id
LEFT JOIN party p ON p.id = c.party_id
WHERE c.visibility = 'PUBLIC'
  -- OFFSET 0: asked of each charge, so that no plan begins with the parties.
  AND NOT EXISTS (SELECT FROM party d WHERE d.id = c.party_id AND d.visibility <> 'PUBLIC' OFFSET 0)
  AND NOT EXISTS (
    SELECT FROM (
        SELECT i.change_id FROM charge_change_item i
        WHERE i.charge_id = c.id AND i.side = 'BEFORE' AND i.effect <> 'RETAINED'
          AND NOT i.is_void AND i.ended_by_id IS NULL OFFSET 0) i
    CROSS JOIN LATERAL (
        SELECT a.charge_id FROM charge_change_item a
        WHERE a.change_id = i.change_id AND a.side = 'AFTER' OFFSET 0) a
    CROSS JOIN LATERAL (SELECT * FROM charge n WHERE n.id = a.charge_id OFFSET 0) n
    WHERE n.visibility <> 'PUBLIC'
        OR EXISTS (SELECT FROM party d WHERE d.id = n.party_id AND d.visibility <> 'PUBLIC' OFFSET 0)
        OR NOT EXISTS (SELECT FROM public_case p WHERE p.id = n.case_id OFFSET 0)
        -- The further way is walked only where there is one.
        OR (EXISTS (SELECT FROM charge_change_item f
                WHERE f.charge_id = n.id AND f.side = 'BEFORE' AND f.effect <> 'RETAINED'
                  AND NOT f.is_void AND f.ended_by_id IS NULL OFFSET 0)
            AND charge_leads_to_hidden(n.id)));

-- A charge of a public change that may be told, as it was on its side of the change.
CREATE TYPE changed_charge AS (
    side text, effect text, key uuid, case_id bigint, party_id bigint, statute text, label text,
    level text, level_label text, rank integer, ladder text
);

-- public_change: changes all of whose results are public, and at least one of the charges
-- changed, where there were any; with the charges that may be told. With a charge hidden, a
-- merger is told as an amendment, the direction is that of what is shown, and the reason is not
-- told.
CREATE VIEW public_change AS
SELECT h.id, h.key, h.case_id, (t.charges[1]).case_id AS listed_in,
    CASE WHEN h.kind = 'MERGED' AND t.befores < 2 THEN 'AMENDED' ELSE h.kind END AS kind,
    t.direction, h.date_from, h.date_to,
    coalesce(told(h.date_text, g.hidden), '') AS date_text, h.instrument, h.authority,
    CASE WHEN t.shown = t.items THEN nullif(told(h.reason, g.hidden), '') END AS reason,
    h.recorded_at, h.voided_at IS NOT NULL AS is_void, t.charges
FROM charge_change h
JOIN LATERAL (
    SELECT count(*) AS items, count(c.id) AS shown,
        count(*) FILTER (WHERE i.side = 'AFTER' AND c.id IS NULL) AS hidden_afters,
        count(c.id) FILTER (WHERE i.side = 'BEFORE') AS befores,
        count(*) FILTER (WHERE i.side = 'BEFORE') AS all_befores,
        array_agg(ROW (i.side, i.effect, c.key, c.case_id, c.party_id, c.statute, c.label,
                c.level, c.level_label, i.rank, i.ladder)::changed_charge ORDER BY i.side, i.id)
            FILTER (WHERE c.id IS NOT NULL) AS charges,
        direction_of(array_agg(i.rank) FILTER (WHERE i.side = 'BEFORE' AND i.effect <> 'RETAINED' AND c.id IS NOT NULL),
            array_agg(i.ladder::text) FILTER (WHERE i.effect <> 'RETAINED' AND c.id IS NOT NULL),
            array_agg(i.rank) FILTER (WHERE i.side = 'AFTER'), '{}') AS direction
    FROM charge_change_item i
    LEFT JOIN LATERAL (SELECT * FROM public_charge c WHERE c.id = i.charge_id OFFSET 0) c ON true
    WHERE i.change_id = h.id
) t ON t.hidden_afters = 0 AND (t.befores > 0 OR t.all_befores = 0)
JOIN case_guard g ON g.case_id = (t.charges[1]).case_id;

-- public_disposition: outcomes of public charges.
CREATE VIEW public_disposition AS
SELECT d.id, d.key, c.case_id, c.key AS charge_key, d.outcome, d.plea, d.date_from, d.date_to,
    coalesce(told(d.date_text, c.hidden), '') AS date_text,
    d.vacated_by_disposition_id IS NOT NULL AS is_vacated, d.voided_at IS NOT NULL AS is_void
FROM disposition d
JOIN public_charge c ON c.id = d.charge_id;

-- public_sentence: sentences on public charges; the wording only where it names nobody hidden.
CREATE VIEW public_sentence AS
SELECT s.id, s.key, c.case_id, c.key AS charge_key, s.kind, s.amount, s.unit, s.effective_date,
    coalesce(told(s.text, c.hidden), '') AS text, s.voided_at IS NOT NULL AS is_void
FROM sentence s
JOIN public_charge c ON c.id = s.charge_id;

-- public_status: the status history of public cases, of the case and of listed defendants.
CREATE VIEW public_status AS
SELECT s.id, s.key, s.case_id, p.key AS party_key, s.status, s.effective_date, s.until_date,
    s.voided_at IS NOT NULL AS is_void
FROM case_status s
JOIN public_case c ON c.id = s.case_id
LEFT JOIN party_disclosure p ON p.id = s.party_id
WHERE s.party_id IS NULL OR p.is_listed;

-- Is somebody's name withheld in a case? One who is sealed is not counted: that the texts of others
-- are gone would tell of it.
CREATE FUNCTION withholds_a_name(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE COST 10000 AS $$
BEGIN
    RETURN EXISTS (SELECT FROM party p JOIN party_disclosure d ON d.id = p.id
            WHERE p.case_id = wanted AND p.visibility = 'PUBLIC' AND NOT d.is_shown)
        OR EXISTS (SELECT FROM protective_order o JOIN order_protected w ON w.order_id = o.id
            WHERE o.case_id = wanted);
END $$;

-- public_docket: public entries of public cases, never those about protective orders or seals
-- (18 U.S.C. 2265(d)(3)). Where somebody's name is withheld the text is told once a clerk has
-- let it be read, and even then only if it names nobody hidden.
CREATE VIEW public_docket AS
SELECT e.id, e.key, e.case_id, e.filed_date, e.entered_at, e.kind,
    CASE WHEN r.may_be_read OR e.text = '' THEN told(e.text, c.hidden) END AS text,
    coalesce(CASE WHEN r.may_be_read THEN told(e.attribution, c.hidden) END, '') AS attribution
FROM docket_entry e
JOIN public_case c ON c.id = e.case_id
-- OFFSET 0: asked once for each entry, not once for each column.
CROSS JOIN LATERAL (
    SELECT c.hidden = '{}' OR e.text_released OR NOT withholds_a_name(c.id) AS may_be_read OFFSET 0) r
WHERE e.visibility = 'PUBLIC'
  AND e.kind NOT IN ('PROTECTIVE_ORDER', 'ALLEGED_VIOLATION', 'SEAL', 'UNSEAL');

-- public_hearing: hearings of public cases, never those on protective orders.
CREATE VIEW public_hearing AS
SELECT h.id, h.key, h.case_id, c.key AS case_key, c.court, c.court_name, c.state, c.county,
    c.number, c.number_key, c.case_type, c.caption, h.kind, h.starts_at, coalesce(told(h.courtroom, c.hidden), '')::varchar AS courtroom, h.status
FROM hearing h
JOIN public_case c ON c.id = h.case_id
WHERE h.kind <> 'ORDER';

-- public_order: redacted orders, where the court publishes them, the protected person asked
-- for it and the kind allows it (after Tex. Gov't Code § 72.154-.158). The case is told only
-- where the restrained person's name cannot give the protected person's away. None that restrains
-- a sealed party.
CREATE VIEW public_order AS
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
  AND NOT EXISTS (SELECT FROM party r WHERE r.id = o.restrained_id AND r.visibility <> 'PUBLIC' OFFSET 0);

-- public_relation: two public cases that belong together, unless a person hidden in one of
-- them is a party to the other (a divorce beside a criminal case tells who the victim is), or
-- somebody protected in the one stands in the title of the other.
CREATE VIEW public_relation AS
SELECT r.case_id, r.relation, o.key, o.court, o.court_name, o.number, o.number_key
FROM (SELECT case_id, other_case_id, relation FROM related_case
      UNION SELECT other_case_id, case_id, relation FROM related_case) r
JOIN public_case c ON c.id = r.case_id
JOIN public_case o ON o.id = r.other_case_id
WHERE NOT EXISTS (
    SELECT FROM party_disclosure h
    JOIN party_disclosure b ON b.person_id = h.person_id AND b.case_id <> h.case_id
    WHERE h.case_id IN (r.case_id, r.other_case_id) AND b.case_id IN (r.case_id, r.other_case_id)
      AND NOT h.is_shown)
  -- From the two cases to one row after the other, whatever the tables are believed to hold.
  AND NOT EXISTS (
    SELECT FROM protective_order w
    CROSS JOIN LATERAL (
        SELECT x.person_id FROM order_protected x WHERE x.order_id = w.id OFFSET 0) x
    CROSS JOIN LATERAL (
        SELECT b.case_id FROM party b WHERE b.person_id = x.person_id
          AND b.role IN ('DEF', 'PET', 'RES', 'PLT') OFFSET 0) b
    WHERE w.case_id IN (r.case_id, r.other_case_id) AND b.case_id <> w.case_id
      AND b.case_id IN (r.case_id, r.other_case_id) OFFSET 0);
