-- Files that the National Portal fetches from us, accounts that it named when asked, figures of satisfaction that it was told.

ALTER TABLE portal_settings ADD COLUMN files jsonb NOT NULL DEFAULT '{}';
ALTER TABLE portal_settings ADD COLUMN ratings boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN portal_settings.files IS 'Who may fetch files (addresses), and for how many days an address is good. Nobody until somebody is named.';
COMMENT ON COLUMN portal_settings.ratings IS 'Whether the satisfaction of each month is told (DongBoDanhGia).';

-- Null: not asked yet; empty: the portal knows no account of the number.
ALTER TABLE portal_dossiers ADD COLUMN tech_id text;
COMMENT ON COLUMN portal_dossiers.tech_id IS 'TechID of the owner, where the filing came without and the portal was asked for it (TraCuuTechID).';

CREATE TABLE portal_file_fetches (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  at         timestamptz NOT NULL,
  number     text NOT NULL,
  file_id    uuid NOT NULL,
  caller     text NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('given', 'stranger', 'expired', 'gone'))
);
COMMENT ON TABLE portal_file_fetches IS 'Every time somebody came with an address that we had signed for a file: who, for which file, and whether it was given.';
CREATE INDEX portal_file_fetches_dossier ON portal_file_fetches (centre_id, number, at);
CALL app.protect('portal_file_fetches');
REVOKE DELETE, UPDATE ON portal_file_fetches FROM motcua_app;

CREATE TABLE portal_ratings (
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  -- "2026-04"
  month      text NOT NULL CHECK (month ~ '^\d{4}-\d{2}$'),
  at         timestamptz NOT NULL,
  -- sent; few: too few ratings to be told, nothing is sent; failed: tried again the next day.
  outcome    text NOT NULL CHECK (outcome IN ('sent', 'few', 'failed')),
  why        text,
  PRIMARY KEY (centre_id, month)
);
COMMENT ON TABLE portal_ratings IS 'What became of telling the portal the satisfaction of each month.';
CALL app.protect('portal_ratings');
