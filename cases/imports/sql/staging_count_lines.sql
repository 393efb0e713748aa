WITH line AS (
    SELECT file, line, CASE
        WHEN bool_or(outcome = 'refused') THEN 'refused'
        WHEN bool_or(outcome IS NULL) THEN 'waiting'
        WHEN bool_or(outcome = 'loaded') THEN 'loaded'
        WHEN bool_or(outcome = 'updated') THEN 'updated'
        ELSE 'unchanged' END AS outcome
    FROM staged_row WHERE line > 1 GROUP BY file, line
)
SELECT file, outcome, count(*) FROM line GROUP BY 1, 2;
