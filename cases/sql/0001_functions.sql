CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The moment a fact is recorded: the statement's clock. Only the owner of the record may
-- replay an invented past (the demonstration does), by setting courtledger.replay_at.
CREATE FUNCTION record_now() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    replayed text := current_setting('courtledger.replay_at', true);
BEGIN
    IF coalesce(replayed, '') = '' THEN
        RETURN clock_timestamp();
    END IF;
    IF NOT pg_has_role(session_user,
            (SELECT relowner FROM pg_class WHERE oid = 'court_case'::regclass), 'USAGE') THEN
        RAISE EXCEPTION 'only the owner of the record may replay a past'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN replayed::timestamptz;
END $$;

-- Words of a text without case, accents or punctuation, one space between and around them.
-- unaccent() is only STABLE because its dictionary could change; ours does not.
CREATE FUNCTION plain_words(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT ' ' || btrim(regexp_replace(CASE
        WHEN octet_length(given) = length(given) THEN lower(given)
        ELSE lower(public.unaccent('public.unaccent'::regdictionary, normalize(given, NFC))) END,
        '[^a-z0-9]+', ' ', 'g')) || ' '
$$;

-- The words of a name, for searching and for keeping hidden names out of public texts.
CREATE FUNCTION name_words(full_name text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT string_to_array(btrim(public.plain_words(full_name)), ' ')
$$;

-- A number's runs of letters and of digits, without leading zeros; then all of it, once with
-- hyphens between the runs and once with nothing: CR-24-007 is cr, 24, 7, cr-24-7 and cr24007.
-- It is dear, and said to be, so that indexes are asked before row after row is.
CREATE FUNCTION number_words(number text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 500 AS $$
    SELECT CASE WHEN number ~ '[A-Za-z0-9]' THEN array_agg(r.run ORDER BY r.place)
        || string_agg(r.run, '-' ORDER BY r.place)
        || lower(regexp_replace(number, '[^A-Za-z0-9]+', '', 'g')) ELSE '{}' END
    FROM (SELECT coalesce(nullif(ltrim(m.found[1], '0'), ''), '0') AS run, m.place
          FROM regexp_matches(lower(number), '[a-z]+|[0-9]+', 'g')
              WITH ORDINALITY AS m (found, place)) r
$$;
