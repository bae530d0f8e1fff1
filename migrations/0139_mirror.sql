-- The role of a centre's layer: a mirror of the dossiers of the provincial system. Nothing here is ever sent there.

CREATE TABLE mirror_settings (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  version     uuid NOT NULL,
  source      jsonb NOT NULL,
  mapping     jsonb NOT NULL,
  secret_box  bytea,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL
);
COMMENT ON TABLE mirror_settings IS 'From where a centre mirrors dossiers, and which of its fields mean what. The secret is sealed with the installation key.';
CALL app.protect('mirror_settings');

CREATE TABLE mirror_cursors (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  since       timestamptz,
  full_at     timestamptz,
  passed_at   timestamptz
);
COMMENT ON TABLE mirror_cursors IS 'How far a centre has read: newest change seen in a whole pass, and when all was read last.';
CALL app.protect('mirror_cursors');

CREATE TABLE mirror_batches (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  kind        text NOT NULL CHECK (kind IN ('http', 'file')),
  name        text NOT NULL,
  sha256      bytea CHECK (length(sha256) = 32),
  state       text NOT NULL CHECK (state IN ('taken', 'failed')),
  why         text,
  remarks     text[] NOT NULL DEFAULT '{}',
  row_count   int NOT NULL CHECK (row_count >= 0),
  changed     int NOT NULL CHECK (changed >= 0),
  quarantined int NOT NULL CHECK (quarantined >= 0),
  as_of       timestamptz,
  at          timestamptz NOT NULL,
  by_name     text NOT NULL,
  UNIQUE (centre_id, id),
  CHECK (kind = 'http' OR sha256 IS NOT NULL),
  CHECK ((state = 'failed') = (why IS NOT NULL))
);
COMMENT ON TABLE mirror_batches IS 'Each file and each page that was read. A file with the same content is taken once.';
CREATE UNIQUE INDEX mirror_batches_content ON mirror_batches (centre_id, sha256) WHERE kind = 'file' AND state = 'taken';
CREATE INDEX mirror_batches_newest ON mirror_batches (centre_id, at DESC);
CALL app.protect_history('mirror_batches');

CREATE TABLE mirror_quarantine (
  centre_id  uuid NOT NULL,
  batch_id   uuid NOT NULL,
  line       int NOT NULL CHECK (line >= 1),
  reasons    text[] NOT NULL CHECK (cardinality(reasons) > 0),
  raw        jsonb NOT NULL,
  PRIMARY KEY (batch_id, line),
  FOREIGN KEY (centre_id, batch_id) REFERENCES mirror_batches (centre_id, id)
);
COMMENT ON TABLE mirror_quarantine IS 'Rows that were not taken, with their line and every reason.';
CALL app.protect_history('mirror_quarantine');

CREATE TABLE mirror_dossiers (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  number         text NOT NULL CHECK (btrim(number) <> ''),
  -- Each field with when the source says that it was so: the newest wins, whatever comes first.
  fields         jsonb NOT NULL,
  status         int NOT NULL CHECK (status BETWEEN 1 AND 10),
  local_number   text,
  procedure_code text,
  procedure_name text NOT NULL,
  applicant_name text NOT NULL,
  applicant_id   text,
  phone          text,
  unit_name      text NOT NULL,
  received_at    timestamptz,
  due_at         timestamptz,
  ended_at       timestamptz,
  returned_at    timestamptz,
  source         text NOT NULL,
  as_of          timestamptz NOT NULL,
  -- The dossier that was received here, once it is known to be the same.
  dossier_id     uuid,
  linked_by      text CHECK (linked_by IN ('number', 'local-number', 'person', 'hand')),
  PRIMARY KEY (centre_id, number),
  CHECK ((dossier_id IS NULL) = (linked_by IS NULL))
);
COMMENT ON TABLE mirror_dossiers IS 'Dossiers of the provincial system as it tells them. Not ours: never decided, numbered or sent on here.';
CREATE UNIQUE INDEX mirror_dossiers_link ON mirror_dossiers (centre_id, dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX mirror_dossiers_open ON mirror_dossiers (centre_id, due_at) WHERE status NOT IN (3, 7, 8, 9, 10);
CREATE INDEX mirror_dossiers_key ON mirror_dossiers (centre_id, applicant_id, procedure_code) WHERE dossier_id IS NULL;
CREATE INDEX mirror_dossiers_received ON mirror_dossiers (centre_id, received_at DESC);
CALL app.protect('mirror_dossiers');
REVOKE DELETE ON mirror_dossiers FROM motcua_app;

CREATE TABLE mirror_doubts (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  number      text NOT NULL,
  candidates  uuid[] NOT NULL CHECK (cardinality(candidates) > 0),
  state       text NOT NULL CHECK (state IN ('open', 'linked', 'none')),
  found_at    timestamptz NOT NULL,
  settled_at  timestamptz,
  settled_by  text,
  reason      text,
  CHECK ((state = 'open') = (settled_at IS NULL AND settled_by IS NULL))
);
COMMENT ON TABLE mirror_doubts IS 'Official codes that may belong to more than one dossier received here: a person decides.';
CREATE UNIQUE INDEX mirror_doubts_one ON mirror_doubts (centre_id, number) WHERE state = 'open';
CALL app.protect('mirror_doubts');
REVOKE DELETE ON mirror_doubts FROM motcua_app;
