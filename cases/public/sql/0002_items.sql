-- The charges on one side of a public change, as a document of the case `home` tells them.
CREATE FUNCTION public_items(of_change bigint, on_side text, home bigint) RETURNS json
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((
        SELECT json_agg(json_build_object('charge', i.charge_key, 'effect', i.effect,
            'statute', i.statute, 'label', i.label, 'level', i.level,
            'level_label', i.level_label, 'rank', i.rank, 'ladder', i.ladder,
            'case', CASE WHEN i.case_id <> home THEN (
                SELECT json_build_object('court', c.court, 'court_name', c.court_name,
                    'number', c.number, 'number_key', c.number_key)
                FROM public_case c WHERE c.id = i.case_id) END) ORDER BY i.id)
        FROM public_change_item i WHERE i.change_id = of_change AND i.side = on_side), '[]');
END $$;
