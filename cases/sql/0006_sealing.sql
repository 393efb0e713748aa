-- Parties and docket entries are sealed as cases and charges are: into and out of a seal only by
-- an order recorded in the same transaction (rule 22), on whichever way the write comes.
CREATE OR REPLACE FUNCTION visibility_follows_an_order() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    wanted text := CASE WHEN NEW.visibility = 'SEALED' THEN 'SEAL' ELSE 'UNSEAL' END;
BEGIN
    IF NOT ('SEALED' IN (OLD.visibility, NEW.visibility)) THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM seal s
            WHERE s.act = wanted AND s.transaction = pg_current_xact_id()::text
              AND CASE TG_TABLE_NAME WHEN 'court_case' THEN s.case_id WHEN 'charge' THEN s.charge_id
                  WHEN 'party' THEN s.party_id WHEN 'docket_entry' THEN s.docket_entry_id END = NEW.id) THEN
        PERFORM refuse(TG_TABLE_NAME || '_visibility_follows_an_order',
            'Sealing and unsealing need the order of the court: record the order, '
            'and the seal follows it.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER visibility_follows_an_order BEFORE UPDATE OF visibility ON party
    FOR EACH ROW WHEN (OLD.visibility <> NEW.visibility)
    EXECUTE FUNCTION visibility_follows_an_order();
CREATE TRIGGER visibility_follows_an_order BEFORE UPDATE OF visibility ON docket_entry
    FOR EACH ROW WHEN (OLD.visibility <> NEW.visibility)
    EXECUTE FUNCTION visibility_follows_an_order();

CREATE OR REPLACE FUNCTION broken_seal_rules(case_ids bigint[])
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
    UNION ALL
    SELECT p.case_id, 'party', p.id, 'sealed_party_has_its_order',
        'This party is sealed but no order of the court is recorded. Record the seal.'
    FROM party p WHERE p.case_id = ANY (case_ids) AND p.visibility = 'SEALED'
      AND NOT EXISTS (SELECT FROM seal s WHERE s.party_id = p.id AND s.act = 'SEAL')
    UNION ALL
    SELECT e.case_id, 'docket_entry', e.id, 'sealed_entry_has_its_order',
        'This docket entry is sealed but no order of the court is recorded. Enter it as public '
        'or for the staff, and seal it by the order.'
    FROM docket_entry e WHERE e.case_id = ANY (case_ids) AND e.visibility = 'SEALED'
      AND NOT EXISTS (SELECT FROM seal s WHERE s.docket_entry_id = e.id AND s.act = 'SEAL')
$$;

-- A docket entry holds its case to no rules when it is made; one that is made sealed does.
CREATE FUNCTION sealed_entry_is_held() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM touch_cases(ARRAY[NEW.case_id], true);
    RETURN NULL;
END $$;
CREATE TRIGGER sealed_entry_is_held AFTER INSERT ON docket_entry
    FOR EACH ROW WHEN (NEW.visibility = 'SEALED') EXECUTE FUNCTION sealed_entry_is_held();

-- As 0003_touched.sql has it, and sealing a party is a write that only hides.
CREATE OR REPLACE FUNCTION party_update_touches() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    hiding constant text[] := '{public_name,public_name_basis,visibility}';
BEGIN
    PERFORM touch_cases(ARRAY(WITH changed AS (SELECT * FROM was UNION ALL SELECT * FROM becomes)
        SELECT unnest(neighbors(ARRAY(SELECT case_id FROM changed)))),
        EXISTS (SELECT FROM was w JOIN becomes b ON b.id = w.id
            WHERE to_jsonb(w) - hiding <> to_jsonb(b) - hiding));
    RETURN NULL;
END $$;
