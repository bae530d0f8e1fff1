-- Dossiers prepared at home (hồ sơ chuẩn bị ở nhà): drafts under an address that cannot be guessed, their files, and what came of them.

CREATE TABLE preparation_settings (
  centre_id      uuid PRIMARY KEY REFERENCES agencies (id),
  -- Days after the last change until a draft is deleted.
  keep_days      int NOT NULL CHECK (keep_days BETWEEN 3 AND 365),
  -- The virus scanner (ClamAV clamd); empty host: none is set up.
  scanner_host   text NOT NULL CHECK (length(scanner_host) <= 250),
  scanner_port   int NOT NULL CHECK (scanner_port BETWEEN 1 AND 65535),
  -- How the line to it stands.
  failures       int NOT NULL DEFAULT 0,
  open_until     timestamptz,
  last_ok_at     timestamptz,
  last_why       text,
  updated_at     timestamptz NOT NULL
);
COMMENT ON TABLE preparation_settings IS 'How long drafts are kept, and the virus scanner with the state of its line.';
CALL app.protect('preparation_settings');

CREATE TABLE preparation_filings (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  procedure_code text NOT NULL CHECK (procedure_code ~ '^\d{1,3}\.\d{6}$'),
  switched_on_at timestamptz NOT NULL,
  switched_on_by text NOT NULL,
  PRIMARY KEY (centre_id, procedure_code)
);
COMMENT ON TABLE preparation_filings IS 'Procedures that may be filed here online; everything else is filed at the National Portal.';
CALL app.protect('preparation_filings');

CREATE TABLE preparations (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  -- SHA-256 of the secret in the citizen's address.
  secret_hash    bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  -- Ten digits to be read aloud and in the QR; opens something for officers only.
  code           text NOT NULL CHECK (code ~ '^[1-9][0-9]{9}$'),
  procedure_code text NOT NULL,
  procedure_name text NOT NULL,
  -- draft: the citizen works on it; opened: a counter has it; filed: the citizen filed it here. The last two belong to a dossier.
  state          text NOT NULL CHECK (state IN ('draft', 'opened', 'filed')),
  body           jsonb NOT NULL,
  -- Number of the signed-in citizen whose list it is in.
  owner_key      text,
  -- The officer who filled it in with the citizen.
  helper_id      uuid,
  helper_name    text,
  request_id     uuid NOT NULL,
  created_at     timestamptz NOT NULL,
  changed_at     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  -- Which dossier it became, when, and at whose hands.
  dossier_id     uuid,
  used_at        timestamptz,
  used_by_id     uuid,
  used_by        text,
  -- Of what was filed here: when somebody has to have opened it, when it has to be answered, when either happened.
  alert_by       timestamptz,
  respond_by     timestamptz,
  seen_at        timestamptz,
  seen_by        text,
  answered_at    timestamptz,
  UNIQUE (centre_id, code),
  UNIQUE (centre_id, request_id),
  CHECK ((state = 'draft') = (dossier_id IS NULL)),
  CHECK ((state = 'draft') = (used_at IS NULL)),
  CHECK ((state = 'filed') = (alert_by IS NOT NULL)),
  CHECK ((seen_at IS NULL) = (seen_by IS NULL)),
  CHECK ((helper_id IS NULL) = (helper_name IS NULL)),
  CHECK (expires_at > created_at)
);
COMMENT ON TABLE preparations IS 'Dossiers prepared at home. A draft that nobody touched until expires_at is deleted with its files; of a used one only what it became is kept.';
COMMENT ON COLUMN preparations.body IS 'What was answered: schema Body of the module; {} once the dossier has it all.';
CREATE INDEX preparations_owner ON preparations (centre_id, owner_key, changed_at DESC) WHERE owner_key IS NOT NULL;
CREATE INDEX preparations_expiry ON preparations (centre_id, expires_at);
CREATE UNIQUE INDEX preparations_dossier ON preparations (dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX preparations_used ON preparations (centre_id, used_at DESC) WHERE used_at IS NOT NULL;
CALL app.protect('preparations');

CREATE TABLE preparation_files (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  preparation_id uuid NOT NULL REFERENCES preparations (id) ON DELETE CASCADE,
  paper_key      text NOT NULL,
  name           text NOT NULL,
  media_type     text NOT NULL CHECK (media_type IN ('image/jpeg', 'application/pdf')),
  size           int NOT NULL CHECK (size > 0),
  pages          int,
  sha256         bytea NOT NULL CHECK (length(sha256) = 32),
  -- clean: may be handed on; waiting: the virus scanner has not looked at it yet.
  state          text NOT NULL CHECK (state IN ('clean', 'waiting')),
  -- The dossier an earlier paper was taken from, in words.
  reused_from    text,
  -- Whether the dossier has it.
  handed_on      boolean NOT NULL DEFAULT false,
  request_id     uuid NOT NULL,
  added_at       timestamptz NOT NULL,
  UNIQUE (centre_id, request_id)
);
COMMENT ON TABLE preparation_files IS 'Photographs and files of a draft, drawn anew and checked; the bytes lie in the file store until the dossier has them.';
CREATE INDEX preparation_files_of ON preparation_files (preparation_id, id);
CREATE INDEX preparation_files_waiting ON preparation_files (centre_id, added_at) WHERE state = 'waiting';
CALL app.protect('preparation_files');
