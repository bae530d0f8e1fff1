-- Forms (biểu mẫu điện tử) of a centre: versions that never change, and the one draft of each while it is being edited.

CREATE TABLE forms (
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  code       text NOT NULL CHECK (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(code) <= 40),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (centre_id, code)
);
COMMENT ON TABLE forms IS 'A form of the centre by its code; what it asks is in its versions. Locked by whoever adds a version.';
CALL app.protect('forms');

CREATE TABLE form_versions (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL,
  code       text NOT NULL,
  version    int NOT NULL CHECK (version >= 1),
  -- First local day on which new preparations take this version; the newest that has begun is in force.
  valid_from date NOT NULL,
  definition jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'object' AND definition ->> 'code' = code),
  sha256     bytea NOT NULL CHECK (length(sha256) = 32),
  -- National codes of the procedures that the version serves.
  procedures text[] NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  FOREIGN KEY (centre_id, code) REFERENCES forms (centre_id, code),
  UNIQUE (centre_id, code, version),
  UNIQUE (centre_id, id)
);
COMMENT ON TABLE form_versions IS 'Published versions of forms. None ever changes: preparations and dossiers keep the version they were filled in with.';
CREATE INDEX form_versions_procedures ON form_versions USING gin (procedures);
CALL app.protect_history('form_versions');

CREATE TABLE form_drafts (
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  code       text NOT NULL CHECK (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' AND length(code) <= 40),
  -- The version that the draft began from; null for a new form.
  based_on   int,
  revision   int NOT NULL CHECK (revision >= 1),
  draft      jsonb NOT NULL CHECK (jsonb_typeof(draft) = 'object'),
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (centre_id, code)
);
COMMENT ON TABLE form_drafts IS 'The one draft of a form while it is being edited: what was typed, also while it is not yet sound. Gone when it is published.';
COMMENT ON COLUMN form_drafts.revision IS 'Counts the saves, so that two people at once do not overwrite each other.';
CALL app.protect('form_drafts');
