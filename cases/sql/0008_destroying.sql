-- The rows that a running destruction is about to delete. Only the function that destroys writes
-- here (cases/desk/sql), having seen that two people agreed; it leaves nothing behind.
CREATE UNLOGGED TABLE destroying (
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "table" text NOT NULL,
    row_id bigint NOT NULL,
    PRIMARY KEY (transaction, "table", row_id)
);
REVOKE ALL ON destroying FROM PUBLIC;

-- Court files are permanent (Ark. Code § 13-4-302): facts are voided, not deleted. What the law
-- has destroyed is destroyed whole, by its own function, and not by deleting.
CREATE OR REPLACE FUNCTION fact_is_voided_not_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM destroying d WHERE d.transaction = pg_current_xact_id()
            AND d."table" = TG_TABLE_NAME AND d.row_id = OLD.id) THEN
        RETURN OLD;
    END IF;
    PERFORM refuse(TG_TABLE_NAME || '_is_voided_not_deleted', format(
        'A %s is never deleted. Void it, saying why.', replace(TG_TABLE_NAME, '_', ' ')));
    RETURN NULL;
END $$;

-- As 0003_permanence.sql has it; a destruction lets go of what refers to the record destroyed.
CREATE OR REPLACE FUNCTION fact_is_corrected_not_edited() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
    touched text;
BEGIN
    IF EXISTS (SELECT FROM destroying d WHERE d.transaction = pg_current_xact_id()) THEN
        RETURN NEW;
    END IF;
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

-- What tells that a record was destroyed is written by the destruction, once, and stays.
CREATE FUNCTION destruction_is_carried_out() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM destroying d WHERE d.transaction = pg_current_xact_id()) THEN
        PERFORM refuse('destruction_is_carried_out',
            'A destruction is recorded by carrying it out, and in no other way.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER destruction_is_carried_out BEFORE INSERT ON destruction
    FOR EACH ROW EXECUTE FUNCTION destruction_is_carried_out();
CREATE TRIGGER act_is_written_once BEFORE UPDATE ON destruction
    FOR EACH ROW EXECUTE FUNCTION act_is_written_once();
CREATE TRIGGER fact_is_voided_not_deleted BEFORE DELETE ON destruction
    FOR EACH ROW EXECUTE FUNCTION fact_is_voided_not_deleted();

-- Every seal waits for its line on the sealed list, whichever way it was written. One that the
-- list itself brings back is on it already.
CREATE FUNCTION list_seals(seals seal[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO sealed_line (act, "table", row_key, number, told, mac)
    SELECT s.act, t.name, t.key, t.number,
        jsonb_build_object('by', s.sealed_by, 'approved_by', s.approved_by), ''
    FROM unnest(seals) s
    CROSS JOIN LATERAL (
        SELECT 'court_case' AS name, c.key, k.code || ' ' || c.number_key AS number
        FROM court_case c JOIN court k ON k.id = c.court_id WHERE c.id = s.case_id
        UNION ALL SELECT 'charge', h.key, '' FROM charge h WHERE h.id = s.charge_id
        UNION ALL SELECT 'party', p.key, '' FROM party p WHERE p.id = s.party_id
        UNION ALL SELECT 'docket_entry', e.key, '' FROM docket_entry e WHERE e.id = s.docket_entry_id
    ) t
    ORDER BY s.id
$$;
CREATE FUNCTION seal_is_listed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM list_seals(ARRAY(SELECT s::seal FROM came s WHERE s.origin <> 'RESTORED'));
    RETURN NULL;
END $$;
-- Those of earlier releases wait for it too.
SELECT list_seals(ARRAY(SELECT s FROM seal s));
CREATE TRIGGER seal_is_listed AFTER INSERT ON seal REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION seal_is_listed();

-- Has this database carried out the line with this proof, and with it all before it? Whoever asks
-- must know the proof, and learns nothing else.
CREATE FUNCTION seals_are_applied(proof text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM sealed_line l WHERE l.mac = proof)
$$;
REVOKE EXECUTE ON FUNCTION seals_are_applied(text) FROM PUBLIC;
