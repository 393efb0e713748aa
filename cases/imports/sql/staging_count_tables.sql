SELECT tbl, coalesce(outcome, 'waiting'), count(*) FROM staged_row GROUP BY 1, 2;
