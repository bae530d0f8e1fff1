-- What comes in from the National Portal: dossiers filed there, their files, the people who helped to file them; and the states told back.

CREATE TABLE portal_inbox_settings (
  centre_id      uuid PRIMARY KEY REFERENCES agencies (id),
  version        uuid NOT NULL,
  settings       jsonb NOT NULL,
  secret_box     bytea,
  changed_at     timestamptz NOT NULL,
  changed_by     text NOT NULL
);
COMMENT ON TABLE portal_inbox_settings IS 'How dossiers from the portal come in: the way a post proves itself, from where files may be fetched, addresses of a relay that is asked. The secret is sealed with the installation key.';
CALL app.protect('portal_inbox_settings');

CREATE TABLE portal_inbox (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  -- As the portal wrote it; empty when even that could not be read.
  national_number text NOT NULL,
  -- 1 as first filed, then one more for each update with other content.
  version         int NOT NULL CHECK (version >= 0),
  sha256          bytea NOT NULL,
  body            jsonb NOT NULL,
  arrived_at      timestamptz NOT NULL,
  -- The receiving officer is alerted within 2 hours (Đ17 k.2), and answers within 8 working hours (Đ17 k.2c).
  alert_by        timestamptz NOT NULL,
  respond_by      timestamptz,
  state           text NOT NULL CHECK (state IN ('kept', 'admitted', 'quarantined', 'dismissed')),
  why             text,
  dossier_id      uuid,
  opened_at       timestamptz,
  opened_by       text,
  answered_at     timestamptz,
  -- The last clock that was told to run out: 0 none, 1 nobody opened it within 2 hours, 2 the answer is due soon, 3 it is overdue.
  escalated       int NOT NULL DEFAULT 0 CHECK (escalated BETWEEN 0 AND 3),
  settled_by      text,
  CHECK ((state = 'admitted') = (dossier_id IS NOT NULL)),
  CHECK (state NOT IN ('quarantined', 'dismissed') OR why IS NOT NULL)
);
COMMENT ON TABLE portal_inbox IS 'Every post of the portal that was taken, kept before it was acknowledged. One row for each version of a dossier.';
CREATE UNIQUE INDEX portal_inbox_once ON portal_inbox (centre_id, national_number, sha256);
CREATE UNIQUE INDEX portal_inbox_version ON portal_inbox (centre_id, national_number, version) WHERE version > 0;
CREATE INDEX portal_inbox_arrived ON portal_inbox (centre_id, arrived_at DESC);
CREATE INDEX portal_inbox_dossier ON portal_inbox (dossier_id) WHERE dossier_id IS NOT NULL;
CREATE INDEX portal_inbox_unanswered ON portal_inbox (centre_id, arrived_at) WHERE answered_at IS NULL AND state <> 'dismissed';
CALL app.protect('portal_inbox');
REVOKE DELETE ON portal_inbox FROM motcua_app;

CREATE TABLE portal_inbox_files (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  inbox_id    uuid NOT NULL REFERENCES portal_inbox (id),
  place       int NOT NULL,
  outside_id  text NOT NULL,
  name        text NOT NULL,
  paper_key   text NOT NULL,
  url         text NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting', 'kept', 'refused')),
  why         text,
  attempts    int NOT NULL DEFAULT 0,
  next_at     timestamptz NOT NULL,
  file_id     uuid,
  -- Whether the dossier has it.
  bound       boolean NOT NULL DEFAULT false,
  UNIQUE (inbox_id, place),
  CHECK ((state = 'kept') = (file_id IS NOT NULL)),
  CHECK (state <> 'refused' OR why IS NOT NULL)
);
COMMENT ON TABLE portal_inbox_files IS 'Files of a dossier from the portal: where each is fetched from, and what came of it.';
CREATE INDEX portal_inbox_files_waiting ON portal_inbox_files (centre_id, next_at) WHERE state = 'waiting';
CALL app.protect('portal_inbox_files');
REVOKE DELETE ON portal_inbox_files FROM motcua_app;

CREATE TABLE portal_assists (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  helper_id       uuid NOT NULL,
  helper_name     text NOT NULL,
  procedure_code  text NOT NULL,
  procedure_name  text NOT NULL,
  citizen_name    text NOT NULL,
  citizen_id      text NOT NULL,
  note            text NOT NULL,
  started_at      timestamptz NOT NULL,
  -- open: sitting with the citizen; filed: the portal gave a number; dropped: nothing was filed.
  state           text NOT NULL CHECK (state IN ('open', 'filed', 'dropped')),
  national_number text,
  ended_at        timestamptz,
  why             text,
  CHECK ((state = 'filed') = (national_number IS NOT NULL)),
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK (state <> 'dropped' OR why IS NOT NULL)
);
COMMENT ON TABLE portal_assists IS 'Assisted filing (hỗ trợ nộp trực tuyến): which officer helped whom with which procedure, and the number that the portal gave.';
CREATE UNIQUE INDEX portal_assists_number ON portal_assists (centre_id, national_number) WHERE national_number IS NOT NULL;
CREATE INDEX portal_assists_day ON portal_assists (centre_id, started_at DESC);
CALL app.protect('portal_assists');
REVOKE DELETE ON portal_assists FROM motcua_app;

-- What an item of the outbox tells: a dossier of ours, or the state of one that the portal gave us.
ALTER TABLE portal_outbox ADD COLUMN kind text NOT NULL DEFAULT 'dossier' CHECK (kind IN ('dossier', 'state'));
COMMENT ON COLUMN portal_outbox.kind IS 'dossier: DongBoHoSoMC and its steps; state: DongBoTrangThaiHoSo for a dossier that came from the portal.';
