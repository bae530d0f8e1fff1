-- Catalogue of administrative procedures (danh mục thủ tục hành chính) of a centre, with versions, imports and use.

CREATE TABLE procedure_catalogues (
  centre_id  uuid PRIMARY KEY REFERENCES agencies (id),
  -- Raised with every change, so that the search knows when its index is old.
  revision   int NOT NULL CHECK (revision >= 0),
  changed_at timestamptz NOT NULL
);
COMMENT ON TABLE procedure_catalogues IS 'One row a centre: the revision of its catalogue. Locked by whoever changes the catalogue, so changes come one after the other.';
CALL app.protect('procedure_catalogues');

CREATE TABLE procedures (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  code       text NOT NULL CHECK (code ~ '^[0-9]{1,3}\.[0-9]{6}$'),
  created_at timestamptz NOT NULL,
  UNIQUE (centre_id, code),
  UNIQUE (centre_id, id)
);
COMMENT ON TABLE procedures IS 'A procedure (TTHC) of the centre by its national code; what it says is in its versions.';
CALL app.protect('procedures');

CREATE TABLE procedure_versions (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL,
  procedure_id   uuid NOT NULL,
  version        int NOT NULL CHECK (version >= 1),
  body           jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object'),
  sha256         bytea NOT NULL CHECK (length(sha256) = 32),
  code           text NOT NULL GENERATED ALWAYS AS (body ->> 'code') STORED,
  name           text NOT NULL GENERATED ALWAYS AS (body ->> 'name') STORED,
  field          text NOT NULL GENERATED ALWAYS AS (body ->> 'field') STORED,
  field_group    text NOT NULL GENERATED ALWAYS AS (body ->> 'fieldGroup') STORED,
  executor       text NOT NULL GENERATED ALWAYS AS (body ->> 'executor') STORED,
  -- First and last local day on which new dossiers take this version; running dossiers keep theirs.
  effective_from date NOT NULL,
  effective_to   date,
  imported_from  text NOT NULL,
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  FOREIGN KEY (centre_id, procedure_id) REFERENCES procedures (centre_id, id),
  UNIQUE (procedure_id, version),
  -- A version replaced on the day it began was in force for no whole day.
  CHECK (effective_to IS NULL OR effective_to >= effective_from - 1)
);
COMMENT ON TABLE procedure_versions IS 'Versions of procedures. The body never changes; only the last day is set, once, when a newer version follows.';
CREATE UNIQUE INDEX procedure_versions_one_open ON procedure_versions (procedure_id) WHERE effective_to IS NULL;
CREATE INDEX procedure_versions_code ON procedure_versions (centre_id, code, effective_from DESC);
CREATE INDEX procedure_versions_group ON procedure_versions (centre_id, field_group) WHERE effective_to IS NULL;
CALL app.protect('procedure_versions');
REVOKE UPDATE, DELETE ON procedure_versions FROM motcua_app;
GRANT UPDATE (effective_to) ON procedure_versions TO motcua_app;

CREATE FUNCTION app.keep_procedure_version() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'DELETE' OR old.effective_to IS NOT NULL OR new.effective_to IS NULL
     OR (old.id, old.centre_id, old.procedure_id, old.version, old.body, old.sha256, old.effective_from, old.imported_from, old.created_at, old.created_by)
        IS DISTINCT FROM
        (new.id, new.centre_id, new.procedure_id, new.version, new.body, new.sha256, new.effective_from, new.imported_from, new.created_at, new.created_by)
  THEN
    RAISE EXCEPTION 'a version of a procedure does not change; only its last day is set, once'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER procedure_versions_kept BEFORE UPDATE OR DELETE ON procedure_versions
  FOR EACH ROW EXECUTE FUNCTION app.keep_procedure_version();

CREATE TABLE procedure_use_counts (
  centre_id uuid NOT NULL REFERENCES agencies (id),
  code      text NOT NULL,
  -- First day of the local month.
  month     date NOT NULL CHECK (extract(day FROM month) = 1),
  uses      int NOT NULL CHECK (uses > 0),
  PRIMARY KEY (centre_id, code, month)
);
COMMENT ON TABLE procedure_use_counts IS 'Dossiers received by procedure and month: the prior of the search. No personal data.';
CALL app.protect('procedure_use_counts');

CREATE TABLE import_runs (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  file_name      text NOT NULL CHECK (btrim(file_name) <> ''),
  sha256         bytea NOT NULL CHECK (length(sha256) = 32),
  status         text NOT NULL CHECK (status IN ('read', 'applied', 'discarded')),
  accepted       int NOT NULL CHECK (accepted >= 0),
  refused        int NOT NULL CHECK (refused >= 0),
  -- Bodies read from the file, kept until they are applied or discarded.
  staged         jsonb,
  added          int,
  changed        int,
  unchanged      int,
  effective_from date,
  request_id     uuid NOT NULL,
  created_at     timestamptz NOT NULL,
  created_by     text NOT NULL,
  ended_at       timestamptz,
  ended_by       text,
  UNIQUE (centre_id, id),
  UNIQUE (centre_id, request_id),
  CHECK ((status = 'read') = (staged IS NOT NULL)),
  CHECK ((status = 'read') = (ended_at IS NULL)),
  CHECK ((status = 'applied') = (added IS NOT NULL AND changed IS NOT NULL AND unchanged IS NOT NULL AND effective_from IS NOT NULL))
);
COMMENT ON TABLE import_runs IS 'Imports of a national or provincial list: read first, looked at, then applied or discarded.';
CREATE INDEX import_runs_recent ON import_runs (centre_id, created_at DESC);
CALL app.protect('import_runs');

CREATE TABLE import_refusals (
  centre_id uuid NOT NULL,
  run_id    uuid NOT NULL,
  line      int NOT NULL CHECK (line >= 1),
  code      text,
  reasons   text[] NOT NULL CHECK (cardinality(reasons) > 0),
  PRIMARY KEY (run_id, line),
  FOREIGN KEY (centre_id, run_id) REFERENCES import_runs (centre_id, id)
);
COMMENT ON TABLE import_refusals IS 'Lines of an import that were not taken, with every reason.';
CALL app.protect_history('import_refusals');
