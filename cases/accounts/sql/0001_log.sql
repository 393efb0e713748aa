-- The access log: who did what, when, from where, and whether it was refused.
CREATE TABLE access_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind varchar(24) NOT NULL,
    who varchar(150) NOT NULL DEFAULT '',
    whom varchar(150) NOT NULL DEFAULT '',
    what varchar(300) NOT NULL DEFAULT '',
    address inet,
    CONSTRAINT access_log_kind_is_known CHECK (kind IN (
        'SIGNED_IN', 'PASSWORD_WRONG', 'CODE_WRONG', 'STILL_LOCKED', 'LOCKED_OUT', 'RELEASED',
        'SIGNED_OUT', 'LAPSED', 'CONFIRMED', 'REFUSED', 'READ', 'EXPORTED', 'ACCOUNT_MADE',
        'ACCOUNT_CHANGED', 'ACCOUNT_OFF', 'ACCOUNT_UNUSED', 'ACCOUNT_ON', 'ACCOUNT_GONE',
        'PASSWORD_CHANGED', 'PASSWORD_REHASHED', 'FACTOR_ADDED', 'FACTOR_REMOVED', 'ROLE_GIVEN',
        'ROLE_TAKEN', 'PERMISSION_GIVEN', 'PERMISSION_TAKEN', 'REVIEWED', 'TRIMMED'))
);
CREATE INDEX access_log_when ON access_log (at);
CREATE INDEX access_log_whom ON access_log (whom, id);
CREATE INDEX access_log_who ON access_log (who, id);

-- Nobody says when it was but the clock, and nobody takes a line back. Whoever trims the log says
-- so by a setting, and gets no further than the year that it is kept (CJIS AU-11).
CREATE FUNCTION access_log_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.at := clock_timestamp();
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF current_setting('courtledger.trim_access_log', true) = 'on'
                AND OLD.at < clock_timestamp() - interval '1 year' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'The access log is not changed: its entries stay for a year at least, and '
        'older ones are deleted by manage.py trim_access_log alone.'
        USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'access_log_stands';
END $$;
CREATE TRIGGER access_log_stands BEFORE INSERT OR UPDATE OR DELETE ON access_log
    FOR EACH ROW EXECUTE FUNCTION access_log_stands();
CREATE TRIGGER access_log_is_not_emptied BEFORE TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION access_log_stands();
-- Also where replication would pass triggers by.
ALTER TABLE access_log ENABLE ALWAYS TRIGGER access_log_stands;
ALTER TABLE access_log ENABLE ALWAYS TRIGGER access_log_is_not_emptied;

-- Who is at work, as the page told the database; a command or a hand at psql tells nobody.
CREATE FUNCTION access_told(wanted text) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb
        ->> wanted, '')
$$;

CREATE FUNCTION note_access(kind text, whom text, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hand text := access_told('account');
BEGIN
    IF hand = '' THEN
        what := concat_ws('; ', nullif(what, ''), 'by a command or a statement, as ' || session_user);
    END IF;
    INSERT INTO access_log (kind, who, whom, what, address) VALUES (kind, left(hand, 150),
        left(whom, 150), left(what, 300), nullif(access_told('address'), '')::inet);
END $$;

CREATE FUNCTION user_change_is_logged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM note_access('ACCOUNT_MADE', NEW.username, concat_ws(', ',
            CASE WHEN NEW.is_superuser THEN 'superuser' END, CASE WHEN NEW.is_staff THEN 'staff' END));
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM note_access('ACCOUNT_GONE', OLD.username, '');
        RETURN NULL;
    END IF;
    IF NEW.password <> OLD.password THEN
        PERFORM note_access(CASE WHEN access_told('rehash') = 'true' THEN 'PASSWORD_REHASHED'
            ELSE 'PASSWORD_CHANGED' END, NEW.username, '');
    END IF;
    IF NEW.is_active <> OLD.is_active THEN
        PERFORM note_access(CASE WHEN NEW.is_active THEN 'ACCOUNT_ON'
            WHEN access_told('unused') <> '' THEN 'ACCOUNT_UNUSED' ELSE 'ACCOUNT_OFF' END,
            NEW.username, CASE WHEN NEW.is_active THEN '' ELSE access_told('unused') END);
    END IF;
    IF (NEW.username, NEW.is_staff, NEW.is_superuser)
            IS DISTINCT FROM (OLD.username, OLD.is_staff, OLD.is_superuser) THEN
        PERFORM note_access('ACCOUNT_CHANGED', NEW.username, concat_ws(', ',
            CASE WHEN NEW.username <> OLD.username THEN 'was called ' || OLD.username END,
            CASE WHEN NEW.is_staff <> OLD.is_staff THEN
                CASE WHEN NEW.is_staff THEN 'staff' ELSE 'no longer staff' END END,
            CASE WHEN NEW.is_superuser <> OLD.is_superuser THEN
                CASE WHEN NEW.is_superuser THEN 'superuser' ELSE 'no longer superuser' END END));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER user_change_is_logged AFTER INSERT OR UPDATE OR DELETE ON auth_user
    FOR EACH ROW EXECUTE FUNCTION user_change_is_logged();

CREATE FUNCTION role_change_is_logged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    moved auth_user_groups := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM note_access('ROLE_TAKEN', coalesce(u.username, ''), coalesce(g.name, ''))
            FROM (SELECT) o LEFT JOIN auth_user u ON u.id = OLD.user_id
            LEFT JOIN auth_group g ON g.id = OLD.group_id;
    END IF;
    PERFORM note_access(CASE WHEN TG_OP = 'DELETE' THEN 'ROLE_TAKEN' ELSE 'ROLE_GIVEN' END,
            coalesce(u.username, ''), coalesce(g.name, ''))
        FROM (SELECT) o LEFT JOIN auth_user u ON u.id = moved.user_id
        LEFT JOIN auth_group g ON g.id = moved.group_id;
    RETURN NULL;
END $$;
CREATE TRIGGER role_change_is_logged AFTER INSERT OR UPDATE OR DELETE ON auth_user_groups
    FOR EACH ROW EXECUTE FUNCTION role_change_is_logged();

-- Permissions come by the hundred, with each release: one line a statement and a holder.
CREATE FUNCTION permission_change_is_logged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    line record;
    told text := CASE WHEN TG_OP = 'DELETE' THEN 'PERMISSION_TAKEN' ELSE 'PERMISSION_GIVEN' END;
BEGIN
    IF TG_TABLE_NAME = 'auth_group_permissions' THEN
        FOR line IN SELECT '' AS whom, 'the role ' || coalesce(g.name, '(deleted)') || ': '
                || string_agg(p.codename, ', ' ORDER BY p.codename) AS what
            FROM moved m LEFT JOIN auth_group g ON g.id = m.group_id
            JOIN auth_permission p ON p.id = m.permission_id GROUP BY g.name LOOP
            PERFORM note_access(told, line.whom, line.what);
        END LOOP;
    ELSE
        FOR line IN SELECT coalesce(u.username, '') AS whom,
                string_agg(p.codename, ', ' ORDER BY p.codename) AS what
            FROM moved m LEFT JOIN auth_user u ON u.id = m.user_id
            JOIN auth_permission p ON p.id = m.permission_id GROUP BY u.username LOOP
            PERFORM note_access(told, line.whom, line.what);
        END LOOP;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER permission_gift_is_logged AFTER INSERT ON auth_group_permissions
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION permission_change_is_logged();
CREATE TRIGGER permission_loss_is_logged AFTER DELETE ON auth_group_permissions
    REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION permission_change_is_logged();
CREATE TRIGGER permission_gift_is_logged AFTER INSERT ON auth_user_user_permissions
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION permission_change_is_logged();
CREATE TRIGGER permission_loss_is_logged AFTER DELETE ON auth_user_user_permissions
    REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION permission_change_is_logged();
-- Nobody moves a permission from one holder to another: it is taken and given.
CREATE FUNCTION permission_is_not_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'A permission is taken away and given, never moved: delete the row and insert one.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'permission_is_not_moved';
END $$;
CREATE TRIGGER permission_is_not_moved BEFORE UPDATE ON auth_group_permissions
    FOR EACH ROW EXECUTE FUNCTION permission_is_not_moved();
CREATE TRIGGER permission_is_not_moved BEFORE UPDATE ON auth_user_user_permissions
    FOR EACH ROW EXECUTE FUNCTION permission_is_not_moved();

-- That a recovery code was used, or a key renamed, leaves the second factor what it was.
CREATE FUNCTION factor_change_is_logged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    names CONSTANT jsonb := '{"totp": "authenticator app", "webauthn": "passkey",
        "recovery_codes": "recovery codes"}';
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.type, OLD.user_id, OLD.data -> 'secret', OLD.data -> 'seed',
                OLD.data -> 'credential') IS NOT DISTINCT FROM
            (NEW.type, NEW.user_id, NEW.data -> 'secret', NEW.data -> 'seed',
                NEW.data -> 'credential') THEN
        RETURN NULL;
    END IF;
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        PERFORM note_access('FACTOR_REMOVED',
            coalesce((SELECT username FROM auth_user WHERE id = OLD.user_id), ''),
            coalesce(names ->> OLD.type, OLD.type));
    END IF;
    IF TG_OP IN ('UPDATE', 'INSERT') THEN
        PERFORM note_access('FACTOR_ADDED',
            coalesce((SELECT username FROM auth_user WHERE id = NEW.user_id), ''),
            coalesce(names ->> NEW.type, NEW.type));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER factor_change_is_logged AFTER INSERT OR UPDATE OR DELETE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION factor_change_is_logged();
