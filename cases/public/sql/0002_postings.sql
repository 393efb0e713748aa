-- Narrow rows that searches start from, as they were composed with the documents. A row that is
-- not so any more is deleted and one that is new is inserted; cases published for the first time
-- have none to compare with.
CREATE FUNCTION publish_postings(documents composed_case[], known uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM publish_names(documents, known);
    DELETE FROM published_charge p WHERE p.case_key = ANY (known)
        AND p <> ALL (SELECT c FROM unnest(documents) d, unnest(d.charges) c);
    INSERT INTO published_charge SELECT c.* FROM unnest(documents) d, unnest(d.charges) c
        WHERE c.key <> ALL (SELECT p.key FROM published_charge p WHERE p.case_key = ANY (known));
    DELETE FROM published_hearing p WHERE p.case_key = ANY (known)
        AND p <> ALL (SELECT h FROM unnest(documents) d, unnest(d.hearings) h);
    INSERT INTO published_hearing SELECT h.* FROM unnest(documents) d, unnest(d.hearings) h
        WHERE h.key <> ALL (SELECT p.key FROM published_hearing p WHERE p.case_key = ANY (known));
    -- A change may have been listed under another case before.
    DELETE FROM published_change p
        WHERE (p.case_key = ANY (known) OR p.key = ANY (
            ARRAY(SELECT h.key FROM unnest(documents) d, unnest(d.changes) h)))
        AND p <> ALL (SELECT h FROM unnest(documents) d, unnest(d.changes) h);
    INSERT INTO published_change SELECT h.* FROM unnest(documents) d, unnest(d.changes) h
        ON CONFLICT (key) DO NOTHING;
END $$;

-- The words of names that may be read; other names of the same person among them.
CREATE FUNCTION publish_names(documents composed_case[], known uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    wanted published_name[] := ARRAY(
        SELECT DISTINCT ROW (w.word, d.key, n.person_key, d.filed_date)::published_name
        FROM unnest(documents) d, unnest(d.named) n, unnest(n.words) w (word)
        WHERE w.word <> '' AND length(w.word) <= 100);
BEGIN
    DELETE FROM published_name p WHERE p.case_key = ANY (known)
        AND p <> ALL (SELECT w FROM unnest(wanted) w);
    INSERT INTO published_name SELECT w.* FROM unnest(wanted) w
        WHERE w <> ALL (SELECT p FROM published_name p WHERE p.case_key = ANY (known));
END $$;
