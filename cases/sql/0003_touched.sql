-- Every write, whichever way it comes, notes the cases it touches; at commit those cases are
-- locked in order, held against the rules, and (public/sql) published. The table is empty
-- between transactions: rows are written and taken out within one.
CREATE UNLOGGED TABLE touched_case (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    case_id bigint NOT NULL,
    holds_rules boolean NOT NULL,
    PRIMARY KEY (transaction, case_id)
);

CREATE FUNCTION touch_cases(case_ids bigint[], with_rules boolean) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO touched_case (case_id, holds_rules)
    SELECT DISTINCT i, with_rules FROM unnest(case_ids) i WHERE i IS NOT NULL
    ON CONFLICT (transaction, case_id)
        DO UPDATE SET holds_rules = true WHERE with_rules AND NOT touched_case.holds_rules
$$;

-- Cases whose public face depends on these: related ones, and those that share a change.
-- By index only: a plan made while these tables were empty is kept while they are filled.
CREATE FUNCTION neighbors(case_ids bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
    reached bigint[] := case_ids;
    next_to bigint[];
BEGIN
    LOOP
        SELECT array_agg(DISTINCT o.case_id) INTO next_to
        FROM charge c
        JOIN charge_change_item i ON i.charge_id = c.id
        JOIN charge_change_item j ON j.change_id = i.change_id AND j.id <> i.id
        JOIN charge o ON o.id = j.charge_id AND o.case_id <> c.case_id
        WHERE c.case_id = ANY (reached) AND NOT o.case_id = ANY (reached);
        EXIT WHEN next_to IS NULL;
        reached := reached || next_to;
    END LOOP;
    RETURN reached || ARRAY(
        SELECT r.other_case_id FROM related_case r WHERE r.case_id = ANY (case_ids)
        UNION SELECT r.case_id FROM related_case r WHERE r.other_case_id = ANY (case_ids));
END $$;

-- One trigger per table and event, all of one shape; `ids` reads the changed rows. Rules are not
-- held for a write that only hides: sealing must never wait for a mistake elsewhere in the case.
DO $$
DECLARE
    noted record;
    hiding constant jsonb := '{"charge": "{visibility}", "party": "{public_name,public_name_basis}",
        "protective_order": "{consent_to_publish}"}';
BEGIN
    FOR noted IN SELECT * FROM (VALUES
        ('court_case', false, 'SELECT unnest(neighbors(ARRAY(SELECT id FROM changed)))'),
        ('charge', true, 'SELECT unnest(neighbors(ARRAY(SELECT case_id FROM changed)))'),
        ('charge_change', true, 'SELECT unnest(neighbors(ARRAY(SELECT case_id FROM changed)))'),
        ('charge_change_item', true,
            'SELECT h.case_id FROM changed x JOIN charge_change h ON h.id = x.change_id '
            'UNION SELECT unnest(neighbors(ARRAY(SELECT c.case_id FROM changed x JOIN charge c ON c.id = x.charge_id)))'),
        ('disposition', true, 'SELECT c.case_id FROM changed x JOIN charge c ON c.id = x.charge_id'),
        ('sentence', true, 'SELECT c.case_id FROM changed x JOIN charge c ON c.id = x.charge_id'),
        ('case_status', true, 'SELECT case_id FROM changed'),
        ('protective_order', true, 'SELECT case_id FROM changed '
            'UNION SELECT h.case_id FROM changed x JOIN charge h ON h.violates_order_id = x.id'),
        ('order_event', true, 'SELECT o.case_id FROM changed x JOIN protective_order o ON o.id = x.order_id'),
        ('order_term', false, 'SELECT o.case_id FROM changed x JOIN protective_order o ON o.id = x.order_id'),
        ('order_place', false, 'SELECT o.case_id FROM changed x JOIN protective_order o ON o.id = x.order_id'),
        ('order_protected', true,
            'SELECT o.case_id FROM changed x JOIN protective_order o ON o.id = x.order_id '
            'UNION SELECT p.case_id FROM changed x JOIN party p ON p.person_id = x.person_id'),
        ('party', true, 'SELECT unnest(neighbors(ARRAY(SELECT case_id FROM changed)))'),
        ('person', false,
            'SELECT p.case_id FROM changed x JOIN party p ON p.person_id = x.id '
            'UNION SELECT o.case_id FROM changed x JOIN order_protected w ON w.person_id = x.id '
            'JOIN protective_order o ON o.id = w.order_id'),
        ('person_name', false,
            'SELECT p.case_id FROM changed x JOIN party p ON p.person_id = x.person_id '
            'UNION SELECT o.case_id FROM changed x JOIN order_protected w ON w.person_id = x.person_id '
            'JOIN protective_order o ON o.id = w.order_id'),
        ('person_relation', false,
            'SELECT p.case_id FROM changed x JOIN party p ON p.person_id IN (x.person_id, x.other_id)'),
        ('docket_entry', false, 'SELECT case_id FROM changed'),
        ('hearing', false, 'SELECT case_id FROM changed'),
        ('related_case', true, 'SELECT case_id FROM changed UNION SELECT other_case_id FROM changed'),
        ('court', false, 'SELECT c.id FROM changed x JOIN court_case c ON c.court_id = x.id')
    ) AS t (name, with_rules, ids) LOOP
        EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$ '
            'BEGIN PERFORM touch_cases(ARRAY(%s), %L); RETURN NULL; END $body$',
            noted.name || '_touches', noted.ids, noted.with_rules OR noted.name = 'court_case');
        EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$ '
            'BEGIN PERFORM touch_cases(ARRAY(WITH changed AS '
            '(SELECT * FROM was UNION ALL SELECT * FROM becomes) %s), %s); RETURN NULL; END $body$',
            noted.name || '_update_touches', noted.ids, CASE
                WHEN hiding ? noted.name THEN format('EXISTS (SELECT FROM was w JOIN becomes b '
                    'ON b.id = w.id WHERE to_jsonb(w) - %L::text[] <> to_jsonb(b) - %L::text[])',
                    hiding ->> noted.name, hiding ->> noted.name)
                ELSE noted.with_rules::text END);
        EXECUTE format('CREATE TRIGGER touches_on_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS changed '
            'FOR EACH STATEMENT EXECUTE FUNCTION %I()', noted.name, noted.name || '_touches');
        EXECUTE format('CREATE TRIGGER touches_on_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS changed '
            'FOR EACH STATEMENT EXECUTE FUNCTION %I()', noted.name, noted.name || '_touches');
        EXECUTE format('CREATE TRIGGER touches_on_update AFTER UPDATE ON %I '
            'REFERENCING OLD TABLE AS was NEW TABLE AS becomes '
            'FOR EACH STATEMENT EXECUTE FUNCTION %I()', noted.name, noted.name || '_update_touches');
    END LOOP;
END $$;

-- Runs once for all cases of the transaction: the public room's trigger, which follows it,
-- takes the rows out. Locking before reading keeps two transactions on one case apart.
CREATE FUNCTION hold_rules() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    held bigint[];
    broken record;
BEGIN
    -- Taken out with the first of them.
    IF NOT EXISTS (SELECT FROM touched_case
            WHERE (transaction, case_id) = (NEW.transaction, NEW.case_id)) THEN
        RETURN NULL;
    END IF;
    SELECT array_agg(t.case_id) INTO held FROM touched_case t
        WHERE t.transaction = pg_current_xact_id() AND t.holds_rules;
    PERFORM FROM court_case c WHERE c.id IN (
        SELECT t.case_id FROM touched_case t WHERE t.transaction = pg_current_xact_id())
        ORDER BY c.id FOR NO KEY UPDATE;
    IF held IS NOT NULL THEN
        SELECT * INTO broken FROM broken_rules(held) ORDER BY row_id LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = broken.rule,
                TABLE = broken.subject, MESSAGE = broken.words,
                DETAIL = format('%s %s of case %s', broken.subject, broken.row_id, broken.case_id);
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_hold_rules AFTER INSERT ON touched_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold_rules();
