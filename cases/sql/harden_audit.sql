-- The audit cannot be silenced. As shipped, any session may name a trigger in the setting
-- pgtrigger.ignore and it stays quiet; here nothing listens to that setting. Trackers write
-- with their owner's rights, so the application needs none on the event tables but SELECT.
-- Migrations that add triggers make these functions anew: run this file after them.
DO $$
DECLARE
    tracker record;
BEGIN
    FOR tracker IN SELECT p.oid::regprocedure AS signature, p.proname
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' LOOP
        IF tracker.proname = '_pgtrigger_should_ignore' THEN
            EXECUTE format('CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) '
                'RETURNS boolean LANGUAGE sql IMMUTABLE AS %L', 'SELECT false');
        ELSIF tracker.proname LIKE 'pgtrigger\_%' THEN
            EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = public, pg_temp',
                tracker.signature);
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', tracker.signature);
        END IF;
    END LOOP;
END $$;
