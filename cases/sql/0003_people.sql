-- Guards about people: their pleas, their mergers, the orders that restrain and protect them.

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
