-- Narrow rows that searches start from, as they were composed with the documents. A row that is
-- not so any more is deleted and one that is new is inserted; cases published for the first time
-- have none to compare with.
CREATE FUNCTION publish_postings(documents composed_case[], known uuid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM publish_names(documents, known);
    PERFORM publish_citations(documents, known);
    PERFORM publish_outcomes(documents, known);
    DELETE FROM published_hearing p WHERE p.case_key = ANY (known)
        AND p NOT IN (SELECT h FROM unnest(documents) d, unnest(d.hearings) h);
    INSERT INTO published_hearing SELECT h.* FROM unnest(documents) d, unnest(d.hearings) h
        WHERE h.key NOT IN (SELECT p.key FROM published_hearing p WHERE p.case_key = ANY (known));
    -- A change may have been listed under another case before.
    DELETE FROM published_change p
        WHERE (p.case_key = ANY (known) OR p.key = ANY (
            ARRAY(SELECT h.key FROM unnest(documents) d, unnest(d.changes) h)))
        AND p NOT IN (SELECT h FROM unnest(documents) d, unnest(d.changes) h);
    INSERT INTO published_change SELECT h.* FROM unnest(documents) d, unnest(d.changes) h
        ON CONFLICT (key) DO NOTHING;
END $$;
