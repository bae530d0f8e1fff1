-- Internal processes (quy trình nội bộ) and duties (phân công).

CREATE TABLE processes (
  code       text PRIMARY KEY CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE processes IS 'Internal processes by code. One set for the whole province (NĐ 118/2025 Điều 38 k.1d), so without a centre.';

CREATE TABLE process_versions (
  code       text NOT NULL REFERENCES processes (code),
  version    int NOT NULL CHECK (version >= 1),
  -- First day on which new dossiers take this version; the one before ends on the day before.
  valid_from date NOT NULL,
  definition jsonb NOT NULL,
  sha256     bytea NOT NULL CHECK (length(sha256) = 32),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE process_versions IS 'Versions of a process; never changed, because running dossiers keep theirs. definition is ProcessDefinition of the module.';
COMMENT ON COLUMN process_versions.sha256 IS 'Digest of the definition in canonical form; the same file loaded again makes no new version.';

GRANT SELECT, INSERT ON processes, process_versions TO motcua_app;
CREATE TRIGGER process_versions_append_only BEFORE UPDATE OR DELETE ON process_versions
  FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TABLE duties (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  account_id     uuid NOT NULL REFERENCES accounts (id),
  role           text NOT NULL CHECK (
    role IN ('receptionist', 'officer', 'unit-head', 'centre-director', 'commune-leader', 'administrator', 'auditor')),
  procedure_code text CHECK (procedure_code ~ '^[0-9]{1,3}\.[0-9]{6}$'),
  field_group    text CHECK (btrim(field_group) <> ''),
  rank           text NOT NULL CHECK (rank IN ('main', 'deputy')),
  valid_from     date NOT NULL,
  valid_to       date,
  request_id     uuid UNIQUE,
  created_at     timestamptz NOT NULL,
  created_by     uuid REFERENCES accounts (id),
  ended_by       uuid REFERENCES accounts (id),
  CHECK ((procedure_code IS NULL) <> (field_group IS NULL)),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
COMMENT ON TABLE duties IS 'Duty matrix (bảng phân công): who, in which role, for a field group or one procedure, main or deputy, from–to (both days included).';
CREATE INDEX duties_scope ON duties (centre_id, role, coalesce(procedure_code, field_group));
CREATE INDEX duties_account ON duties (account_id);

CREATE TABLE leaves (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  account_id uuid NOT NULL REFERENCES accounts (id),
  starts_at  timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  reason     text NOT NULL CHECK (reason IN ('annual', 'sick', 'maternity', 'compensatory', 'study', 'travel', 'other')),
  request_id uuid UNIQUE,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES accounts (id),
  CHECK (ends_at > starts_at)
);
COMMENT ON TABLE leaves IS 'Absences of staff (nghỉ phép, ốm, thai sản, nghỉ bù, học, công tác: NĐ 118/2025 Điều 12 k.2). The end instant is not included.';
CREATE INDEX leaves_account ON leaves (centre_id, account_id, starts_at);

CALL app.protect('duties');
CALL app.protect('leaves');
