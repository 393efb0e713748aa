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
