-- Papers photographed with a phone for the officer who asked (chụp giấy tờ bằng điện thoại).

CREATE TABLE scan_sessions (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  secret_hash    bytea NOT NULL CHECK (length(secret_hash) = 32),
  title          text NOT NULL CHECK (btrim(title) <> ''),
  purpose        text NOT NULL CHECK (purpose IN ('component', 'result', 'supplement', 'attachment')),
  opened_by      uuid NOT NULL,
  opened_by_name text NOT NULL,
  opened_at      timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  finished_at    timestamptz,
  file_id        uuid REFERENCES files (id),
  CHECK (expires_at > opened_at),
  CHECK ((finished_at IS NULL) = (file_id IS NULL))
);
COMMENT ON TABLE scan_sessions IS 'A short time in which a phone may send pages of one paper to the officer who opened it. The secret is only in the QR on the officer''s screen; here is its SHA-256.';
CALL app.protect('scan_sessions');
REVOKE DELETE ON scan_sessions FROM motcua_app;

CREATE TABLE scan_pages (
  session_id uuid NOT NULL REFERENCES scan_sessions (id),
  position   int NOT NULL CHECK (position BETWEEN 1 AND 60),
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  size       int NOT NULL CHECK (size > 0),
  sent_at    timestamptz NOT NULL,
  PRIMARY KEY (session_id, position)
);
COMMENT ON TABLE scan_pages IS 'Pages in their order (TT 01/2023/TT-VPCP Điều 8: as many pictures as pages). Their bytes go when the paper is finished.';
CALL app.protect('scan_pages');
