-- Signed results at level B-LT: the authority's answer about the certificates lies in the file. Where it could not be had, why.
ALTER TABLE signed_files DROP CONSTRAINT signed_files_level_check;
ALTER TABLE signed_files
  ADD CONSTRAINT signed_files_level_check CHECK (level IN ('B-B', 'B-T', 'B-LT')),
  ADD COLUMN lacking text CHECK (lacking <> '');
COMMENT ON COLUMN signed_files.lacking IS 'Why the file does not carry what authorities say of its certificates; null where it does, or where nobody was to be asked.';
