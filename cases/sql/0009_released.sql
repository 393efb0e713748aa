-- A clerk who lets a text be read has read that text, and knew whose name is withheld in its case.
-- With either changed the release lapses, whoever writes.
CREATE FUNCTION release_lapses_with_its_text() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.text_released := false;
    RETURN NEW;
END $$;
CREATE TRIGGER release_lapses_with_its_text BEFORE UPDATE ON docket_entry
    FOR EACH ROW WHEN (OLD.text_released
        AND (OLD.text, OLD.attribution) IS DISTINCT FROM (NEW.text, NEW.attribution))
    EXECUTE FUNCTION release_lapses_with_its_text();

CREATE FUNCTION take_back_releases(case_ids bigint[]) RETURNS void
LANGUAGE sql AS $$
    UPDATE docket_entry SET text_released = false
    WHERE case_id = ANY (case_ids) AND text_released
$$;

-- Somebody whose name is public by their role (cases/kinds/people.py) is none to read for.
CREATE FUNCTION releases_lapse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'party' THEN
        PERFORM take_back_releases(ARRAY(SELECT case_id FROM came
            WHERE role NOT IN ('DEF', 'STATE', 'ATTY_PROS', 'ATTY_DEF', 'PUBDEF', 'JUDGE')
              OR public_name = 'HIDE'));
    ELSE
        PERFORM take_back_releases(ARRAY(
            SELECT o.case_id FROM came JOIN protective_order o ON o.id = came.order_id));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER releases_lapse AFTER INSERT ON party REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION releases_lapse();
CREATE TRIGGER releases_lapse AFTER INSERT ON order_protected REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION releases_lapse();
CREATE TRIGGER releases_lapse AFTER INSERT ON order_place REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION releases_lapse();

CREATE FUNCTION releases_lapse_with_a_name() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM take_back_releases(ARRAY[NEW.case_id]);
    RETURN NULL;
END $$;
CREATE TRIGGER releases_lapse_with_a_name AFTER UPDATE OF role, public_name, person_id ON party
    FOR EACH ROW WHEN (OLD.role <> NEW.role OR OLD.person_id <> NEW.person_id
        OR (OLD.public_name <> NEW.public_name AND NEW.public_name <> 'SHOW'))
    EXECUTE FUNCTION releases_lapse_with_a_name();
