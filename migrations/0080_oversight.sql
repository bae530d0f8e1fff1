-- Warnings (đôn đốc): what will be late, told to the one who can prevent it.

CREATE TABLE warnings (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  dossier_id uuid NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('term', 'overdue', 'step', 'closing')),
  level      text NOT NULL CHECK (level IN ('officer', 'unit-head', 'leader')),
  -- The moment that it warns of: the term's, the step's or the closing limit.
  due_at     timestamptz NOT NULL,
  step_key   text NOT NULL DEFAULT '',
  unit_id    uuid NOT NULL REFERENCES agencies (id),
  account_id uuid REFERENCES accounts (id),
  -- As they were called when it was written, so that a warning reads the same for ever.
  dossier_number text NOT NULL,
  procedure_name text NOT NULL,
  step_name      text NOT NULL DEFAULT '',
  unit_name      text NOT NULL,
  holder_name    text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  seen_at    timestamptz,
  seen_by    uuid REFERENCES accounts (id),
  outcome    text CHECK (outcome IN ('moved-on', 'waiting', 'new-date', 'finished-in-time', 'finished-late', 'ended')),
  closed_at  timestamptz,
  UNIQUE (dossier_id, kind, level, due_at, step_key),
  CHECK ((outcome IS NULL) = (closed_at IS NULL)),
  CHECK ((seen_at IS NULL) = (seen_by IS NULL))
);
COMMENT ON TABLE warnings IS 'Warnings before and at the due time, each once, kept with who saw it and what came of it.';
CREATE INDEX warnings_open ON warnings (centre_id, level, unit_id, account_id) WHERE closed_at IS NULL;
CREATE INDEX warnings_dossier ON warnings (centre_id, dossier_id);

CALL app.protect('warnings');
REVOKE DELETE ON warnings FROM motcua_app;
