-- Drafts of internal processes, and the work that other units and agencies do beside a dossier's main way.

CREATE TABLE process_drafts (
  code       text PRIMARY KEY CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  -- The version that the draft began from; null for a new process.
  based_on   int,
  revision   int NOT NULL CHECK (revision >= 1),
  draft      jsonb NOT NULL CHECK (jsonb_typeof(draft) = 'object'),
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);
COMMENT ON TABLE process_drafts IS 'The one draft of a process while it is being edited; what was typed, also while it is not yet sound. Gone when it is put in force.';
COMMENT ON COLUMN process_drafts.revision IS 'Counts the saves, so that two people at once do not overwrite each other.';
GRANT SELECT, INSERT, UPDATE, DELETE ON process_drafts TO motcua_app;

CREATE TABLE dossier_strands (
  dossier_id uuid NOT NULL REFERENCES dossiers (id) DEFERRABLE INITIALLY DEFERRED,
  no         int NOT NULL CHECK (no >= 1),
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  kind       text NOT NULL CHECK (kind IN ('parallel', 'opinion', 'sub-dossier')),
  number     text NOT NULL,
  unit_id    uuid NOT NULL,
  account_id uuid,
  agency     text,
  opened_at  timestamptz NOT NULL,
  due_at     timestamptz,
  closed_at  timestamptz,
  outcome    text CHECK (outcome IN ('done', 'agree', 'disagree', 'refused', 'silence', 'dropped')),
  PRIMARY KEY (dossier_id, no),
  CHECK ((closed_at IS NULL) = (outcome IS NULL))
);
COMMENT ON TABLE dossier_strands IS 'Parallel steps, opinions asked and sub-dossiers (hồ sơ con) of dossiers, derived from their events in the same transaction. Never written by hand.';
CREATE INDEX dossier_strands_open ON dossier_strands (centre_id, unit_id) WHERE closed_at IS NULL;
CALL app.protect('dossier_strands');
REVOKE DELETE ON dossier_strands FROM motcua_app;
