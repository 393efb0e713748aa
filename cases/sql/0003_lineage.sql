-- What a charge is now. Derived from changes and dispositions, never stored (rule 6). Where the
-- record does not say what a change did to it, neither do we.
CREATE VIEW charge_status AS
SELECT c.id AS charge_id, c.case_id, c.party_id, coalesce(
    (SELECT d.outcome FROM disposition d
     WHERE d.charge_id = c.id AND d.voided_at IS NULL
       AND d.vacated_by_disposition_id IS NULL AND d.outcome <> 'VACATED' LIMIT 1),
    (SELECT CASE
            WHEN i.effect = 'REPLACED' AND h.kind = 'BOUND_OVER' THEN 'TRANSFERRED'
            WHEN i.effect = 'REPLACED' THEN 'SUPERSEDED'
            WHEN i.effect = 'UNKNOWN' THEN 'UNKNOWN_SRC'
            WHEN i.effect = 'DISMISSED' AND h.kind = 'NOLLE' THEN 'NOLLE'
            WHEN i.effect = 'DISMISSED' THEN 'DISM_U' END
     FROM charge_change_item i JOIN charge_change h ON h.id = i.change_id
     WHERE i.charge_id = c.id AND i.side = 'BEFORE' AND NOT i.is_void AND i.ended_by_id IS NULL
     ORDER BY i.effect = 'REPLACED' DESC, i.id DESC LIMIT 1),
    CASE WHEN c.instrument = 'ARREST' THEN 'ARREST' ELSE 'FILED' END) AS status
FROM charge c;

-- Up, down or level: the gravest rank after against the gravest rank before, in one ladder.
-- Any unknown rank, or two ladders, and the direction is undetermined. A change with charges
-- on one side only has no direction; a charge retained beside the new one is not compared.
CREATE FUNCTION direction_of(
    before_ranks integer[], before_ladders text[], after_ranks integer[], after_ladders text[]
) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    ranks integer[] := before_ranks || after_ranks;
    ladders text[] := before_ladders || after_ladders;
    top_before integer := before_ranks[1];
    top_after integer := after_ranks[1];
    rank integer;
BEGIN
    IF coalesce(cardinality(before_ranks), 0) = 0 OR coalesce(cardinality(after_ranks), 0) = 0 THEN
        RETURN NULL;
    END IF;
    IF array_position(ranks, NULL) IS NOT NULL OR ladders[1] <> ANY (ladders) THEN
        RETURN 'UNDETERMINED';
    END IF;
    FOREACH rank IN ARRAY before_ranks LOOP
        top_before := greatest(top_before, rank);
    END LOOP;
    FOREACH rank IN ARRAY after_ranks LOOP
        top_after := greatest(top_after, rank);
    END LOOP;
    RETURN CASE WHEN top_after > top_before THEN 'UPGRADE' WHEN top_after < top_before THEN 'REDUCTION'
                ELSE 'LATERAL' END;
END $$;

CREATE VIEW charge_change_direction AS
SELECT i.change_id, direction_of(
    array_agg(i.rank) FILTER (WHERE i.side = 'BEFORE' AND i.effect <> 'RETAINED'),
    array_agg(i.ladder::text) FILTER (WHERE i.side = 'BEFORE' AND i.effect <> 'RETAINED'),
    array_agg(i.rank) FILTER (WHERE i.side = 'AFTER'),
    array_agg(i.ladder::text) FILTER (WHERE i.side = 'AFTER')) AS direction
FROM charge_change_item i
GROUP BY i.change_id;

-- Does the order bind on that day? Open-ended orders bind until they are ended (rule 16).
CREATE FUNCTION order_in_force(o protective_order, on_day date) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(o.voided_at IS NULL
       AND o.status NOT IN ('PETITIONED', 'DENIED', 'UNKNOWN')
       AND o.issued_date <= on_day
       AND (o.expires_date IS NULL OR on_day < o.expires_date)
       AND (o.ended_date IS NULL OR on_day < o.ended_date)
       AND (o.expires_date IS NOT NULL OR o.until_further_order OR o.ended_date IS NOT NULL)
       AND NOT (o.ended_date IS NULL AND o.status IN
            ('TERMINATED', 'VACATED', 'SUPERSEDED', 'DISMISSED', 'WITHDRAWN')), false)
$$;
