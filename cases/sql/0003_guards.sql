-- Guards on single rows: what a constraint cannot say because it looks at another table.

CREATE FUNCTION refuse(rule text, words text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = words;
END $$;

-- A charge stands against a defendant of its case (rule 2), on a rung of the ladder in force
-- on the offense date (rule 9); its rank is read there and never typed (rule 7).
CREATE FUNCTION charge_is_placed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    against record;
    court_state text;
    cited record;
    on_day date := coalesce(NEW.offense_from, NEW.offense_to, NEW.filed_date, CURRENT_DATE);
    rung record;
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.party_id, OLD.case_id, OLD.offense_id, OLD.level, OLD.offense_from,
            OLD.offense_to) IS NOT DISTINCT FROM (NEW.party_id, NEW.case_id, NEW.offense_id,
            NEW.level, NEW.offense_from, NEW.offense_to) THEN
        NEW.rank := OLD.rank;
        NEW.ladder := OLD.ladder;
        NEW.level_label := OLD.level_label;
        NEW.category := OLD.category;
        RETURN NEW;
    END IF;
    SELECT p.case_id, p.role INTO against FROM party p WHERE p.id = NEW.party_id;
    IF against.case_id IS DISTINCT FROM NEW.case_id OR against.role IS DISTINCT FROM 'DEF' THEN
        PERFORM refuse('charge_is_against_a_defendant',
            'A charge is brought against a defendant of the same case. '
            'Add the person as defendant first.');
    END IF;
    SELECT k.state_id INTO court_state
        FROM court_case c JOIN court k ON k.id = c.court_id WHERE c.id = NEW.case_id;
    NEW.rank := NULL;
    NEW.ladder := '';
    NEW.level_label := '';
    NEW.category := '';
    IF NEW.offense_id IS NOT NULL THEN
        SELECT * INTO cited FROM offense WHERE id = NEW.offense_id;
        IF cited.state_id <> court_state THEN
            PERFORM refuse('charge_offense_is_of_its_state', format(
                '%s is an offense of %s; this court sits in %s.',
                cited.statute, cited.state_id, court_state));
        END IF;
        IF least(NEW.offense_from, NEW.offense_to) < cited.valid_from
                OR greatest(NEW.offense_from, NEW.offense_to) >= cited.valid_to THEN
            PERFORM refuse('charge_offense_was_in_force', format(
                '%s was not in force on the whole offense date (it stands from %s until %s). '
                'Choose the version of the statute in force then.',
                cited.statute, coalesce(cited.valid_from::text, 'always'),
                coalesce(cited.valid_to::text, 'now')));
        END IF;
        NEW.rank := cited.rank;
    END IF;
    IF NEW.level <> '' THEN
        SELECT l.rank, l.label, l.category INTO rung FROM offense_level l
            WHERE l.state_id = court_state AND l.code = NEW.level AND l.valid_from <= on_day
              AND (l.valid_to IS NULL OR l.valid_to > on_day);
        IF NOT FOUND OR (NEW.offense_to IS NOT NULL AND NOT EXISTS (
                SELECT FROM offense_level l WHERE l.state_id = court_state AND l.code = NEW.level
                  AND l.valid_from <= NEW.offense_to
                  AND (l.valid_to IS NULL OR l.valid_to > NEW.offense_to))) THEN
            PERFORM refuse('charge_level_is_on_the_ladder', format(
                'Level %s is not on the ladder of %s in force on %s. Choose one of its levels, '
                'or leave the level empty.', NEW.level, court_state,
                CASE WHEN NEW.offense_to > on_day THEN on_day || ' to ' || NEW.offense_to
                     ELSE on_day::text END));
        END IF;
        NEW.rank := coalesce(NEW.rank, rung.rank);
        NEW.level_label := rung.label;
        NEW.category := rung.category;
    END IF;
    IF NEW.rank IS NOT NULL THEN
        NEW.ladder := court_state;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charge_is_placed BEFORE INSERT
    OR UPDATE OF party_id, case_id, offense_id, level, offense_from, offense_to, rank, ladder,
        level_label, category
    ON charge FOR EACH ROW EXECUTE FUNCTION charge_is_placed();

-- A defendant with charges stays a defendant of that case.
CREATE FUNCTION charged_party_stays() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.role, OLD.case_id) IS DISTINCT FROM (NEW.role, NEW.case_id)
            AND EXISTS (SELECT FROM charge WHERE party_id = OLD.id) THEN
        PERFORM refuse('charged_party_stays_defendant',
            'This party has charges and stays the defendant of this case.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charged_party_stays BEFORE UPDATE OF role, case_id ON party
    FOR EACH ROW EXECUTE FUNCTION charged_party_stays();

-- The rank of an item is its charge's, as snapshotted on the charge: later edits of a ladder
-- do not reach it, a correction of the charge does.
CREATE FUNCTION item_takes_its_rank() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    SELECT c.rank, c.ladder INTO NEW.rank, NEW.ladder FROM charge c WHERE c.id = NEW.charge_id;
    SELECT h.voided_at IS NOT NULL INTO NEW.is_void FROM charge_change h WHERE h.id = NEW.change_id;
    RETURN NEW;
END $$;
CREATE TRIGGER item_takes_its_rank BEFORE INSERT OR UPDATE ON charge_change_item
    FOR EACH ROW EXECUTE FUNCTION item_takes_its_rank();

CREATE FUNCTION items_follow() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'charge' THEN
        UPDATE charge_change_item SET rank = rank WHERE charge_id = NEW.id;
    ELSE
        UPDATE charge_change_item SET is_void = is_void WHERE change_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER items_follow AFTER UPDATE ON charge
    FOR EACH ROW WHEN (OLD.rank IS DISTINCT FROM NEW.rank OR OLD.ladder <> NEW.ladder)
    EXECUTE FUNCTION items_follow();
CREATE TRIGGER items_follow AFTER UPDATE OF voided_at ON charge_change
    FOR EACH ROW WHEN (OLD.voided_at IS DISTINCT FROM NEW.voided_at)
    EXECUTE FUNCTION items_follow();

-- Legal facts are corrected with a recorded correction, or voided; never edited (rule 24).
CREATE FUNCTION fact_is_corrected_not_edited() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
    touched text;
BEGIN
    FOREACH touched IN ARRAY TG_ARGV LOOP
        IF was -> touched IS DISTINCT FROM becomes -> touched AND NOT EXISTS (
                SELECT FROM correction c
                WHERE c."table" = TG_TABLE_NAME AND c.row_id = OLD.id AND c.field = touched
                  AND c.old_value = coalesce(was ->> touched, '')
                  AND c.new_value = coalesce(becomes ->> touched, '')
                  AND c.transaction = pg_current_xact_id()::text) THEN
            PERFORM refuse(TG_TABLE_NAME || '_is_corrected_not_edited', format(
                'The %s of this %s is a recorded fact. Correct a typing mistake with a recorded '
                'correction; record what the court changed as a new fact.',
                replace(touched, '_', ' '), replace(TG_TABLE_NAME, '_', ' ')));
        END IF;
    END LOOP;
    IF (was ->> 'voided_at') IS NOT NULL AND was - 'visibility' IS DISTINCT FROM becomes - 'visibility' THEN
        PERFORM refuse(TG_TABLE_NAME || '_stays_void',
            'A void fact stays as it is. Record the right fact anew.');
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE
    guarded record;
BEGIN
    FOR guarded IN SELECT * FROM (VALUES
        ('charge', '''case_id'',''party_id'',''count'',''offense_id'',''statute'',''label'',''level'','
            '''offense_from'',''offense_to'',''filed_date'',''instrument'''),
        ('charge_change', '''case_id'',''kind'',''date_from'',''date_to'',''date_text'',''instrument'',''authority'''),
        ('charge_change_item', '''change_id'',''charge_id'',''side'',''effect'''),
        ('disposition', '''charge_id'',''outcome'',''plea'',''date_from'',''date_to'',''date_text'''),
        ('sentence', '''charge_id'',''kind'',''amount'',''unit'',''effective_date'',''text'''),
        ('case_status', '''case_id'',''party_id'',''status'',''effective_date'''),
        ('order_event', '''order_id'',''act'',''date_from'',''date_to'',''old_expires_date'',''new_expires_date''')
    ) AS t (name, columns) LOOP
        EXECUTE format('CREATE TRIGGER fact_is_corrected_not_edited BEFORE UPDATE ON %I '
            'FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) '
            'EXECUTE FUNCTION fact_is_corrected_not_edited(%s)', guarded.name, guarded.columns);
    END LOOP;
END $$;

-- Court files are permanent (Ark. Code § 13-4-302): facts are voided, not deleted.
CREATE FUNCTION fact_is_voided_not_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse(TG_TABLE_NAME || '_is_voided_not_deleted', format(
        'A %s is never deleted. Void it, saying why.', replace(TG_TABLE_NAME, '_', ' ')));
    RETURN NULL;
END $$;

DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['court_case', 'case_status', 'charge', 'charge_change',
        'charge_change_item', 'disposition', 'sentence', 'protective_order', 'order_event',
        'docket_entry', 'correction', 'seal', 'person_merge', 'person_merge_move'] LOOP
        EXECUTE format('CREATE TRIGGER fact_is_voided_not_deleted BEFORE DELETE ON %I '
            'FOR EACH ROW EXECUTE FUNCTION fact_is_voided_not_deleted()', kept);
    END LOOP;
END $$;

-- A public key is stable: citations, calendars and feeds hold on to it.
CREATE FUNCTION key_is_stable() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse(TG_TABLE_NAME || '_key_is_stable',
        'A key is given once and never changes: published addresses hold on to it.');
    RETURN NULL;
END $$;

DO $$
DECLARE
    keyed text;
BEGIN
    FOREACH keyed IN ARRAY ARRAY['court_case', 'party', 'person', 'case_status', 'charge',
        'charge_change', 'disposition', 'sentence', 'protective_order', 'order_event',
        'docket_entry', 'hearing'] LOOP
        EXECUTE format('CREATE TRIGGER key_is_stable BEFORE UPDATE OF key ON %I '
            'FOR EACH ROW WHEN (OLD.key <> NEW.key) EXECUTE FUNCTION key_is_stable()', keyed);
    END LOOP;
END $$;

-- What belongs to a case stays in it: facts rest on the docket of their own case.
CREATE FUNCTION row_stays_in_its_case() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse(TG_TABLE_NAME || '_stays_in_its_case', format(
        'A %s stays in the case it was recorded in. Record it anew in the other case.',
        replace(TG_TABLE_NAME, '_', ' ')));
    RETURN NULL;
END $$;

DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['docket_entry', 'hearing', 'protective_order'] LOOP
        EXECUTE format('CREATE TRIGGER row_stays_in_its_case BEFORE UPDATE OF case_id ON %I '
            'FOR EACH ROW WHEN (OLD.case_id <> NEW.case_id) '
            'EXECUTE FUNCTION row_stays_in_its_case()', kept);
    END LOOP;
END $$;

-- The ranks of a case's charges are those of its state's ladder.
CREATE FUNCTION case_stays_in_its_state() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state_id FROM court WHERE id = OLD.court_id)
            <> (SELECT state_id FROM court WHERE id = NEW.court_id)
            AND EXISTS (SELECT FROM charge WHERE case_id = OLD.id) THEN
        PERFORM refuse('case_stays_in_its_state',
            'This case has charges under the law of its state. Record a transfer instead.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER case_stays_in_its_state BEFORE UPDATE OF court_id ON court_case
    FOR EACH ROW WHEN (OLD.court_id <> NEW.court_id) EXECUTE FUNCTION case_stays_in_its_state();

-- Corrections and seals are written once.
CREATE FUNCTION act_is_written_once() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM refuse(TG_TABLE_NAME || '_is_written_once', format(
        'A recorded %s is never changed. Record another.', TG_TABLE_NAME));
    RETURN NULL;
END $$;
CREATE TRIGGER act_is_written_once BEFORE UPDATE ON correction
    FOR EACH ROW EXECUTE FUNCTION act_is_written_once();
CREATE TRIGGER act_is_written_once BEFORE UPDATE ON seal
    FOR EACH ROW EXECUTE FUNCTION act_is_written_once();

-- Into and out of a seal only by an order recorded in the same transaction (rule 22).
CREATE FUNCTION visibility_follows_an_order() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    wanted text := CASE WHEN NEW.visibility = 'SEALED' THEN 'SEAL' ELSE 'UNSEAL' END;
BEGIN
    IF NOT ('SEALED' IN (OLD.visibility, NEW.visibility)) THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM seal s
            WHERE s.act = wanted AND s.transaction = pg_current_xact_id()::text
              AND CASE WHEN TG_TABLE_NAME = 'charge' THEN s.charge_id ELSE s.case_id END = NEW.id) THEN
        PERFORM refuse(TG_TABLE_NAME || '_visibility_follows_an_order',
            'Sealing and unsealing need the order of the court: record the order, '
            'and the seal follows it.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER visibility_follows_an_order BEFORE UPDATE OF visibility ON court_case
    FOR EACH ROW WHEN (OLD.visibility <> NEW.visibility)
    EXECUTE FUNCTION visibility_follows_an_order();
CREATE TRIGGER visibility_follows_an_order BEFORE UPDATE OF visibility ON charge
    FOR EACH ROW WHEN (OLD.visibility <> NEW.visibility)
    EXECUTE FUNCTION visibility_follows_an_order();

-- A plea is one that the state knows (rule 11).
CREATE FUNCTION plea_is_known_to_the_state() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    known record;
BEGIN
    SELECT s.name, s.pleas INTO known FROM charge h
        JOIN court_case c ON c.id = h.case_id JOIN court k ON k.id = c.court_id
        JOIN state s ON s.code = k.state_id WHERE h.id = NEW.charge_id;
    IF NOT NEW.plea = ANY (known.pleas) THEN
        PERFORM refuse('disposition_plea_is_known_to_the_state', format(
            '%s knows no plea %s. Choose one of: %s.', known.name, NEW.plea,
            array_to_string(known.pleas, ', ')));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plea_is_known_to_the_state BEFORE INSERT OR UPDATE OF plea ON disposition
    FOR EACH ROW WHEN (NEW.plea <> '') EXECUTE FUNCTION plea_is_known_to_the_state();

-- Nobody refers to a person who has been merged into another (rule 25). The row is locked
-- against a merge that another transaction is about to make.
CREATE FUNCTION person_is_not_merged_away() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    referred bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    away bigint;
BEGIN
    SELECT merged_into_id INTO away FROM person WHERE id = referred FOR SHARE;
    IF away IS NOT NULL THEN
        PERFORM refuse(TG_TABLE_NAME || '_person_is_not_merged_away',
            'This person was merged into another. Choose the person it was merged into.');
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE
    referring record;
BEGIN
    FOR referring IN SELECT * FROM (VALUES ('party', 'person_id'), ('order_protected', 'person_id'),
        ('person_name', 'person_id'), ('statement', 'person_id'), ('person_relation', 'person_id'),
        ('person_relation', 'other_id')) AS t (name, person) LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OF %I ON %I '
            'FOR EACH ROW EXECUTE FUNCTION person_is_not_merged_away(%L)',
            referring.person || '_is_not_merged_away', referring.person, referring.name,
            referring.person);
    END LOOP;
END $$;

CREATE FUNCTION merged_person_is_unreferenced() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM party WHERE person_id = NEW.id)
            OR EXISTS (SELECT FROM order_protected WHERE person_id = NEW.id)
            OR EXISTS (SELECT FROM person_name WHERE person_id = NEW.id)
            OR EXISTS (SELECT FROM statement WHERE person_id = NEW.id)
            OR EXISTS (SELECT FROM person_relation WHERE NEW.id IN (person_id, other_id)) THEN
        PERFORM refuse('person_is_merged_with_everything',
            'Cases, orders or names still refer to this person. Merge people with the merge act, '
            'which moves them.');
    END IF;
    IF (SELECT merged_into_id FROM person WHERE id = NEW.merged_into_id FOR SHARE) IS NOT NULL THEN
        PERFORM refuse('person_is_merged_into_one_who_stands',
            'The other person was merged away as well. Choose the person it was merged into.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merged_person_is_unreferenced BEFORE UPDATE OF merged_into_id ON person
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL
        AND OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
    EXECUTE FUNCTION merged_person_is_unreferenced();

-- An order restrains a party of its case, and never the person it protects (rule 17).
CREATE FUNCTION order_restrains_another() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
BEGIN
    IF EXISTS (SELECT FROM protective_order o JOIN party p ON p.id = o.restrained_id
            JOIN order_protected w ON w.order_id = o.id AND w.person_id = p.person_id
            WHERE o.id = wanted) THEN
        PERFORM refuse('order_restrains_another',
            'An order cannot protect the person it restrains. Mutual protection takes two orders.');
    END IF;
    IF EXISTS (SELECT FROM protective_order o JOIN party p ON p.id = o.restrained_id
            WHERE o.id = wanted AND p.case_id <> o.case_id) THEN
        PERFORM refuse('order_restrains_a_party_of_its_case',
            'The restrained person is a party of another case. Add them to this case first.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER order_restrains_another AFTER INSERT OR UPDATE OF restrained_id, case_id
    ON protective_order FOR EACH ROW EXECUTE FUNCTION order_restrains_another('id');
CREATE TRIGGER order_restrains_another AFTER INSERT OR UPDATE ON order_protected
    FOR EACH ROW EXECUTE FUNCTION order_restrains_another('order_id');
