CREATE INDEX ON staged_row (me);
CREATE UNIQUE INDEX ON staged_row (seq);
ANALYZE staged_row;
