-- Agencies (cơ quan), counters (quầy), accounts (tài khoản) and the ways in.

CREATE TABLE agencies (
  id            uuid PRIMARY KEY,
  -- The centre (tenant) that keeps this row. A province is above all centres and has none.
  centre_id     uuid REFERENCES agencies (id) DEFERRABLE INITIALLY DEFERRED,
  parent_id     uuid REFERENCES agencies (id),
  kind          text NOT NULL CHECK (kind IN ('province', 'commune', 'centre', 'unit')),
  code          text NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name          text NOT NULL CHECK (btrim(name) <> ''),
  short_name    text NOT NULL CHECK (btrim(short_name) <> ''),
  identity_code text CHECK (identity_code ~ '^[A-Z][0-9]{2}(\.[0-9]{1,3})*$'),
  address       text,
  phone         text,
  email         text,
  hosts         text[] NOT NULL DEFAULT '{}',
  sort_order    int NOT NULL DEFAULT 0,
  active        boolean NOT NULL DEFAULT true,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  CHECK ((kind = 'province') = (parent_id IS NULL)),
  CHECK ((kind = 'province') = (centre_id IS NULL)),
  CHECK (kind <> 'centre' OR centre_id = id),
  CHECK (kind = 'centre' OR hosts = '{}')
);
COMMENT ON TABLE agencies IS 'The tree province → commune → centre and units (tỉnh, xã, trung tâm, phòng). Public facts: readable by all, written by the centre that keeps the row.';
COMMENT ON COLUMN agencies.identity_code IS 'Electronic identity code (mã định danh, QĐ 20/2020/QĐ-TTg), e.g. H56.14; prefix of dossier numbers of the agency competent to decide.';
COMMENT ON COLUMN agencies.hosts IS 'Host names under which a centre is reached, lower case without port.';
CREATE UNIQUE INDEX agencies_province_code ON agencies (code) WHERE kind = 'province';
CREATE UNIQUE INDEX agencies_sibling_code ON agencies (parent_id, code);
CREATE UNIQUE INDEX agencies_one_centre ON agencies (parent_id) WHERE kind = 'centre';
CREATE INDEX agencies_centre ON agencies (centre_id, kind, sort_order);
CREATE INDEX agencies_hosts ON agencies USING gin (hosts) WHERE kind = 'centre';

CREATE TABLE counters (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  number      int NOT NULL CHECK (number BETWEEN 1 AND 99),
  name        text NOT NULL CHECK (btrim(name) <> ''),
  priority    boolean NOT NULL DEFAULT false,
  active      boolean NOT NULL DEFAULT true,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  UNIQUE (centre_id, number)
);
COMMENT ON TABLE counters IS 'Counters (quầy) of a centre, by field; priority marks one kept for the elderly, pregnant women and disabled people (NĐ 118/2025 Điều 13).';

CREATE TABLE usernames (
  name      text PRIMARY KEY CHECK (name ~ '^[a-z0-9]([a-z0-9._-]{0,38}[a-z0-9])?$'),
  centre_id uuid NOT NULL REFERENCES agencies (id)
);
COMMENT ON TABLE usernames IS 'Directory of sign-in names over all centres: says which centre to look in, and keeps names unique in a province. Holds nothing else.';

CREATE TABLE accounts (
  id                   uuid PRIMARY KEY,
  centre_id            uuid NOT NULL REFERENCES agencies (id),
  agency_id            uuid NOT NULL REFERENCES agencies (id),
  username             text NOT NULL UNIQUE REFERENCES usernames (name),
  display_name         text NOT NULL CHECK (btrim(display_name) <> ''),
  position             text NOT NULL DEFAULT '',
  phone                text,
  roles                text[] NOT NULL CHECK (
    roles <@ ARRAY['receptionist', 'officer', 'unit-head', 'centre-director', 'commune-leader', 'administrator', 'auditor']
    AND array_position(roles, NULL) IS NULL),
  active               boolean NOT NULL DEFAULT true,
  password_hash        text,
  password_changed_at  timestamptz,
  must_change_password boolean NOT NULL DEFAULT false,
  totp_secret          bytea,
  totp_confirmed_at    timestamptz,
  totp_last_step       bigint,
  failed_attempts      int NOT NULL DEFAULT 0 CHECK (failed_attempts >= 0),
  locked_until         timestamptz,
  request_id           uuid UNIQUE,
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,
  CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)
);
COMMENT ON TABLE accounts IS 'Accounts (tài khoản) of staff. Never deleted: a person who left is deactivated, so that old dossiers keep their names.';
COMMENT ON COLUMN accounts.agency_id IS 'The unit (or the centre itself) where the person works; scope of rights that reach a unit.';
COMMENT ON COLUMN accounts.totp_secret IS 'Shared secret of the authenticator app, encrypted with the installation key (AES-256-GCM).';
COMMENT ON COLUMN accounts.totp_last_step IS 'Last 30-second step that was accepted; a code is good once.';
CREATE INDEX accounts_centre ON accounts (centre_id, display_name COLLATE "vi-x-icu");

CREATE TABLE recovery_codes (
  account_id uuid NOT NULL REFERENCES accounts (id),
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  code_hash  bytea NOT NULL,
  used_at    timestamptz,
  PRIMARY KEY (account_id, code_hash)
);
COMMENT ON TABLE recovery_codes IS 'One-time codes for a lost authenticator, stored as SHA-256 of 80 random bits.';

CREATE TABLE sessions (
  id            uuid PRIMARY KEY,
  token_hash    bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  account_id    uuid NOT NULL REFERENCES accounts (id),
  stage         text NOT NULL CHECK (stage IN ('second-factor', 'new-password', 'full')),
  created_at    timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  revoked_at    timestamptz,
  user_agent    text NOT NULL DEFAULT '',
  ip            text NOT NULL DEFAULT '',
  CHECK (expires_at > created_at)
);
COMMENT ON TABLE sessions IS 'Signed-in browsers. The token itself is only in the cookie; here is its SHA-256.';
COMMENT ON COLUMN sessions.stage IS 'What is still missing before the session counts: the code of the authenticator, a new password, or nothing.';
CREATE INDEX sessions_account ON sessions (account_id, last_seen_at DESC) WHERE revoked_at IS NULL;

CREATE TABLE api_tokens (
  id           uuid PRIMARY KEY,
  token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  account_id   uuid NOT NULL REFERENCES accounts (id),
  name         text NOT NULL CHECK (btrim(name) <> ''),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  CHECK (expires_at > created_at)
);
COMMENT ON TABLE api_tokens IS 'Bearer tokens by which a program acts for an account, with that account''s rights and no more.';
CREATE INDEX api_tokens_account ON api_tokens (account_id);

CREATE TABLE device_enrolments (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  purpose      text NOT NULL CHECK (purpose IN ('kiosk', 'board')),
  name         text NOT NULL CHECK (btrim(name) <> ''),
  token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  created_at   timestamptz NOT NULL,
  created_by   uuid REFERENCES accounts (id),
  last_seen_at timestamptz,
  revoked_at   timestamptz
);
COMMENT ON TABLE device_enrolments IS 'Kiosks and boards that may act as devices of a centre, each by its own secret link.';
CREATE INDEX device_enrolments_centre ON device_enrolments (centre_id, created_at);

CREATE TABLE sign_in_log (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  at         timestamptz NOT NULL,
  account_id uuid REFERENCES accounts (id),
  outcome    text NOT NULL CHECK (outcome IN
    ('success', 'unknown-name', 'wrong-password', 'wrong-code', 'locked', 'inactive', 'rate-limited')),
  ip         text NOT NULL DEFAULT '',
  user_agent text NOT NULL DEFAULT ''
);
COMMENT ON TABLE sign_in_log IS 'Every attempt to sign in. Keeps no typed name: people type their password there by mistake.';
CREATE INDEX sign_in_log_ip ON sign_in_log (centre_id, ip, at DESC);
CREATE INDEX sign_in_log_account ON sign_in_log (account_id, at DESC);

-- Agencies are public facts: all may read them; a centre writes its own rows, and whoever sets up may add a province.
ALTER TABLE agencies ENABLE ROW LEVEL SECURITY;
CREATE POLICY agencies_read ON agencies FOR SELECT USING (true);
CREATE POLICY agencies_add ON agencies FOR INSERT WITH CHECK (kind = 'province' OR centre_id = app.current_centre());
CREATE POLICY agencies_change ON agencies FOR UPDATE
  USING (centre_id = app.current_centre()) WITH CHECK (centre_id = app.current_centre());
GRANT SELECT, INSERT, UPDATE ON agencies TO motcua_app;

-- The directory is read before it is known which centre to look in.
GRANT SELECT, INSERT ON usernames TO motcua_app;

CALL app.protect('counters');
CALL app.protect('accounts');
CALL app.protect('recovery_codes');
CALL app.protect('sessions');
CALL app.protect('api_tokens');
CALL app.protect('device_enrolments');
CALL app.protect_history('sign_in_log');
