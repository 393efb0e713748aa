-- The public side connects as court_public: SELECT on the publication tables, and nothing else.
-- A role belongs to the whole server: two databases may be made at once, and want the same one.
DO $$
BEGIN
    BEGIN
        CREATE ROLE court_public LOGIN;
        ALTER ROLE court_public SET default_transaction_read_only = on;
        ALTER ROLE court_public SET statement_timeout = '10s';
        -- A plan that is kept is one for all values.
        ALTER ROLE court_public SET plan_cache_mode = force_generic_plan;
        -- Every question is small; hands to share it among are started slower than it is answered.
        ALTER ROLE court_public SET max_parallel_workers_per_gather = 0;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
    END;
    -- The owner may act as court_public, where the public side has no connection of its own.
    -- Having made the role is not enough for that from PostgreSQL 16 on.
    EXECUTE format('GRANT court_public TO %I', current_user);
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, court_public;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, court_public;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO court_public;
GRANT SELECT ON published_court, published_case, published_kind, published_version, published_name,
    published_person, published_spelling,
    published_citation, published_outcome, published_statute, published_change, published_alike, published_order, published_hearing TO court_public;

-- Functions are open to everybody unless closed; those of the record are closed, one by one
-- now and by default later. The public side calls plain_words to read a search as names are read, and what finds
-- the words that a misspelled name may mean.
DO $$
DECLARE
    ours record;
BEGIN
    EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    FOR ours IN SELECT p.oid::regprocedure AS signature FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', ours.signature);
    END LOOP;
END $$;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plain_words(text), by_ear(text), words_near(text, boolean),
    words_begun(text), words_meant(text[]) TO court_public;
