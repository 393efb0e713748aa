-- A slice of documents is held in memory at once; a bulk load may touch a million cases.
CREATE FUNCTION publish_in_slices(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    FOR start IN 1 .. coalesce(cardinality(ids), 0) BY 1000 LOOP
        PERFORM publish_cases(ids[start : start + 999]);
    END LOOP;
    IF cardinality(ids) > 1000 THEN
        PERFORM fold_kinds();
        PERFORM fold_changes();
        PERFORM fold_statutes();
    END IF;
END $$;

-- Publication at commit, for whatever wrote: the trigger runs after the rules have been held
-- (constraint triggers fire by name) and takes the noted cases out.
CREATE FUNCTION publish_touched() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ids bigint[];
BEGIN
    -- The first row that comes takes all out; the others must not look through what it left.
    IF NOT EXISTS (SELECT FROM touched_case
            WHERE (transaction, case_id) = (NEW.transaction, NEW.case_id)) THEN
        RETURN NULL;
    END IF;
    WITH taken AS (
        DELETE FROM touched_case WHERE transaction = pg_current_xact_id() RETURNING case_id
    )
    SELECT array_agg(case_id ORDER BY case_id) INTO ids FROM taken;
    PERFORM publish_in_slices(ids);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER b_publish_touched AFTER INSERT ON touched_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publish_touched();

-- public_court: every court, whatever it holds.
CREATE VIEW public_court AS
SELECT k.code, k.name, k.state_id AS state, s.name AS state_name, k.county, k.kind, k.timezone,
    k.order_publication = 'REDACTED' AS publishes_orders
FROM court k JOIN state s ON s.code = k.state_id;

CREATE FUNCTION publish_courts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM published_court p WHERE NOT EXISTS (SELECT FROM public_court c WHERE c.code = p.code);
    INSERT INTO published_court AS p
        (code, name, state, state_name, county, kind, timezone, publishes_orders)
    SELECT c.code, c.name, c.state, c.state_name, c.county, c.kind, c.timezone, c.publishes_orders
    FROM public_court c
    ON CONFLICT (code) DO UPDATE SET (name, state, state_name, county, kind, timezone, publishes_orders)
        = (excluded.name, excluded.state, excluded.state_name, excluded.county, excluded.kind,
           excluded.timezone, excluded.publishes_orders)
    WHERE (p.*) IS DISTINCT FROM (excluded.*);
    RETURN NULL;
END $$;
CREATE TRIGGER publish_courts AFTER INSERT OR UPDATE OR DELETE ON court
    FOR EACH STATEMENT EXECUTE FUNCTION publish_courts();
CREATE TRIGGER publish_courts AFTER UPDATE ON state
    FOR EACH STATEMENT EXECUTE FUNCTION publish_courts();
