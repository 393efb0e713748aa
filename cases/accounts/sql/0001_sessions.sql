-- A session ends in the transaction that takes its ground away, whichever way that was written:
-- the account is switched off, is no staff any more, loses a role, or gets another password.
CREATE FUNCTION end_sessions_of_user() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM staff_session WHERE user_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER sessions_end_with_their_ground AFTER UPDATE ON auth_user
    FOR EACH ROW WHEN (NEW.password <> OLD.password OR OLD.is_active AND NOT NEW.is_active
        OR OLD.is_staff AND NOT NEW.is_staff OR OLD.is_superuser AND NOT NEW.is_superuser)
    EXECUTE FUNCTION end_sessions_of_user();

CREATE FUNCTION end_sessions_of_role() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM staff_session WHERE user_id = OLD.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER sessions_end_with_the_role AFTER UPDATE OR DELETE ON auth_user_groups
    FOR EACH ROW EXECUTE FUNCTION end_sessions_of_role();

-- Short memory that all server processes share: codes of an authenticator that were used already.
CREATE TABLE short_memory (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX short_memory_expires ON short_memory (expires);

REVOKE EXECUTE ON FUNCTION access_log_stands(), access_told(text), note_access(text, text, text),
    user_change_is_logged(), role_change_is_logged(), permission_change_is_logged(),
    permission_is_not_moved(), factor_change_is_logged(), end_sessions_of_user(),
    end_sessions_of_role() FROM PUBLIC;
