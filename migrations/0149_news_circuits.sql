-- The circuits of the news channels go where those of all outside systems are; a message remembers the gateway that may have it.

INSERT INTO circuits (centre_id, line, failures, open_until, last_ok_at, last_why)
  SELECT centre_id, 'news-' || channel, failures, open_until, last_ok_at, last_why FROM news_channels
  WHERE failures > 0 OR last_ok_at IS NOT NULL OR open_until IS NOT NULL
  ON CONFLICT (centre_id, line) DO NOTHING;

ALTER TABLE news_channels
  DROP COLUMN failures,
  DROP COLUMN open_until,
  DROP COLUMN last_ok_at,
  DROP COLUMN last_why;
COMMENT ON TABLE news_channels IS 'How the fan page, the loudspeakers and the voice are reached. Secrets are sealed with the installation key; circuits are in the table circuits.';

-- Only the gateway that was told can say whether a message arrived.
ALTER TABLE news_deliveries ADD COLUMN carrier_id uuid;
COMMENT ON COLUMN news_deliveries.carrier_id IS 'The SMS gateway through which the last try went; it is the one that is asked while the end is not known.';
