-- Watching in full: until when each open dossier's step must be left, dated settings of the warnings, what leaders ask of
-- officers, tasks outside dossiers, and filters that an officer keeps.

CREATE TABLE dossier_outlooks (
  dossier_id    uuid PRIMARY KEY REFERENCES dossiers (id),
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  seq           int NOT NULL,
  leave_by      timestamptz,
  later_minutes int NOT NULL CHECK (later_minutes >= 0)
);
COMMENT ON TABLE dossier_outlooks IS 'One row for each open dossier, kept in the transaction of every command and removed at its end: what boards need beside the dossier''s own columns.';
COMMENT ON COLUMN dossier_outlooks.seq IS 'Version of the dossier that the row was made from; a missing or older row is made again.';
COMMENT ON COLUMN dossier_outlooks.leave_by IS 'Latest moment to leave the present step so that the later steps still fit before the judged date; null while nothing runs, or where no step follows.';
CREATE INDEX dossier_outlooks_centre ON dossier_outlooks (centre_id);
CALL app.protect('dossier_outlooks');

-- Boards read what is open, and what came and ended in the last days, of one centre: never its years.
CREATE INDEX dossiers_in_hand ON dossiers (centre_id, holder_unit_id, judged_due_at) WHERE ended_at IS NULL AND received_at IS NOT NULL;

CREATE TABLE warning_settings (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  effective_from date NOT NULL,
  settings       jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  source         text NOT NULL CHECK (btrim(source) <> ''),
  set_at         timestamptz NOT NULL,
  set_by         uuid REFERENCES accounts (id),
  PRIMARY KEY (centre_id, effective_from)
);
COMMENT ON TABLE warning_settings IS 'When warnings reach officer, head and leader, from a day on. The latest that has begun is in force; none means the product''s defaults.';
CALL app.protect_history('warning_settings');

-- A warning is about a dossier or about a task; a step may be warned of before its budget is used up; an officer's act may answer it.
ALTER TABLE warnings ADD COLUMN subject text NOT NULL DEFAULT 'dossier' CHECK (subject IN ('dossier', 'task'));
ALTER TABLE warnings DROP CONSTRAINT warnings_kind_check;
ALTER TABLE warnings ADD CONSTRAINT warnings_kind_check CHECK (kind IN ('term', 'overdue', 'step', 'step-soon', 'closing'));
ALTER TABLE warnings DROP CONSTRAINT warnings_outcome_check;
ALTER TABLE warnings ADD CONSTRAINT warnings_outcome_check CHECK (outcome IN
  ('moved-on', 'waiting', 'new-date', 'reassigned', 'finished-in-time', 'finished-late', 'ended'));
-- Whoever is given the work later is warned anew; heads and leaders are told once.
ALTER TABLE warnings DROP CONSTRAINT warnings_dossier_id_kind_level_due_at_step_key_key;
CREATE UNIQUE INDEX warnings_once ON warnings
  (dossier_id, kind, level, due_at, step_key, (CASE WHEN level = 'officer' THEN account_id END)) NULLS NOT DISTINCT;
COMMENT ON COLUMN warnings.dossier_id IS 'The dossier, or the task when subject says so.';

CREATE TABLE tasks (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  code           text NOT NULL,
  parent_id      uuid REFERENCES tasks (id),
  -- The six clears: person, work, time, responsibility, product, authority.
  account_id     uuid REFERENCES accounts (id),
  unit_id        uuid NOT NULL REFERENCES agencies (id),
  work           text NOT NULL CHECK (btrim(work) <> ''),
  due_at         timestamptz NOT NULL,
  responsibility text NOT NULL CHECK (btrim(responsibility) <> ''),
  product        text NOT NULL CHECK (btrim(product) <> ''),
  authority      text NOT NULL CHECK (btrim(authority) <> ''),
  -- As they were called when it was given.
  person_name    text NOT NULL DEFAULT '',
  unit_name      text NOT NULL,
  head_id        uuid REFERENCES accounts (id),
  head_name      text NOT NULL DEFAULT '',
  source         text NOT NULL CHECK (source IN ('leader', 'rating', 'other')),
  source_ref     text NOT NULL DEFAULT '',
  state          text NOT NULL CHECK (state IN ('open', 'reported', 'closed', 'cancelled')),
  result         text NOT NULL DEFAULT '',
  opened_at      timestamptz NOT NULL,
  opened_by      uuid REFERENCES accounts (id),
  opened_by_name text NOT NULL,
  reported_at    timestamptz,
  ended_at       timestamptz,
  UNIQUE (centre_id, code),
  CHECK (parent_id IS DISTINCT FROM id),
  CHECK ((state IN ('closed', 'cancelled')) = (ended_at IS NOT NULL)),
  CHECK (state NOT IN ('reported', 'closed') OR reported_at IS NOT NULL)
);
COMMENT ON TABLE tasks IS 'Jobs outside dossiers with six clears: rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền.';
COMMENT ON COLUMN tasks.reported_at IS 'When the product was handed in; on time or late is judged by it.';
CREATE INDEX tasks_open ON tasks (centre_id, due_at) WHERE ended_at IS NULL;
CREATE INDEX tasks_unit ON tasks (centre_id, unit_id, opened_at DESC);
CREATE INDEX tasks_parent ON tasks (parent_id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX tasks_source ON tasks (centre_id, source, source_ref) WHERE source_ref <> '';
CALL app.protect('tasks');
REVOKE DELETE ON tasks FROM motcua_app;

CREATE TABLE task_events (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  task_id    uuid NOT NULL REFERENCES tasks (id),
  type       text NOT NULL CHECK (type IN ('opened', 'reported', 'sent-back', 'closed', 'reassigned', 'cancelled')),
  at         timestamptz NOT NULL,
  account_id uuid REFERENCES accounts (id),
  by_name    text NOT NULL,
  note       text NOT NULL DEFAULT '',
  request_id uuid UNIQUE
);
COMMENT ON TABLE task_events IS 'History of tasks, append-only: who did what when. The request id makes a repeated press give the same answer.';
CREATE INDEX task_events_task ON task_events (task_id, at);
CALL app.protect_history('task_events');

CREATE TABLE asks (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  dossier_id    uuid NOT NULL REFERENCES dossiers (id),
  number        text NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('urge', 'account')),
  text          text NOT NULL CHECK (btrim(text) <> ''),
  asked_by      uuid NOT NULL REFERENCES accounts (id),
  asked_by_name text NOT NULL,
  asked_at      timestamptz NOT NULL,
  to_account_id uuid REFERENCES accounts (id),
  to_unit_id    uuid NOT NULL REFERENCES agencies (id),
  to_name       text NOT NULL,
  answer_by     timestamptz,
  answer        text NOT NULL DEFAULT '',
  answered_by   uuid REFERENCES accounts (id),
  answered_name text NOT NULL DEFAULT '',
  answered_at   timestamptz,
  -- What came of it: the dossier moved, waits for the citizen, or ended.
  outcome       text CHECK (outcome IN ('acted', 'paused', 'answered')),
  closed_at     timestamptz,
  request_id    uuid NOT NULL,
  UNIQUE (request_id, dossier_id),
  CHECK ((outcome IS NULL) = (closed_at IS NULL)),
  CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  CHECK (kind <> 'account' OR answer_by IS NOT NULL)
);
COMMENT ON TABLE asks IS 'What a leader asks of who holds a dossier: to hurry (đôn đốc), or to account for it (giải trình), with the answer and what came of it.';
CREATE INDEX asks_open ON asks (centre_id, to_unit_id) WHERE closed_at IS NULL;
CREATE INDEX asks_dossier ON asks (dossier_id);
CREATE INDEX asks_asker ON asks (centre_id, asked_by, asked_at DESC);
CALL app.protect('asks');
REVOKE DELETE ON asks FROM motcua_app;

CREATE TABLE work_filters (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  account_id uuid NOT NULL REFERENCES accounts (id),
  name       text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 60),
  filter     jsonb NOT NULL CHECK (jsonb_typeof(filter) = 'object'),
  created_at timestamptz NOT NULL,
  UNIQUE (account_id, name)
);
COMMENT ON TABLE work_filters IS 'Filters of "my work" that an officer keeps by name; each sees only the own ones.';
CALL app.protect('work_filters');
