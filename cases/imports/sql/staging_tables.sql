-- Gone with the session: a load that is cut off leaves nothing of them.
DROP TABLE IF EXISTS pg_temp.staged_row, pg_temp.known_row;
CREATE TEMP TABLE staged_row (
    seq bigint NOT NULL,
    tbl text NOT NULL,
    file text NOT NULL,
    line integer NOT NULL,
    me text NOT NULL,
    refs text[] NOT NULL,
    anchor text,
    parent text,
    case_key text,
    batch integer,
    outcome text,
    data jsonb NOT NULL
);
-- Which row of the record a row of the load is, or names.
CREATE TEMP TABLE known_row (me text PRIMARY KEY, pk bigint NOT NULL);
