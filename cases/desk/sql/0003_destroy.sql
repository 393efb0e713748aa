-- Destroying a record: the one way on which anything of the record is ever deleted. It checks the
-- request of two people itself, and reaches the rows, the audit and the papers of the desk. What
-- stays is one row that counts: see cases/models/seals.py.

-- A request is asked before it is decided; what was asked stays as it was read.
CREATE FUNCTION request_is_asked_first() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decision <> '' THEN
        PERFORM refuse('request_is_asked_first',
            'A request is asked by one person before another decides it.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_is_asked_first BEFORE INSERT ON desk_request
    FOR EACH ROW EXECUTE FUNCTION request_is_asked_first();

-- What the schedule proposed is asked for by a person, who says by what order; after that it stays.
CREATE FUNCTION request_stays_as_asked() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    decided constant text[] := '{decision,decided_by,decided_at,note,case_id}';
    adopted constant text[] := '{asked_by,asked_at,given,said,reason}';
    free text[] := decided;
BEGIN
    IF OLD.asked_by = 'schedule' AND OLD.decision = '' THEN
        free := free || adopted;
    END IF;
    IF to_jsonb(OLD) - free <> to_jsonb(NEW) - free OR OLD.decision <> '' THEN
        PERFORM refuse('request_stays_as_asked',
            'What was asked stays as it was read, and is decided once. Ask anew.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER request_stays_as_asked BEFORE UPDATE ON desk_request
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION request_stays_as_asked();

-- Nothing is noted to be deleted without the request of two people for that very case: so not even
-- whoever owns the tables deletes a row by hand.
CREATE FUNCTION destroying_is_approved() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (CASE WHEN NEW."table" = 'court_case' THEN EXISTS (SELECT FROM desk_request r
            WHERE r.act = 'destroy' AND r."table" = 'court_case' AND r.row_id = NEW.row_id
              AND r.decision = 'APPROVED' AND lower(r.asked_by) <> lower(r.decided_by))
        ELSE EXISTS (SELECT FROM destroying d WHERE d.transaction = pg_current_xact_id()
            AND d."table" = 'court_case') END) THEN
        PERFORM refuse('destruction_is_approved',
            'A record is destroyed on the request of one person, which another has approved.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER destroying_is_approved BEFORE INSERT ON destroying
    FOR EACH ROW EXECUTE FUNCTION destroying_is_approved();

-- Of all links between tables: which row is part of which (it cannot be without it), and which only
-- points at it.
CREATE VIEW part_of AS
SELECT child.relname::text AS child, a.attname::text AS link, parent.relname::text AS parent,
    a.attnotnull OR child.relname = 'seal' AS is_part
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

-- People of whom the record knows by this case alone, with those merged into them; also whoever was
-- taken out of it again.
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
        'SELECT e.person_id FROM %I e WHERE e.case_id = ANY ((SELECT doomed(''court_case''))::bigint[]) '
        'UNION SELECT e.person_id FROM %I e WHERE e.order_id = ANY ((SELECT doomed(''protective_order''))::bigint[])))',
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

-- Changes that link these charges with those of other cases: one that replaced another case's
-- charge cannot go, or that charge would stand as pending; one that is left with nothing before it
-- goes; a merger that is left with one charge is told as an amendment, as the public reads it.
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
            'A charge of this case replaced one of another case, which would then stand as '
            'pending. Void that change, and record there what became of the charge.');
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

-- Delete the noted rows; what only pointed at one of them points at nothing.
CREATE FUNCTION delete_noted() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    each record;
BEGIN
    FOR each IN SELECT p.* FROM part_of p WHERE NOT p.is_part AND cardinality(doomed(p.parent)) > 0 LOOP
        EXECUTE format('UPDATE %I SET %I = NULL WHERE %I = ANY ((SELECT doomed(%L))::bigint[]) '
            'AND NOT id = ANY ((SELECT doomed(%L))::bigint[])',
            each.child, each.link, each.link, each.parent, each.child);
    END LOOP;
    FOR each IN SELECT DISTINCT d."table" AS name FROM destroying d
            WHERE d.transaction = pg_current_xact_id() LOOP
        EXECUTE format('DELETE FROM %I WHERE id = ANY ((SELECT doomed(%L))::bigint[])', each.name, each.name);
    END LOOP;
END $$;

-- The audit of the noted rows, that of rows which were part of them once, and their deletion just
-- now. `audits` names the audit of each table.
CREATE FUNCTION delete_audit(audits jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    audit record;
    link record;
BEGIN
    FOR audit IN SELECT a.key AS name, a.value AS events FROM jsonb_each_text(audits) a
            WHERE a.key NOT IN ('court', 'state', 'offense', 'offense_level') LOOP
        EXECUTE format('DELETE FROM %I WHERE pgh_obj_id = ANY ((SELECT doomed(%L))::bigint[])', audit.events, audit.name);
        FOR link IN SELECT p.* FROM part_of p
                WHERE p.child = audit.name AND cardinality(doomed(p.parent)) > 0 LOOP
            EXECUTE format(CASE WHEN link.is_part THEN 'DELETE FROM %1$I' ELSE 'UPDATE %1$I SET %2$I = NULL' END
                || ' WHERE %2$I = ANY ((SELECT doomed(%3$L))::bigint[])', audit.events, link.link, link.parent);
        END LOOP;
    END LOOP;
END $$;

-- The papers of the desk about the noted rows, and those that quote the case by its number.
-- `pages` names the page of each table.
CREATE FUNCTION delete_papers(doomed_case bigint, number text, pages jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    -- A very short number stands in many texts that are not about it.
    quoted text := CASE WHEN length(number) >= 5 THEN plain_words(number) END;
BEGIN
    DELETE FROM desk_done d WHERE d.case_id = doomed_case OR (d."table", d.row_id) IN (SELECT * FROM doomed_rows)
        OR strpos(plain_words(d.said), quoted) > 0;
    DELETE FROM desk_flag f WHERE f.case_id = doomed_case OR (f."table", f.row_id) IN (SELECT * FROM doomed_rows)
        OR f.person_id = ANY (doomed('person')) OR f.other_id = ANY (doomed('person'))
        OR strpos(plain_words(f.words), quoted) > 0;
    DELETE FROM desk_request r WHERE r.case_id = doomed_case OR (r."table", r.row_id) IN (SELECT * FROM doomed_rows)
        OR strpos(plain_words(r.said || r.given::text), quoted) > 0;
    DELETE FROM desk_draft d WHERE strpos(plain_words(d.typed::text || d.title), quoted) > 0
        OR EXISTS (SELECT FROM doomed_rows x JOIN jsonb_each_text(pages) p ON p.key = x."table"
            WHERE strpos(d.page, format('/%s/%s/', p.value, x.row_id)) > 0);
    DELETE FROM django_admin_log l USING django_content_type t
        WHERE t.id = l.content_type_id AND t.app_label = 'cases' AND EXISTS (SELECT FROM doomed_rows x
            JOIN jsonb_each_text(pages) p ON p.key = x."table"
            WHERE p.value = t.model AND l.object_id = x.row_id::text);
END $$;

-- Destroy the case that a request is about. `told` holds the law, the day, the digest of the order,
-- and, where the sealed list asks, that it does.
CREATE FUNCTION destroy_case(request bigint, told jsonb, audits jsonb, pages jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asked desk_request;
    gone court_case;
    around bigint[];
BEGIN
    SELECT * INTO asked FROM desk_request WHERE id = request FOR UPDATE;
    IF asked.id IS NULL OR asked.act <> 'destroy' OR asked."table" <> 'court_case'
            OR asked.decision <> 'APPROVED' OR lower(asked.asked_by) = lower(asked.decided_by) THEN
        PERFORM refuse('destruction_is_approved',
            'A record is destroyed on the request of one person, which another has approved.');
    END IF;
    -- Told another audit, this would delete of rows that merely bear the same numbers.
    IF audits IS DISTINCT FROM (
            SELECT jsonb_object_agg(t.tgrelid::regclass, substring(p.prosrc from 'INSERT INTO "(\w+)"'))
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgname LIKE 'pgtrigger\_insert\_insert\_%') THEN
        PERFORM refuse('destruction_reaches_its_own_audit',
            'A destruction reaches the audit of every table of the record, and no other table.');
    END IF;
    SELECT * INTO gone FROM court_case WHERE id = asked.row_id FOR UPDATE;
    IF gone.id IS NULL OR gone.visibility NOT IN ('SEALED', 'JUVENILE') THEN
        PERFORM refuse('destruction_is_of_a_hidden_case',
            'Only a case that is sealed, or a juvenile''s, is destroyed. Seal it first.');
    END IF;
    IF told ->> 'basis' = 'JUVENILE' AND gone.case_type <> 'JV' THEN
        PERFORM refuse('destruction_has_its_law',
            'This is not a juvenile case. It is destroyed only where the order says so.');
    END IF;
    SET CONSTRAINTS ALL DEFERRED;
    around := array_remove(neighbors(ARRAY[gone.id]), gone.id);
    PERFORM publish_cases(ARRAY[gone.id]);
    INSERT INTO destroying ("table", row_id) VALUES ('court_case', gone.id);
    PERFORM note_parts();
    PERFORM note_changes();
    PERFORM note_people(audits);
    PERFORM note_parts();
    INSERT INTO sealed_line (act, "table", row_key, number, told, mac)
    SELECT 'DESTROY', 'court_case', gone.key, k.code || ' ' || gone.number_key, told
        || jsonb_build_object('by', asked.asked_by, 'approved_by', asked.decided_by), ''
    FROM court k WHERE k.id = gone.court_id AND NOT coalesce((told ->> 'is_restored')::boolean, false);
    PERFORM delete_papers(gone.id, gone.number, pages);
    PERFORM delete_noted();
    PERFORM delete_audit(audits);
    DELETE FROM case_guard WHERE case_id = gone.id;
    DELETE FROM touched_case WHERE transaction = pg_current_xact_id() AND case_id = gone.id;
    PERFORM touch_cases(around, true);
    INSERT INTO destruction (destroyed_on, basis, order_digest, asked_by, approved_by)
    VALUES ((told ->> 'on')::date, told ->> 'basis', told ->> 'order', asked.asked_by, asked.decided_by);
    DELETE FROM destroying WHERE transaction = pg_current_xact_id();
END $$;

DO $$
DECLARE
    ours record;
BEGIN
    FOR ours IN SELECT p.oid::regprocedure AS signature FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN ('note_parts', 'doomed',
            'note_people', 'note_changes', 'delete_noted', 'delete_audit', 'delete_papers',
            'destroy_case') LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', ours.signature);
    END LOOP;
END $$;
