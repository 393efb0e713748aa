-- What a document says anew, and what of all that was ever told of its case it says no longer.
-- One for each document, in their order.
CREATE TYPE compared_case AS (
    hash text, version_id uuid, version_at timestamptz, is_new boolean, was_known boolean,
    is_searched_anew boolean, told text[]
);

-- A case's guard remembers the parts that past versions told and the present one does not; what
-- that one tells is read from it. A transaction makes one version, however often it publishes.
CREATE FUNCTION compare_cases(documents composed_case[]) RETURNS compared_case[]
LANGUAGE plpgsql AS $$
DECLARE
    now_at timestamptz := record_now();
    -- Parts that no row to search from is made of.
    unsearched constant text[] := '{statuses,dispositions,sentences,orders,docket,related}';
BEGIN
    RETURN ARRAY(
        SELECT ROW (m.hash,
            coalesce(CASE WHEN s.is_ours THEN g.version_id END, gen_random_uuid()),
            CASE WHEN s.is_ours AND v.id IS NOT NULL THEN v.published_at
                ELSE greatest(now_at, v.published_at + interval '1 microsecond') END,
            v.id IS NULL OR j.was IS DISTINCT FROM j.becomes, v.id IS NOT NULL,
            v.id IS NULL OR j.was - unsearched IS DISTINCT FROM j.becomes - unsearched, t.told)::compared_case
        FROM (SELECT d.case_id, d.document, hash_of(d.document) AS hash, d.ordinality
              FROM unnest(documents) WITH ORDINALITY d OFFSET 0) m
        CROSS JOIN LATERAL (SELECT * FROM case_guard g WHERE g.case_id = m.case_id OFFSET 0) g
        LEFT JOIN LATERAL (SELECT * FROM published_version v WHERE v.id = g.version_id OFFSET 0) v ON true
        CROSS JOIN LATERAL (SELECT g.published_in = pg_current_xact_id() AS is_ours) s
        -- The document it has, and no other part ever told: nothing is new and nothing is gone.
        CROSS JOIN LATERAL (
            SELECT v.version_hash <> m.hash OR g.told <> '{}' AS may_differ OFFSET 0) q
        CROSS JOIN LATERAL (
            SELECT CASE WHEN q.may_differ THEN v.document::jsonb END AS was,
                CASE WHEN q.may_differ THEN m.document::jsonb END AS becomes OFFSET 0) j
        CROSS JOIN LATERAL (
            SELECT CASE WHEN j.was <> j.becomes OR g.told <> '{}' THEN ARRAY(
                SELECT unnest(g.told || told_parts(j.was))
                EXCEPT SELECT unnest(told_parts(j.becomes))) ELSE '{}' END AS told) t
        ORDER BY m.ordinality);
END $$;

-- Erase from earlier versions whatever may no longer be told; give the cases that needed it.
CREATE FUNCTION narrow_cases(documents composed_case[], compared compared_case[], rewritten bigint[])
RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    suspect record;
    narrowed bigint[] := '{}';
BEGIN
    FOR suspect IN SELECT d.case_id, d.key, d.told
            FROM ROWS FROM (unnest(documents), unnest(compared)) d
            WHERE d.was_known AND (d.told <> '{}' OR d.case_id = ANY (rewritten)) LOOP
        IF suspect.case_id = ANY (rewritten)
                OR NOT suspect.told <@ tellable_parts(suspect.case_id) THEN
            PERFORM narrow_versions(suspect.case_id, suspect.key);
            narrowed := narrowed || suspect.case_id;
        END IF;
    END LOOP;
    RETURN narrowed;
END $$;
