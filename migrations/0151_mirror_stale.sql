-- After how long without a read figures of the provincial system are said to be old; null: what is usual for the way they come.
ALTER TABLE mirror_settings ADD COLUMN stale_hours int CHECK (stale_hours BETWEEN 1 AND 720);
COMMENT ON COLUMN mirror_settings.stale_hours IS 'Hours without a successful read after which every mirrored figure says that it is old; null: 2 for a service, 26 for files put into the folder.';
