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
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN coalesce(cardinality(before_ranks), 0) = 0
          OR coalesce(cardinality(after_ranks), 0) = 0 THEN NULL
        WHEN array_position(before_ranks || after_ranks, NULL) IS NOT NULL
          OR (SELECT count(DISTINCT l) <> 1 FROM unnest(before_ladders || after_ladders) l)
            THEN 'UNDETERMINED'
        ELSE (SELECT CASE WHEN a.top > b.top THEN 'UPGRADE' WHEN a.top < b.top THEN 'REDUCTION'
                          ELSE 'LATERAL' END
              FROM (SELECT max(r) AS top FROM unnest(after_ranks) r) a,
                   (SELECT max(r) AS top FROM unnest(before_ranks) r) b)
    END
$$;

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
