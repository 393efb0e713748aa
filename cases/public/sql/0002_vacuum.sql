-- Lists and totals are read off indexes alone for as long as vacuum has lately told which pages
-- everybody may see. By the server's own measure a fifth of a table must change first.
ALTER TABLE published_kind SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 200);
ALTER TABLE published_alike SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 200);
ALTER TABLE published_case SET (autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE published_citation SET (autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE published_outcome SET (autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE published_name SET (autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE published_change SET (autovacuum_vacuum_scale_factor = 0.01);
