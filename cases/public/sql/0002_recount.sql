-- Count kinds, statutes and changes anew, one row each; `publish --all` ends with it. Readers go
-- on reading what was counted before; who would publish meanwhile waits.
CREATE FUNCTION recount_publication() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    LOCK TABLE published_kind, published_statute, published_alike IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM published_kind;
    INSERT INTO published_kind (kind, court, case_type, status, lead_level, directions, cases)
    SELECT c.kind, c.court, c.case_type, c.status, c.lead_level, c.directions,
        count(*)
    FROM published_case c GROUP BY 1, 2, 3, 4, 5, 6
    -- What is asked for together lies together.
    ORDER BY c.status, c.lead_level, c.case_type, c.court;
    DELETE FROM published_statute;
    INSERT INTO published_statute (statute_key, statute, label, plain, cases)
    SELECT c.statute_key, c.statute, l.label, plain_words(l.label), count(*)
    FROM published_citation c, unnest(c.labels) l (label) GROUP BY 1, 2, 3;
    DELETE FROM published_alike;
    INSERT INTO published_alike (alike, court, kind, direction, instrument,
        from_levels, to_levels, changes)
    SELECT c.alike, c.court, c.kind, coalesce(c.direction, ''), c.instrument, c.from_levels,
        c.to_levels, count(*)
    FROM published_change c GROUP BY 1, 2, 3, 4, 5, 6, 7;
END $$;
