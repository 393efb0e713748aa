-- Rules over several rows, each once: at commit for the cases a transaction touched, and over
-- all cases by `manage.py check_record`. A rule yields the row that breaks it, and words.

CREATE FUNCTION broken_change_rules(case_ids bigint[])
RETURNS TABLE (case_id bigint, subject text, row_id bigint, rule text, words text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH change AS (
        SELECT h.* FROM charge_change h WHERE h.case_id = ANY (case_ids) AND h.voided_at IS NULL
    ), item AS (
        SELECT i.*, c.case_id AS charge_case, c.filed_date, p.person_id
        FROM change h JOIN charge_change_item i ON i.change_id = h.id
        JOIN charge c ON c.id = i.charge_id JOIN party p ON p.id = c.party_id
    ), tally AS (
        SELECT h.id, count(i.id) AS items,
            count(i.id) FILTER (WHERE i.side = 'BEFORE') AS befores,
            count(i.id) FILTER (WHERE i.side = 'AFTER') AS afters,
            count(i.id) FILTER (WHERE i.effect = 'DISMISSED') AS dismissed,
            count(DISTINCT i.person_id) AS people,
            min(i.filed_date) FILTER (WHERE i.side = 'AFTER') AS first_after,
            max(i.filed_date) FILTER (WHERE i.side = 'BEFORE') AS last_before
        FROM change h LEFT JOIN item i ON i.change_id = h.id GROUP BY h.id
    )
    SELECT h.case_id, 'charge_change', h.id, broken.rule, broken.words
    FROM change h JOIN tally t ON t.id = h.id
    CROSS JOIN LATERAL (VALUES
        ('charge_change_has_items', t.items = 0,
            'A charge change links at least one charge.'),
        ('charge_change_has_charges_before',
            t.befores = 0 AND h.kind NOT IN ('ADDED', 'REINSTATED'),
            'Choose the charge or charges that were changed.'),
        ('charge_change_has_charges_after',
            t.afters = 0 AND h.kind NOT IN ('WITHDRAWN', 'NOLLE', 'DISMISSED'),
            'Choose or file the charge that results from this change.'),
        ('charge_change_adds_to_nothing', t.befores > 0 AND h.kind = 'ADDED',
            'An added charge replaces nothing. Use Amended if it does.'),
        ('charge_change_ends_with_nothing',
            t.afters > 0 AND h.kind IN ('WITHDRAWN', 'NOLLE', 'DISMISSED'),
            'A withdrawal or dismissal leaves no charge after it. Use Amended if one resulted.'),
        ('charge_change_merges_into_one', h.kind = 'MERGED' AND (t.befores < 2 OR t.afters <> 1),
            'A merger makes one charge of two or more.'),
        ('charge_change_splits_one', h.kind = 'SPLIT' AND (t.befores <> 1 OR t.afters < 2),
            'A split makes two or more charges of one.'),
        ('charge_change_is_of_one_person', t.people > 1,
            'All charges of a change are against the same person.'),
        ('charge_change_follows_its_charges', h.date_to < t.last_before,
            format('The change (%s at the latest) is before a charge it changes was filed (%s). '
                'Check both dates.', h.date_to, t.last_before)),
        ('charge_change_precedes_its_result', h.kind <> 'REINSTATED' AND t.first_after < h.date_from,
            format('The resulting charge was filed (%s) before the change (%s at the earliest). '
                'Check both dates.', t.first_after, h.date_from)),
        ('charge_change_names_its_entry',
            (h.kind IN ('NOLLE', 'DISMISSED') OR t.dismissed > 0) AND h.docket_entry_id IS NULL
            AND h.rests_on <> 'COURT_ORDER',
            'A nolle prosequi or dismissal names its docket entry or rests on a court order '
            '(Ark. Code § 16-85-713).')
    ) AS broken (rule, is_broken, words)
    WHERE broken.is_broken
    UNION ALL
    SELECT h.case_id, 'charge_change', h.id, 'charge_change_stays_in_related_cases',
        'This change links charges of cases that are not related. Relate the cases first.'
    FROM change h
    WHERE EXISTS (SELECT FROM item i WHERE i.change_id = h.id AND i.charge_case <> h.case_id
        AND NOT EXISTS (SELECT FROM related_case r
            WHERE (r.case_id, r.other_case_id) IN ((h.case_id, i.charge_case), (i.charge_case, h.case_id))))
    UNION ALL
    SELECT h.case_id, 'charge_change', h.id, 'charge_change_reinstates_what_was_replaced',
        'A charge that is reinstated is still recorded as replaced. End its replacement.'
    FROM change h JOIN item a ON a.change_id = h.id AND a.side = 'AFTER'
    JOIN charge_change_item b ON b.charge_id = a.charge_id AND b.side = 'BEFORE'
        AND b.effect = 'REPLACED' AND NOT b.is_void AND b.ended_by_id IS NULL
    JOIN charge_change e ON e.id = b.change_id
    WHERE h.kind = 'REINSTATED' AND e.recorded_at < h.recorded_at
    UNION ALL
    SELECT h.case_id, 'charge_change', h.id, 'charge_is_reinstated_by_a_reinstatement',
        'A replacement is ended only by a reinstatement of that charge that is not void.'
    FROM change h JOIN item b ON b.change_id = h.id AND b.ended_by_id IS NOT NULL
    WHERE NOT EXISTS (SELECT FROM charge_change e JOIN charge_change_item a ON a.change_id = e.id
        AND a.side = 'AFTER' AND a.charge_id = b.charge_id
        WHERE e.id = b.ended_by_id AND e.kind = 'REINSTATED' AND e.voided_at IS NULL)
    UNION ALL
    SELECT h.case_id, 'charge_change', h.id, 'charge_change_rests_on_its_own_docket',
        'The docket entry is of another case. Choose an entry of a case this change concerns.'
    FROM change h JOIN docket_entry d ON d.id = h.docket_entry_id
    WHERE d.case_id <> h.case_id
      AND NOT EXISTS (SELECT FROM item i WHERE i.change_id = h.id AND i.charge_case = d.case_id)
    UNION ALL
    SELECT h.case_id, 'charge_change', h.id, 'charge_change_runs_forward',
        'These changes run in a circle: a charge would replace itself. Check which charge came first.'
    FROM change h
    WHERE EXISTS (SELECT FROM item b WHERE b.change_id = h.id AND b.side = 'BEFORE'
        AND b.effect = 'REPLACED' AND b.ended_by_id IS NULL AND charge_becomes(h.id, b.charge_id));
END $$;

-- Does following the replacements from this change's results lead to that charge?
CREATE FUNCTION charge_becomes(change_from bigint, wanted bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE later (charge_id) AS (
        SELECT i.charge_id FROM charge_change_item i
        WHERE i.change_id = change_from AND i.side = 'AFTER'
        UNION
        SELECT a.charge_id FROM later l
        JOIN charge_change_item b ON b.charge_id = l.charge_id AND b.side = 'BEFORE'
            AND b.effect = 'REPLACED' AND NOT b.is_void AND b.ended_by_id IS NULL
        JOIN charge_change_item a ON a.change_id = b.change_id AND a.side = 'AFTER'
    )
    SELECT EXISTS (SELECT FROM later WHERE charge_id = wanted)
$$;

CREATE FUNCTION broken_charge_rules(case_ids bigint[])
RETURNS TABLE (case_id bigint, subject text, row_id bigint, rule text, words text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    SELECT c.case_id, 'charge', c.id, 'charge_replaced_has_no_outcome',
        'A replaced charge gets no plea, disposition or sentence; its successor does.'
    FROM charge c
    JOIN charge_change_item i ON i.charge_id = c.id AND i.side = 'BEFORE'
        AND i.effect = 'REPLACED' AND NOT i.is_void AND i.ended_by_id IS NULL
    WHERE c.case_id = ANY (case_ids) AND c.voided_at IS NULL
      AND (EXISTS (SELECT FROM disposition d WHERE d.charge_id = c.id AND d.voided_at IS NULL
                AND d.vacated_by_disposition_id IS NULL AND d.outcome <> 'VACATED')
        OR (EXISTS (SELECT FROM sentence s WHERE s.charge_id = c.id AND s.voided_at IS NULL)
            AND NOT EXISTS (SELECT FROM disposition d WHERE d.charge_id = c.id
                AND d.vacated_by_disposition_id IS NOT NULL)))
    UNION ALL
    SELECT c.case_id, 'charge', c.id, 'charge_is_against_a_defendant',
        'A charge is brought against a defendant of the same case. '
        'Add the person as defendant first.'
    FROM charge c JOIN party p ON p.id = c.party_id
    WHERE c.case_id = ANY (case_ids) AND (p.role <> 'DEF' OR p.case_id <> c.case_id)
    UNION ALL
    SELECT c.case_id, 'disposition', d.id, 'disposition_is_vacated_by_a_vacatur',
        'A disposition is vacated by an entry on the same charge that says it was vacated.'
    FROM charge c JOIN disposition d ON d.charge_id = c.id
    JOIN disposition v ON v.id = d.vacated_by_disposition_id
    WHERE c.case_id = ANY (case_ids)
      AND (v.charge_id <> d.charge_id OR v.outcome <> 'VACATED' OR v.voided_at IS NOT NULL)
    UNION ALL
    SELECT c.case_id, 'disposition', d.id, 'disposition_rests_on_its_own_docket',
        'The docket entry is of another case. Choose an entry of this case.'
    FROM charge c JOIN disposition d ON d.charge_id = c.id AND d.voided_at IS NULL
    JOIN docket_entry e ON e.id = d.docket_entry_id
    WHERE c.case_id = ANY (case_ids) AND e.case_id <> c.case_id
    UNION ALL
    SELECT c.case_id, 'sentence', s.id, 'sentence_follows_a_conviction', format(
        'A sentence (%s) needs a conviction; probation, fines and other conditions may also '
        'follow a diversion. Dispose of the charge first.', lower(s.kind))
    FROM charge c JOIN sentence s ON s.charge_id = c.id AND s.voided_at IS NULL
    WHERE c.case_id = ANY (case_ids) AND NOT EXISTS (
        SELECT FROM disposition d WHERE d.charge_id = c.id AND d.voided_at IS NULL
          AND (d.outcome LIKE 'CONV%'
            OR (d.outcome = 'DIVERTED' AND s.kind IN ('PROBATION', 'FINE', 'RESTITUTION', 'OTHER'))))
    UNION ALL
    SELECT c.case_id, 'disposition', d.id, 'disposition_names_its_entry',
        'A nolle prosequi or dismissal names its docket entry or rests on a court order '
        '(Ark. Code § 16-85-713).'
    FROM charge c JOIN disposition d ON d.charge_id = c.id AND d.voided_at IS NULL
    WHERE c.case_id = ANY (case_ids) AND d.outcome IN ('NOLLE', 'DISM_WO', 'DISM_W', 'DISM_U')
      AND d.docket_entry_id IS NULL AND d.rests_on <> 'COURT_ORDER'
    UNION ALL
    SELECT c.case_id, 'charge', c.id, 'charge_violates_an_order_then_in_force', format(
        'The alleged violation (%s) is outside the time the order bound (%s to %s). '
        'Check the dates, or do not link the order.', coalesce(c.offense_from, c.offense_to),
        coalesce(o.served_date, o.issued_date),
        coalesce(least(o.ended_date, o.expires_date)::text, 'further order'))
    FROM charge c JOIN protective_order o ON o.id = c.violates_order_id
    WHERE c.case_id = ANY (case_ids) AND c.voided_at IS NULL
      AND (coalesce(c.offense_to, c.offense_from) < coalesce(o.served_date, o.issued_date)
        OR coalesce(c.offense_from, c.offense_to) >= least(o.ended_date, o.expires_date));
END $$;

CREATE FUNCTION broken_status_rules(case_ids bigint[])
RETURNS TABLE (case_id bigint, subject text, row_id bigint, rule text, words text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    WITH told AS (
        SELECT s.id, s.case_id, s.party_id, s.status, s.effective_date, s.until_date,
            lag(s.status) OVER line AS earlier, lag(s.until_date) OVER line AS began,
            lead(s.id) OVER line IS NULL AS is_last, lag(s.id) OVER line IS NULL AS is_first
        FROM case_status s
        WHERE s.case_id = ANY (case_ids) AND s.voided_at IS NULL
        WINDOW line AS (PARTITION BY s.case_id, s.party_id
            ORDER BY s.effective_date NULLS FIRST, s.until_date NULLS LAST, s.id)
    )
    SELECT t.case_id, 'case_status', t.id, 'status_is_of_a_defendant_of_its_case',
        'A status is of the whole case or of one of its defendants.'
    FROM told t JOIN party p ON p.id = t.party_id
    WHERE p.role NOT IN ('DEF', 'RES') OR p.case_id <> t.case_id
    UNION ALL
    SELECT t.case_id, 'case_status', t.id, broken.rule, broken.words
    FROM told t
    CROSS JOIN LATERAL (VALUES
        ('case_statuses_leave_no_gap',
            (NOT t.is_first AND t.began IS DISTINCT FROM t.effective_date)
            OR (t.is_last AND t.until_date IS NOT NULL),
            'Statuses follow each other day by day: each begins when the one before it ends, '
            'and the last is open.'),
        ('case_is_reopened_after_it_was_disposed', t.status = 'REOPENED'
            AND coalesce(t.earlier, '') NOT IN ('DISPOSED', 'DISP_REOPENED', 'CLOSED', 'TRANSFERRED', 'CONSOLIDATED'),
            'Only a case that was disposed of can be reopened.'),
        ('case_is_reactivated_after_it_was_inactive', t.status = 'REACTIVATED'
            AND coalesce(t.earlier, '') NOT IN ('STAYED', 'INACTIVE'),
            'Only a case that was stayed or inactive can be reactivated.'),
        ('case_is_closed_with_every_charge_disposed', t.is_last
            AND t.status IN ('DISPOSED', 'DISP_REOPENED', 'CLOSED')
            AND EXISTS (SELECT FROM charge_status c JOIN charge x ON x.id = c.charge_id
                WHERE c.case_id = t.case_id AND (t.party_id IS NULL OR c.party_id = t.party_id)
                  AND x.voided_at IS NULL AND c.status IN ('FILED', 'ARREST')),
            'A charge of this defendant is still pending. Dispose of every charge first.')
    ) AS broken (rule, is_broken, words)
    WHERE broken.is_broken;
END $$;

CREATE FUNCTION broken_order_rules(case_ids bigint[])
RETURNS TABLE (case_id bigint, subject text, row_id bigint, rule text, words text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY
    SELECT o.case_id, 'protective_order', o.id, broken.rule, broken.words
    FROM protective_order o
    CROSS JOIN LATERAL (VALUES
        ('order_protects_someone', o.kind <> 'ERPO'
            AND NOT EXISTS (SELECT FROM order_protected w WHERE w.order_id = o.id),
            'Say whom the order protects. Only an extreme risk order protects nobody by name.'),
        ('order_status_is_its_latest_act', EXISTS (SELECT FROM order_event e
                WHERE e.order_id = o.id AND e.voided_at IS NULL
                  AND e.act NOT IN ('SERVED', 'VIOLATION_ALLEGED'))
            AND o.status IS DISTINCT FROM (SELECT e.act FROM order_event e
                WHERE e.order_id = o.id AND e.voided_at IS NULL
                  AND e.act NOT IN ('SERVED', 'VIOLATION_ALLEGED')
                ORDER BY e.recorded_at DESC, e.id DESC LIMIT 1),
            'The status of an order is that of the latest act upon it. Record the act.'),
        ('order_act_follows_its_issue', EXISTS (SELECT FROM order_event e
                WHERE e.order_id = o.id AND e.voided_at IS NULL AND e.date_to < o.issued_date
                  AND e.act IN ('SERVED', 'MODIFIED', 'EXTENDED', 'EXPIRED', 'TERMINATED',
                      'SUPERSEDED', 'VIOLATION_ALLEGED')),
            'An act upon the order is dated before the order was issued. Check both dates.'),
        ('order_restrains_another', EXISTS (SELECT FROM party p JOIN order_protected w
                ON w.order_id = o.id AND w.person_id = p.person_id WHERE p.id = o.restrained_id),
            'An order cannot protect the person it restrains. Mutual protection takes two orders.'),
        ('order_restrains_a_party_of_its_case', EXISTS (SELECT FROM party p
                WHERE p.id = o.restrained_id AND p.case_id <> o.case_id),
            'The restrained person is a party of another case. Add them to this case first.')
    ) AS broken (rule, is_broken, words)
    WHERE o.case_id = ANY (case_ids) AND o.voided_at IS NULL AND broken.is_broken;
END $$;

CREATE FUNCTION broken_seal_rules(case_ids bigint[])
RETURNS TABLE (case_id bigint, subject text, row_id bigint, rule text, words text)
LANGUAGE sql STABLE AS $$
    SELECT c.id, 'court_case', c.id, 'sealed_case_has_its_order',
        'This case is sealed but no order of the court is recorded. Record the seal.'
    FROM court_case c WHERE c.id = ANY (case_ids) AND c.visibility = 'SEALED'
      AND NOT EXISTS (SELECT FROM seal s WHERE s.case_id = c.id AND s.act = 'SEAL')
    UNION ALL
    SELECT h.case_id, 'charge', h.id, 'sealed_charge_has_its_order',
        'This charge is sealed but no order of the court is recorded. Record the seal.'
    FROM charge h WHERE h.case_id = ANY (case_ids) AND h.visibility = 'SEALED'
      AND NOT EXISTS (SELECT FROM seal s WHERE s.charge_id = h.id AND s.act = 'SEAL')
$$;

-- By index only: a plan made while these tables were empty is kept while they are filled.
CREATE FUNCTION broken_rules(case_ids bigint[])
RETURNS TABLE (case_id bigint, subject text, row_id bigint, rule text, words text)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY SELECT * FROM broken_change_rules(case_ids);
    RETURN QUERY SELECT * FROM broken_charge_rules(case_ids);
    RETURN QUERY SELECT * FROM broken_status_rules(case_ids);
    RETURN QUERY SELECT * FROM broken_order_rules(case_ids);
    RETURN QUERY SELECT * FROM broken_seal_rules(case_ids);
END $$;

-- A statement's chain of attribution runs 1, 2, 3 … without a gap (rule 25).
CREATE FUNCTION attribution_is_a_chain() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    said bigint;
BEGIN
    FOREACH said IN ARRAY CASE
        WHEN TG_TABLE_NAME = 'statement' THEN ARRAY[(to_jsonb(NEW) ->> 'id')::bigint]
        ELSE ARRAY[coalesce((to_jsonb(NEW) ->> 'statement_id')::bigint, 0),
                   coalesce((to_jsonb(OLD) ->> 'statement_id')::bigint, 0)] END LOOP
        IF EXISTS (SELECT FROM statement WHERE id = said) AND (
                SELECT count(*) = 0 OR min(hop) <> 1 OR max(hop) <> count(*)
                FROM attribution WHERE statement_id = said) THEN
            PERFORM refuse('statement_has_a_chain_of_attribution',
                'Say who made the statement: hops 1, 2, 3 … in order, without a gap.');
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER attribution_is_a_chain AFTER INSERT ON statement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION attribution_is_a_chain();
CREATE CONSTRAINT TRIGGER attribution_is_a_chain AFTER INSERT OR UPDATE OR DELETE ON attribution
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION attribution_is_a_chain();
