-- Narrow rows that searches start from. Each function makes those of the given cases what the
-- public views say: writes what is new or differs, and deletes the rest.

CREATE FUNCTION publish_names(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM published_name n USING court_case c
    WHERE c.id = ANY (ids) AND n.case_key = c.key AND NOT EXISTS (
        SELECT FROM public_name v WHERE v.case_id = c.id AND v.person_key = n.person_key
          AND v.word = n.word);
    INSERT INTO published_name (word, case_key, person_key, filed_date)
    SELECT DISTINCT v.word, v.case_key, v.person_key, v.filed_date
    FROM public_name v WHERE v.case_id = ANY (ids)
    ON CONFLICT (case_key, person_key, word) DO UPDATE SET filed_date = excluded.filed_date
        WHERE published_name.filed_date IS DISTINCT FROM excluded.filed_date;
END $$;

CREATE FUNCTION publish_charges(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM published_charge p USING court_case c
    WHERE c.id = ANY (ids) AND p.case_key = c.key AND NOT EXISTS (
        SELECT FROM public_charge v WHERE v.key = p.key AND NOT v.is_void);
    INSERT INTO published_charge AS p
        (key, case_key, statute, statute_key, level, status, filed_date)
    SELECT v.key, c.key, v.statute, upper(regexp_replace(v.statute, '\s', '', 'g')), v.level,
        t.status, c.filed_date
    FROM public_charge v JOIN charge_status t ON t.charge_id = v.id AND t.case_id = v.case_id
    JOIN court_case c ON c.id = v.case_id
    WHERE v.case_id = ANY (ids) AND NOT v.is_void
    ON CONFLICT (key) DO UPDATE SET (statute, statute_key, level, status, filed_date)
        = (excluded.statute, excluded.statute_key, excluded.level, excluded.status, excluded.filed_date)
    WHERE (p.statute, p.level, p.status, p.filed_date)
        IS DISTINCT FROM (excluded.statute, excluded.level, excluded.status, excluded.filed_date);
END $$;

CREATE FUNCTION publish_hearings(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM published_hearing p USING court_case c
    WHERE c.id = ANY (ids) AND p.case_key = c.key
      AND NOT EXISTS (SELECT FROM public_hearing v WHERE v.key = p.key);
    INSERT INTO published_hearing AS p (key, case_key, court, kind, starts_at, courtroom, status)
    SELECT v.key, v.case_key, v.court, v.kind, v.starts_at, v.courtroom, v.status
    FROM public_hearing v WHERE v.case_id = ANY (ids)
    ON CONFLICT (key) DO UPDATE SET (court, kind, starts_at, courtroom, status)
        = (excluded.court, excluded.kind, excluded.starts_at, excluded.courtroom, excluded.status)
    WHERE (p.*) IS DISTINCT FROM (excluded.*);
END $$;

-- A change across cases is listed once, under the case of its result.
CREATE FUNCTION publish_changes(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    listed public_change[] := ARRAY(
        SELECT h FROM (SELECT DISTINCT i.change_id FROM charge m
            JOIN charge_change_item i ON i.charge_id = m.id WHERE m.case_id = ANY (ids)) o
        JOIN public_change h ON h.id = o.change_id
        WHERE NOT h.is_void AND h.listed_in = ANY (ids));
BEGIN
    DELETE FROM published_change p
    WHERE p.case_key = ANY (ARRAY(SELECT c.key FROM court_case c WHERE c.id = ANY (ids)))
      AND NOT EXISTS (SELECT FROM unnest(listed) v JOIN court_case c ON c.id = v.listed_in
        WHERE v.key = p.key AND c.key = p.case_key);
    INSERT INTO published_change AS p (key, case_key, court, court_name, state, county, number,
        number_key, defendant, kind, direction, effective_from, effective_to, date_text,
        instrument, authority, recorded_at, from_statutes, to_statutes, from_levels, to_levels,
        before, after)
    SELECT h.key, c.key, c.court, c.court_name, c.state, c.county, c.number, c.number_key,
        (SELECT min(y.name) FROM public_party y WHERE y.id = (
            SELECT min(x.party_id) FROM charge_change_item i JOIN charge x ON x.id = i.charge_id
            WHERE i.change_id = h.id AND x.case_id = c.id)),
        h.kind, h.direction, h.date_from, h.date_to, h.date_text, h.instrument, h.authority,
        h.recorded_at, told_of(t.before, 'statute'), told_of(t.after, 'statute'),
        told_of(t.before, 'level'), told_of(t.after, 'level'), t.before, t.after
    FROM unnest(listed) h JOIN public_case c ON c.id = h.listed_in
    CROSS JOIN LATERAL (SELECT public_items(h.id, 'BEFORE', c.id)::jsonb AS before,
        public_items(h.id, 'AFTER', c.id)::jsonb AS after) t
    ON CONFLICT (key) DO UPDATE SET (case_key, court, court_name, state, county, number,
        number_key, defendant, kind, direction, effective_from, effective_to, date_text,
        instrument, authority, recorded_at, from_statutes, to_statutes, from_levels, to_levels,
        before, after) = (excluded.case_key, excluded.court, excluded.court_name, excluded.state,
        excluded.county, excluded.number, excluded.number_key, excluded.defendant, excluded.kind,
        excluded.direction, excluded.effective_from, excluded.effective_to, excluded.date_text,
        excluded.instrument, excluded.authority, excluded.recorded_at, excluded.from_statutes,
        excluded.to_statutes, excluded.from_levels, excluded.to_levels, excluded.before,
        excluded.after)
    WHERE (p.*) IS DISTINCT FROM (excluded.*);
END $$;

CREATE FUNCTION told_of(items jsonb, field text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT DISTINCT i ->> field FROM jsonb_array_elements(items) i
        WHERE i ->> field <> '' ORDER BY 1)
$$;
