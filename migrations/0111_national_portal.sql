-- The National Portal (Cổng Dịch vụ công quốc gia): what it has to be told, in order for each dossier, and what it answered.

CREATE TABLE portal_settings (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  version     uuid NOT NULL,
  connection  jsonb NOT NULL,
  codes       jsonb NOT NULL,
  secret_box  bytea,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL
);
COMMENT ON TABLE portal_settings IS 'How a centre reaches the portal, and its code lists. The secret is sealed with the installation key.';
CALL app.protect('portal_settings');

CREATE TABLE portal_circuits (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  failures    int NOT NULL CHECK (failures >= 0),
  open_until  timestamptz,
  last_ok_at  timestamptz,
  last_why    text
);
COMMENT ON TABLE portal_circuits IS 'Whether the portal is asked at all: after failures in a row everything rests until open_until, then one try decides.';
CALL app.protect('portal_circuits');

CREATE TABLE portal_dossiers (
  dossier_id  uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  number      text NOT NULL,
  -- Whether the portal has it: unsure after a call without an answer, then it is asked before it is told again.
  known       text NOT NULL CHECK (known IN ('no', 'unsure', 'yes')),
  told_seq    int,
  told_status text
);
COMMENT ON TABLE portal_dossiers IS 'What the portal is known to hold of each dossier.';
CALL app.protect('portal_dossiers');

CREATE TABLE portal_outbox (
  seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  dossier_id   uuid NOT NULL,
  number       text NOT NULL,
  dossier_seq  int NOT NULL,
  payload      jsonb NOT NULL,
  steps        jsonb NOT NULL,
  trimmed      text[] NOT NULL,
  -- waiting: dossier to be told; pushed: told, its steps still to be told; sent; stuck: a person decides; skipped by a person.
  state        text NOT NULL CHECK (state IN ('waiting', 'pushed', 'sent', 'stuck', 'skipped')),
  -- What stuck stood at, to go on there.
  stuck_at     text CHECK (stuck_at IN ('waiting', 'pushed')),
  attempts     int NOT NULL DEFAULT 0,
  created_at   timestamptz NOT NULL,
  first_try_at timestamptz,
  next_at      timestamptz NOT NULL,
  lease_until  timestamptz,
  last_why     text,
  ended_at     timestamptz,
  ended_by     text,
  UNIQUE (dossier_id, dossier_seq),
  CHECK ((state = 'stuck') = (stuck_at IS NOT NULL)),
  CHECK ((state IN ('sent', 'skipped')) = (ended_at IS NOT NULL))
);
COMMENT ON TABLE portal_outbox IS 'Every change of a dossier that the portal must hear of, written in the transaction of the change; told in this order for each dossier, dossiers independent of one another.';
CREATE INDEX portal_outbox_open ON portal_outbox (dossier_id, seq) WHERE state IN ('waiting', 'pushed', 'stuck');
CREATE INDEX portal_outbox_due ON portal_outbox (centre_id, next_at) WHERE state IN ('waiting', 'pushed');
CREATE INDEX portal_outbox_stuck ON portal_outbox (centre_id, seq) WHERE state = 'stuck';
CALL app.protect('portal_outbox');
REVOKE DELETE ON portal_outbox FROM motcua_app;

CREATE TABLE portal_exchanges (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  at             timestamptz NOT NULL,
  number         text NOT NULL,
  service        text NOT NULL,
  outcome        text NOT NULL,
  message        text NOT NULL,
  request        jsonb NOT NULL,
  sha256         bytea NOT NULL
);
COMMENT ON TABLE portal_exchanges IS 'What the portal was told (personal data masked) and what it answered. The digest of each row stands in the hash chain of the centre, so neither side can deny it.';
CREATE INDEX portal_exchanges_dossier ON portal_exchanges (centre_id, number, at);
CALL app.protect('portal_exchanges');
REVOKE DELETE, UPDATE ON portal_exchanges FROM motcua_app;

CREATE TABLE portal_reconciliations (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  at           timestamptz NOT NULL,
  checked      int NOT NULL,
  unanswered   int NOT NULL,
  differences  jsonb NOT NULL
);
COMMENT ON TABLE portal_reconciliations IS 'Comparisons of what the portal holds with what it was told.';
CREATE INDEX portal_reconciliations_newest ON portal_reconciliations (centre_id, at DESC);
CALL app.protect('portal_reconciliations');
REVOKE DELETE, UPDATE ON portal_reconciliations FROM motcua_app;
