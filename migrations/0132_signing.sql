-- Digital signatures on results: whose certificates, how they are reached, what was asked to be signed and what came of it.

CREATE TABLE signing_settings (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  version     uuid NOT NULL,
  settings    jsonb NOT NULL,
  secret_box  bytea,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL
);
COMMENT ON TABLE signing_settings IS 'How a centre signs: remote service, time-stamps, stamp, desk program. The service''s secret is sealed with the installation key.';
CALL app.protect('signing_settings');

CREATE TABLE signing_certificates (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  -- store: PKCS #12 on the server; remote: at a signing service; token: in the signer's USB token.
  method      text NOT NULL CHECK (method IN ('store', 'remote', 'token')),
  -- The signer; null for the organisation's own certificate.
  account_id  uuid REFERENCES accounts (id),
  certificate bytea NOT NULL,
  chain       bytea[] NOT NULL,
  fingerprint text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  valid_from  timestamptz NOT NULL,
  valid_to    timestamptz NOT NULL,
  -- PKCS #12 and passphrase, or the person's account at the service, sealed with the installation key.
  secret_box  bytea,
  credential  text,
  added_at    timestamptz NOT NULL,
  added_by    text NOT NULL,
  retired_at  timestamptz,
  CHECK ((method = 'token') = (secret_box IS NULL)),
  CHECK ((method = 'remote') = (credential IS NOT NULL)),
  CHECK (method = 'store' OR account_id IS NOT NULL)
);
COMMENT ON TABLE signing_certificates IS 'Certificates that results are signed with. Keys never lie here unsealed, and nothing shows them again.';
CREATE UNIQUE INDEX signing_certificates_one ON signing_certificates (centre_id, fingerprint) WHERE retired_at IS NULL;
CALL app.protect('signing_certificates');
REVOKE DELETE ON signing_certificates FROM motcua_app;

CREATE TABLE signing_anchors (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  certificate bytea NOT NULL,
  fingerprint text NOT NULL,
  added_at    timestamptz NOT NULL,
  added_by    text NOT NULL,
  UNIQUE (centre_id, fingerprint)
);
COMMENT ON TABLE signing_anchors IS 'Certification authorities whose certificates a centre trusts.';
CALL app.protect('signing_anchors');

CREATE TABLE signing_sessions (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  account_id     uuid NOT NULL REFERENCES accounts (id),
  certificate_id uuid NOT NULL REFERENCES signing_certificates (id),
  method         text NOT NULL CHECK (method IN ('store', 'remote', 'token')),
  state          text NOT NULL CHECK (state IN ('waiting', 'done', 'failed', 'declined', 'expired', 'cancelled')),
  -- What a remote service calls the order; null until it took it.
  reference      text,
  began_at       timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  ended_at       timestamptz,
  why            text,
  request_id     uuid NOT NULL,
  UNIQUE (centre_id, request_id),
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
COMMENT ON TABLE signing_sessions IS 'One press on "Ký số": one or many files of one or many dossiers, confirmed by the signer once.';
CREATE INDEX signing_sessions_mine ON signing_sessions (centre_id, account_id, began_at DESC);
CALL app.protect('signing_sessions');
REVOKE DELETE ON signing_sessions FROM motcua_app;

CREATE TABLE signing_items (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  session_id    uuid NOT NULL REFERENCES signing_sessions (id),
  dossier_id    uuid NOT NULL REFERENCES dossiers (id),
  file_id       uuid NOT NULL REFERENCES files (id),
  file_name     text NOT NULL,
  source_sha256 bytea NOT NULL CHECK (length(source_sha256) = 32),
  verify_code   text NOT NULL UNIQUE CHECK (verify_code ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$'),
  -- The signed attributes whose digest goes to the signer; null for tokens, whose program signs the file itself.
  attributes    bytea,
  -- SHA-256 of the secret of the one-time addresses, for tokens.
  token_hash    bytea UNIQUE,
  received_at   timestamptz,
  state         text NOT NULL CHECK (state IN ('open', 'signed', 'failed')),
  why           text,
  CHECK ((state = 'failed') = (why IS NOT NULL))
);
COMMENT ON TABLE signing_items IS 'The files of a session. While they are open, what was prepared of them lies in the file store.';
-- Nobody signs a file twice at the same time.
CREATE UNIQUE INDEX signing_items_open ON signing_items (file_id) WHERE state = 'open';
CREATE INDEX signing_items_session ON signing_items (session_id);
CALL app.protect('signing_items');
REVOKE DELETE ON signing_items FROM motcua_app;

CREATE TABLE signed_files (
  file_id        uuid PRIMARY KEY REFERENCES files (id),
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  source_file_id uuid NOT NULL REFERENCES files (id),
  item_id        uuid NOT NULL UNIQUE REFERENCES signing_items (id),
  dossier_id     uuid NOT NULL REFERENCES dossiers (id),
  -- The event of the dossier's history that records the act.
  dossier_seq    int NOT NULL,
  verify_code    text NOT NULL UNIQUE,
  level          text NOT NULL CHECK (level IN ('B-B', 'B-T')),
  sealed         boolean NOT NULL,
  signed_at      timestamptz NOT NULL
);
COMMENT ON TABLE signed_files IS 'Signed results: which file, of which source, by which recorded act, behind which code. Append-only.';
CREATE INDEX signed_files_dossier ON signed_files (dossier_id);
CALL app.protect_history('signed_files');
