-- Single sign-on by OpenID Connect: officers with the province's accounts, citizens with VNeID; identity at the kiosk by phone.

CREATE TABLE sso_connections (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  audience    text NOT NULL CHECK (audience IN ('staff', 'citizen')),
  version     uuid NOT NULL,
  connection  jsonb NOT NULL,
  secret_box  bytea,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL,
  PRIMARY KEY (centre_id, audience)
);
COMMENT ON TABLE sso_connections IS 'How a centre reaches the provider of its officers and that of its citizens. The secret is sealed with the installation key.';
CALL app.protect('sso_connections');

CREATE TABLE sso_circuits (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  audience    text NOT NULL CHECK (audience IN ('staff', 'citizen')),
  failures    int NOT NULL CHECK (failures >= 0),
  open_until  timestamptz,
  last_ok_at  timestamptz,
  last_why    text,
  PRIMARY KEY (centre_id, audience)
);
COMMENT ON TABLE sso_circuits IS 'Whether the provider is asked at all: after failures in a row nobody is sent there until open_until.';
CALL app.protect('sso_circuits');

CREATE TABLE sso_requests (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  audience      text NOT NULL CHECK (audience IN ('staff', 'citizen')),
  purpose       text NOT NULL CHECK (purpose IN ('sign-in', 'link', 'kiosk')),
  -- The browser that began: SHA-256 of what its cookie holds.
  browser_hash  bytea NOT NULL UNIQUE CHECK (length(browser_hash) = 32),
  state         text NOT NULL,
  nonce         text NOT NULL,
  verifier      text NOT NULL,
  redirect_uri  text NOT NULL,
  return_to     text NOT NULL CHECK (return_to LIKE '/%'),
  account_id    uuid REFERENCES accounts (id),
  kiosk_id      uuid,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  used_at       timestamptz,
  -- After success: the ID token, sealed, for signing out at the provider.
  id_token_box  bytea,
  CHECK (purpose <> 'link' OR account_id IS NOT NULL),
  CHECK ((purpose = 'kiosk') = (kiosk_id IS NOT NULL))
);
COMMENT ON TABLE sso_requests IS 'Sign-ons under way and, sealed, what is needed to end them at the provider. One use; rows go a day after their end.';
CREATE INDEX sso_requests_end ON sso_requests (centre_id, expires_at);
CALL app.protect('sso_requests');

CREATE TABLE sso_links (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  account_id    uuid NOT NULL REFERENCES accounts (id),
  issuer        text NOT NULL,
  subject       text NOT NULL CHECK (subject <> ''),
  display_name  text NOT NULL,
  linked_at     timestamptz NOT NULL,
  linked_by     text NOT NULL,
  used_at       timestamptz,
  removed_at    timestamptz
);
COMMENT ON TABLE sso_links IS 'Which account of ours a subject of the provider signs in to. Made by the officer (signed in both here and there) or by an administrator; never by name or mail.';
CREATE UNIQUE INDEX sso_links_subject ON sso_links (centre_id, issuer, subject) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX sso_links_account ON sso_links (account_id, issuer) WHERE removed_at IS NULL;
CALL app.protect('sso_links');
REVOKE DELETE ON sso_links FROM motcua_app;

CREATE TABLE citizen_sessions (
  id            uuid PRIMARY KEY,
  token_hash    bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  issuer        text NOT NULL,
  subject       text NOT NULL,
  claims        jsonb NOT NULL,
  created_at    timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  CHECK (expires_at > created_at)
);
COMMENT ON TABLE citizen_sessions IS 'Citizens signed in by VNeID: SHA-256 of the cookie, and the few claims that are needed. A session that ended is deleted.';
CREATE INDEX citizen_sessions_end ON citizen_sessions (centre_id, expires_at);
CALL app.protect('citizen_sessions');

CREATE TABLE kiosk_identities (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  device_id     uuid NOT NULL,
  -- SHA-256 of what the kiosk's page holds, and of what its QR code holds: knowing one does not give the other.
  page_hash     bytea NOT NULL UNIQUE CHECK (length(page_hash) = 32),
  phone_hash    bytea NOT NULL UNIQUE CHECK (length(phone_hash) = 32),
  code          text NOT NULL CHECK (code ~ '^[0-9]{4}$'),
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  confirmed_at  timestamptz,
  greeting      text,
  birth_date    date,
  CHECK (confirmed_at IS NOT NULL OR (greeting IS NULL AND birth_date IS NULL))
);
COMMENT ON TABLE kiosk_identities IS 'A kiosk that waits for somebody to prove on the own phone who they are. Holds initials and birth date for a minute; the row goes with the visit.';
CALL app.protect('kiosk_identities');
