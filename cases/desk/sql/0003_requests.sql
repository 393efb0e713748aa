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
