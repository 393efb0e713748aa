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

-- The papers of the desk about the noted rows and about their case, any of which may quote them; and
-- those that quote a whole case by its number, wherever they are. What a schedule has listed and
-- nobody has asked for quotes its own row alone, and waits on. `pages` names the page of each table.
CREATE FUNCTION delete_papers(of_case bigint, number text, pages jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    -- A very short number stands in many texts that are not about it.
    quoted text := CASE WHEN length(number) >= 5 THEN plain_words(number) END;
BEGIN
    DELETE FROM desk_done d WHERE d.case_id = of_case OR (d."table", d.row_id) IN (SELECT * FROM doomed_rows)
        OR strpos(plain_words(d.said), quoted) > 0;
    DELETE FROM desk_flag f WHERE f.case_id = of_case OR (f."table", f.row_id) IN (SELECT * FROM doomed_rows)
        OR f.person_id = ANY (doomed('person')) OR f.other_id = ANY (doomed('person'))
        OR strpos(plain_words(f.words), quoted) > 0;
    DELETE FROM desk_request r WHERE (r.case_id = of_case AND r.decision <> '')
        OR r.case_id = ANY (doomed('court_case'))
        OR (r."table", r.row_id) IN (SELECT * FROM doomed_rows)
        OR strpos(plain_words(r.said || r.given::text), quoted) > 0;
    DELETE FROM desk_draft d WHERE strpos(plain_words(d.typed::text || d.title), quoted) > 0
        OR strpos(d.page, format('/%s/%s/', pages ->> 'court_case', of_case)) > 0
        OR EXISTS (SELECT FROM doomed_rows x JOIN jsonb_each_text(pages) p ON p.key = x."table"
            WHERE strpos(d.page, format('/%s/%s/', p.value, x.row_id)) > 0);
    DELETE FROM django_admin_log l USING django_content_type t
        WHERE t.id = l.content_type_id AND t.app_label = 'cases' AND EXISTS (SELECT FROM doomed_rows x
            JOIN jsonb_each_text(pages) p ON p.key = x."table"
            WHERE p.value = t.model AND l.object_id = x.row_id::text);
END $$;

-- The line that waits for the sealed list, unless the list itself asks.
CREATE FUNCTION list_destruction(asked desk_request, its_case court_case, told jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    row_key uuid;
BEGIN
    IF coalesce((told ->> 'is_restored')::boolean, false) THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT x.key FROM %I x WHERE x.id = $1', asked."table")
        INTO row_key USING asked.row_id;
    INSERT INTO sealed_line (act, "table", row_key, number, told, mac)
    SELECT 'DESTROY', asked."table", row_key,
        CASE asked."table" WHEN 'court_case' THEN k.code || ' ' || its_case.number_key ELSE '' END,
        told || jsonb_build_object('by', asked.asked_by, 'approved_by', asked.decided_by), ''
    FROM court k WHERE k.id = its_case.court_id;
END $$;

-- May what a request is about be destroyed? Gives the case of the row that goes.
CREATE FUNCTION destroyable(asked desk_request, basis text) RETURNS court_case
LANGUAGE plpgsql AS $$
DECLARE
    its_case court_case;
    visibility text;
BEGIN
    IF asked.id IS NULL OR asked.act <> 'destroy' OR asked.decision <> 'APPROVED'
            OR asked."table" NOT IN ('court_case', 'charge', 'party', 'docket_entry')
            OR lower(asked.asked_by) = lower(asked.decided_by) THEN
        PERFORM refuse('destruction_is_approved',
            'A record is destroyed on the request of one person, which another has approved.');
    END IF;
    EXECUTE format('SELECT x.visibility FROM %I x WHERE x.id = $1 FOR UPDATE', asked."table")
        INTO visibility USING asked.row_id;
    EXECUTE format('SELECT c.* FROM court_case c JOIN %I x ON x.%I = c.id WHERE x.id = $1',
        asked."table", CASE asked."table" WHEN 'court_case' THEN 'id' ELSE 'case_id' END)
        INTO its_case USING asked.row_id;
    PERFORM FROM court_case c WHERE c.id = its_case.id FOR UPDATE;
    IF visibility IS NULL OR NOT '{SEALED,JUVENILE}' && ARRAY[visibility, its_case.visibility] THEN
        PERFORM refuse('destruction_is_of_what_is_hidden',
            'Only what is sealed, or a juvenile''s, is destroyed. Seal it first.');
    END IF;
    IF basis = 'JUVENILE' AND its_case.case_type <> 'JV' THEN
        PERFORM refuse('destruction_has_its_law',
            'This is not a juvenile case. It is destroyed only where the order says so.');
    END IF;
    IF asked."table" <> 'court_case' AND EXISTS (SELECT FROM desk_request r
            WHERE r.case_id = its_case.id AND r.decision = '' AND r.asked_by <> 'schedule'
              AND (r."table", r.row_id) <> (asked."table", asked.row_id)) THEN
        PERFORM refuse('destruction_waits_for_other_requests',
            'Something else is asked for in this case, and may quote what is to go. Decide that '
            'first, or withdraw it.');
    END IF;
    RETURN its_case;
END $$;

-- Destroy what a request is about: a case, or one charge, party or docket entry. `told` holds the
-- law, the day, the digest of the order, and, where the sealed list asks, that it does. Gives how
-- many rows of each table are gone.
CREATE FUNCTION destroy_record(request bigint, told jsonb, audits jsonb, pages jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asked desk_request;
    its_case court_case;
    is_whole boolean;
    around bigint[];
    gone jsonb;
BEGIN
    SELECT * INTO asked FROM desk_request WHERE id = request FOR UPDATE;
    its_case := destroyable(asked, told ->> 'basis');
    is_whole := asked."table" = 'court_case';
    -- Told another audit, this would delete of rows that merely bear the same numbers.
    IF audits IS DISTINCT FROM (
            SELECT jsonb_object_agg(t.tgrelid::regclass, substring(p.prosrc from 'INSERT INTO "(\w+)"'))
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgname LIKE 'pgtrigger\_insert\_insert\_%') THEN
        PERFORM refuse('destruction_reaches_its_own_audit',
            'A destruction reaches the audit of every table of the record, and no other table.');
    END IF;
    SET CONSTRAINTS ALL DEFERRED;
    around := neighbors(ARRAY[its_case.id]);
    PERFORM publish_cases(ARRAY[its_case.id]);
    INSERT INTO destroying ("table", row_id) VALUES (asked."table", asked.row_id);
    PERFORM note_parts();
    PERFORM note_changes();
    PERFORM note_people(audits);
    PERFORM note_parts();
    gone := (SELECT jsonb_object_agg(n."table", n.count)
        FROM (SELECT d."table", count(*) FROM doomed_rows d GROUP BY d."table") n);
    PERFORM list_destruction(asked, its_case, told);
    PERFORM delete_papers(its_case.id, CASE WHEN is_whole THEN its_case.number END, pages);
    PERFORM delete_noted();
    PERFORM delete_audit(audits);
    IF is_whole THEN
        DELETE FROM case_guard WHERE case_id = its_case.id;
        DELETE FROM touched_case WHERE transaction = pg_current_xact_id() AND case_id = its_case.id;
        around := array_remove(around, its_case.id);
    END IF;
    PERFORM touch_cases(around, true);
    INSERT INTO destruction (destroyed_on, basis, order_digest, asked_by, approved_by)
    VALUES ((told ->> 'on')::date, told ->> 'basis', told ->> 'order', asked.asked_by, asked.decided_by);
    DELETE FROM destroying WHERE transaction = pg_current_xact_id();
    RETURN gone;
END $$;

DO $$
DECLARE
    ours record;
BEGIN
    FOR ours IN SELECT p.oid::regprocedure AS signature FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname IN ('note_parts', 'doomed',
            'note_people', 'note_changes', 'delete_noted', 'delete_audit', 'delete_papers',
            'destroyable', 'list_destruction', 'destroy_record') LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', ours.signature);
    END LOOP;
END $$;
