-- What goes with a record that is destroyed: noted row by row, and only for a request that two
-- people agreed on. Destroying itself: 0003_destroy.sql.

-- Nothing is noted to be deleted without the request of two people for that very row, or for one
-- that is noted already: so not even whoever owns the tables deletes a row by hand.
CREATE FUNCTION destroying_is_approved() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM desk_request r
            WHERE r.act = 'destroy' AND r."table" IN ('court_case', 'charge', 'party', 'docket_entry')
              AND r.decision = 'APPROVED' AND lower(r.asked_by) <> lower(r.decided_by)
              AND ((r."table", r.row_id) = (NEW."table", NEW.row_id)
                OR (r."table", r.row_id) IN (SELECT d."table", d.row_id FROM destroying d
                    WHERE d.transaction = pg_current_xact_id()))) THEN
        PERFORM refuse('destruction_is_approved',
            'A record is destroyed on the request of one person, which another has approved.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER destroying_is_approved BEFORE INSERT ON destroying
    FOR EACH ROW EXECUTE FUNCTION destroying_is_approved();

-- Of all links between tables: which row is part of which (it cannot be without it, or would say
-- something else: the status of one defendant is not that of the case), and which only points at it.
CREATE VIEW part_of AS
SELECT child.relname::text AS child, a.attname::text AS link, parent.relname::text AS parent,
    a.attnotnull OR child.relname = 'seal'
        OR (child.relname, a.attname) = ('case_status', 'party_id') AS is_part
FROM pg_constraint c
JOIN pg_class child ON child.oid = c.conrelid
JOIN pg_class parent ON parent.oid = c.confrelid
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND cardinality(c.conkey) = 1
  AND c.connamespace = 'public'::regnamespace AND child.relname NOT LIKE 'desk\_%'
  AND parent.relname NOT IN ('court', 'state', 'offense', 'offense_level');

-- What is noted in this transaction.
CREATE VIEW doomed_rows AS
SELECT d."table", d.row_id FROM destroying d WHERE d.transaction = pg_current_xact_id();

CREATE FUNCTION doomed(of_table text) RETURNS bigint[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(d.row_id), '{}') FROM destroying d
    WHERE d.transaction = pg_current_xact_id() AND d."table" = of_table
$$;

-- Note everything that is part of what is noted, until there is nothing more.
CREATE FUNCTION note_parts() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    part record;
    more bigint;
    noted bigint := 1;
BEGIN
    WHILE noted > 0 LOOP
        noted := 0;
        FOR part IN SELECT p.* FROM part_of p
                WHERE p.is_part AND cardinality(doomed(p.parent)) > 0 LOOP
            EXECUTE format('INSERT INTO destroying ("table", row_id) SELECT %L, x.id FROM %I x '
                'WHERE x.%I = ANY ((SELECT doomed(%L))::bigint[]) ON CONFLICT DO NOTHING',
                part.child, part.child, part.link, part.parent);
            GET DIAGNOSTICS more = ROW_COUNT;
            noted := noted + more;
        END LOOP;
        -- Corrections and moves name their rows without a link.
        INSERT INTO destroying ("table", row_id)
        SELECT 'correction', c.id FROM correction c WHERE (c."table", c.row_id) IN (SELECT * FROM doomed_rows)
        UNION ALL
        SELECT 'person_merge_move', m.id FROM person_merge_move m
            WHERE (m."table", m.row_id) IN (SELECT * FROM doomed_rows)
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS more = ROW_COUNT;
        noted := noted + more;
    END LOOP;
END $$;

-- People of whom the record knows by these rows alone, with those merged into them; also whoever
-- was in them once, and was taken out again.
CREATE FUNCTION note_people(audits jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    met bigint[] := ARRAY(
        SELECT person_id FROM party WHERE id = ANY (doomed('party'))
        UNION SELECT person_id FROM order_protected WHERE id = ANY (doomed('order_protected'))
        UNION SELECT person_id FROM statement WHERE id = ANY (doomed('statement'))
            AND person_id IS NOT NULL);
    once bigint[];
BEGIN
    EXECUTE format('SELECT ARRAY(SELECT p.id FROM person p WHERE p.id IN ('
        'SELECT e.person_id FROM %1$I e WHERE e.case_id = ANY ((SELECT doomed(''court_case''))::bigint[]) '
        'UNION SELECT e.person_id FROM %1$I e WHERE e.pgh_obj_id = ANY ((SELECT doomed(''party''))::bigint[]) '
        'UNION SELECT e.person_id FROM %2$I e WHERE e.order_id = ANY ((SELECT doomed(''protective_order''))::bigint[])))',
        audits ->> 'party', audits ->> 'order_protected') INTO once;
    met := ARRAY(SELECT unnest(met) UNION SELECT unnest(once));
    INSERT INTO destroying ("table", row_id)
    WITH RECURSIVE only_here AS (
        SELECT m.id FROM unnest(met) m (id)
        WHERE NOT EXISTS (SELECT FROM party p
                WHERE p.person_id = m.id AND NOT p.id = ANY (doomed('party')))
          AND NOT EXISTS (SELECT FROM order_protected w
                WHERE w.person_id = m.id AND NOT w.id = ANY (doomed('order_protected')))
          AND NOT EXISTS (SELECT FROM statement s
                WHERE s.person_id = m.id AND NOT s.id = ANY (doomed('statement')))
        UNION SELECT p.id FROM person p JOIN only_here o ON p.merged_into_id = o.id
    )
    SELECT 'person', id FROM only_here;
END $$;

-- Changes that link these charges with those that stay: one that replaced such a charge cannot go,
-- or that charge would stand as pending; one that is left with nothing before it goes; a merger that
-- is left with one charge is told as an amendment, as the public reads it.
CREATE FUNCTION note_changes() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    linked bigint[] := ARRAY(SELECT DISTINCT i.change_id FROM charge_change_item i
        WHERE i.charge_id = ANY (doomed('charge')));
BEGIN
    IF EXISTS (SELECT FROM charge_change_item i
            JOIN charge_change_item b ON b.change_id = i.change_id AND b.side = 'BEFORE'
                AND NOT b.charge_id = ANY (doomed('charge'))
            WHERE i.charge_id = ANY (doomed('charge')) AND i.side = 'AFTER' AND NOT i.is_void) THEN
        PERFORM refuse('destruction_leaves_no_charge_pending',
            'A charge that would go replaced one that stays, which would then stand as pending. '
            'Void that change, and record what became of the charge that stays.');
    END IF;
    INSERT INTO destroying ("table", row_id)
    SELECT 'charge_change', h.id FROM charge_change h WHERE h.id = ANY (linked)
      AND (h.voided_at IS NOT NULL OR NOT EXISTS (SELECT FROM charge_change_item b
        WHERE b.change_id = h.id AND b.side = 'BEFORE' AND NOT b.charge_id = ANY (doomed('charge'))))
    ON CONFLICT DO NOTHING;
    UPDATE charge_change h SET kind = 'AMENDED' WHERE h.id = ANY (linked) AND h.kind = 'MERGED'
      AND NOT h.id = ANY (doomed('charge_change')) AND 2 > (SELECT count(*)
        FROM charge_change_item b WHERE b.change_id = h.id AND b.side = 'BEFORE'
          AND NOT b.charge_id = ANY (doomed('charge')));
END $$;
