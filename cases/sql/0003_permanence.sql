-- What is recorded stays: corrected or voided, never edited or deleted, sealed by order only.

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
-- What a correction or an order permits, it permits while it is being recorded and never again;
-- so nobody else's word is taken for when that is.
CREATE FUNCTION act_is_of_its_transaction() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.transaction := pg_current_xact_id()::text;
    RETURN NEW;
END $$;
CREATE TRIGGER act_is_of_its_transaction BEFORE INSERT ON correction
    FOR EACH ROW EXECUTE FUNCTION act_is_of_its_transaction();
CREATE TRIGGER act_is_of_its_transaction BEFORE INSERT ON seal
    FOR EACH ROW EXECUTE FUNCTION act_is_of_its_transaction();

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
