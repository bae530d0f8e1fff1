-- The circuit of the virus scanner goes where those of all outside systems are.

INSERT INTO circuits (centre_id, line, failures, open_until, last_ok_at, last_why)
  SELECT centre_id, 'virus-scanner', failures, open_until, last_ok_at, last_why FROM preparation_settings
  WHERE failures > 0 OR last_ok_at IS NOT NULL OR open_until IS NOT NULL
  ON CONFLICT (centre_id, line) DO NOTHING;

ALTER TABLE preparation_settings
  DROP COLUMN failures,
  DROP COLUMN open_until,
  DROP COLUMN last_ok_at,
  DROP COLUMN last_why;
COMMENT ON TABLE preparation_settings IS 'How long drafts are kept, and where the virus scanner is; the state of its line is in the table circuits.';
