-- Plans of the duty matrix, people without an account, authority to sign, and handing work on when somebody is away.

CREATE TABLE duty_people (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  name       text NOT NULL CHECK (btrim(name) <> ''),
  position   text NOT NULL DEFAULT '',
  unit_id    uuid NOT NULL REFERENCES agencies (id),
  -- Set once the person has an account; the duties move to it in the same transaction.
  account_id uuid REFERENCES accounts (id),
  request_id uuid UNIQUE,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES accounts (id)
);
COMMENT ON TABLE duty_people IS 'People named in the duty matrix who have no account yet: shown on the duty board, but no work flows to them.';

CREATE TABLE duty_plans (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  no          int NOT NULL CHECK (no >= 1),
  state       text NOT NULL CHECK (state IN ('draft', 'saved', 'dropped')),
  -- First day on which the plan holds.
  valid_from  date NOT NULL,
  -- The decision by which the head assigns (quyết định phân công), where there is one.
  decision_no text NOT NULL DEFAULT '',
  note        text NOT NULL DEFAULT '',
  -- What the plan changes: PlanChange[] of the module.
  changes     jsonb NOT NULL,
  -- Findings that were accepted when it was saved, each with its reason: AcceptedFinding[] of the module.
  accepted    jsonb NOT NULL DEFAULT '[]',
  created_at  timestamptz NOT NULL,
  created_by  uuid REFERENCES accounts (id),
  changed_at  timestamptz NOT NULL,
  saved_at    timestamptz,
  saved_by    uuid REFERENCES accounts (id),
  UNIQUE (centre_id, no),
  CHECK ((state = 'saved') = (saved_at IS NOT NULL))
);
COMMENT ON TABLE duty_plans IS 'Versions of the duty matrix (bảng phân công): drafted, checked, then saved as a whole.';
CREATE UNIQUE INDEX duty_plans_one_draft ON duty_plans (centre_id) WHERE state = 'draft';

ALTER TABLE duties
  ALTER COLUMN account_id DROP NOT NULL,
  ADD COLUMN person_id uuid REFERENCES duty_people (id),
  ADD COLUMN counter_id uuid REFERENCES counters (id),
  ADD COLUMN plan_id uuid REFERENCES duty_plans (id),
  ADD CONSTRAINT duties_who CHECK ((account_id IS NULL) <> (person_id IS NULL));
COMMENT ON COLUMN duties.person_id IS 'Somebody without an account yet, instead of account_id.';
COMMENT ON COLUMN duties.counter_id IS 'For reception: the counter at which the person sits for this field.';

CREATE TABLE signing_authorities (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  account_id     uuid NOT NULL REFERENCES accounts (id),
  procedure_code text CHECK (procedure_code ~ '^[0-9]{1,3}\.[0-9]{6}$'),
  field_group    text CHECK (btrim(field_group) <> ''),
  -- The written decision that gives the authority: no decision, no authority.
  decision_no    text NOT NULL CHECK (btrim(decision_no) <> ''),
  decision_day   date NOT NULL,
  granted_by     text NOT NULL CHECK (btrim(granted_by) <> ''),
  valid_from     date NOT NULL,
  valid_to       date,
  ended_reason   text NOT NULL DEFAULT '',
  request_id     uuid UNIQUE,
  created_at     timestamptz NOT NULL,
  created_by     uuid REFERENCES accounts (id),
  ended_by       uuid REFERENCES accounts (id),
  CHECK ((procedure_code IS NULL) <> (field_group IS NULL)),
  CHECK (valid_to IS NULL OR valid_to >= valid_from - 1),
  CHECK (valid_from >= decision_day)
);
COMMENT ON TABLE signing_authorities IS 'Who, not being a leader of the commune, may sign results by written authority (NĐ 280/2025 for certification): for a field or a procedure, from–to, with the decision.';
CREATE INDEX signing_authorities_account ON signing_authorities (centre_id, account_id);

ALTER TABLE leaves
  ADD COLUMN note text NOT NULL DEFAULT '',
  ADD COLUMN hand_on text NOT NULL DEFAULT 'none' CHECK (hand_on IN ('all', 'due', 'none')),
  ADD COLUMN cancelled_at timestamptz,
  ADD COLUMN changed_by uuid REFERENCES accounts (id);
COMMENT ON COLUMN leaves.hand_on IS 'What is handed on when it begins: all that the person holds, what falls due before the return, or nothing.';

CREATE TABLE hand_on_runs (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  account_id  uuid NOT NULL REFERENCES accounts (id),
  person_name text NOT NULL,
  leave_id    uuid UNIQUE REFERENCES leaves (id),
  cause       text NOT NULL CHECK (cause IN ('leave', 'departure')),
  -- As it is written into the history of each dossier.
  because     text NOT NULL CHECK (btrim(because) <> ''),
  starts_at   timestamptz NOT NULL,
  -- Work that lands on the person before this moment is handed on, too; null for good.
  ends_at     timestamptz,
  -- Only what falls due before this moment; null for everything.
  due_before  timestamptz,
  state       text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled')),
  created_at  timestamptz NOT NULL,
  created_by  text NOT NULL,
  finished_at timestamptz,
  CHECK (cause <> 'leave' OR leave_id IS NOT NULL)
);
COMMENT ON TABLE hand_on_runs IS 'Handing on all that a person holds (bàn giao hồ sơ): one run for an absence or a departure, worked off as a job.';
CREATE INDEX hand_on_runs_account ON hand_on_runs (centre_id, account_id, starts_at);

CREATE TABLE hand_on_items (
  run_id        uuid NOT NULL REFERENCES hand_on_runs (id),
  dossier_id    uuid NOT NULL REFERENCES dossiers (id),
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  outcome       text NOT NULL CHECK (outcome IN ('moved', 'unplaced', 'taken-back')),
  to_account_id uuid REFERENCES accounts (id),
  to_name       text,
  why           text NOT NULL,
  at            timestamptz NOT NULL,
  PRIMARY KEY (run_id, dossier_id),
  CHECK ((outcome = 'unplaced') = (to_account_id IS NULL))
);
COMMENT ON TABLE hand_on_items IS 'What became of each dossier of a run: who has it now and why, or that nobody could be found.';

CREATE INDEX dossiers_account ON dossiers (centre_id, holder_account_id)
  WHERE holder_account_id IS NOT NULL AND status NOT IN (3, 7, 8, 10);
CREATE INDEX dossiers_pending_account ON dossiers (centre_id, pending_account_id) WHERE pending_account_id IS NOT NULL;

CALL app.protect('duty_people');
CALL app.protect('duty_plans');
CALL app.protect('signing_authorities');
CALL app.protect('hand_on_runs');
CALL app.protect('hand_on_items');
