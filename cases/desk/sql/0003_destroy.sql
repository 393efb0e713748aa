-- Destroying a record: the one way on which anything of the record is ever deleted. It checks the
-- request of two people itself, and reaches the rows, the audit and the papers of the desk. What
-- stays is one row that counts: see cases/models/seals.py.

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
