-- The national list of procedures (CSDL TTHC quốc gia): what was read of it, how it differs from the centre's catalogue, and what officers decided.

CREATE TABLE national_list_settings (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  version     uuid NOT NULL,
  source      jsonb NOT NULL,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL
);
COMMENT ON TABLE national_list_settings IS 'From where a centre reads the national list. Account and token are those of the connection to the National Portal.';
CALL app.protect('national_list_settings');

CREATE TABLE national_list_fetches (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  source       text NOT NULL CHECK (source IN ('portal', 'public')),
  -- short: the list lost so many procedures that a person has to say that it is right.
  state        text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'short')),
  -- Codes with the address of their record; null until the list itself was read.
  listed       jsonb,
  todo         jsonb NOT NULL,
  read_count   int NOT NULL DEFAULT 0 CHECK (read_count >= 0),
  unreadable   jsonb NOT NULL DEFAULT '[]',
  found_count  int NOT NULL DEFAULT 0 CHECK (found_count >= 0),
  why          text,
  asked_by     text NOT NULL,
  begun_at     timestamptz NOT NULL,
  lease_until  timestamptz,
  ended_at     timestamptz,
  CHECK ((state = 'running') = (ended_at IS NULL))
);
COMMENT ON TABLE national_list_fetches IS 'Readings of the national list: the list first, then record by record, going on where a restart or a cut line stopped it.';
CREATE UNIQUE INDEX national_list_fetches_one ON national_list_fetches (centre_id) WHERE state = 'running';
CREATE INDEX national_list_fetches_newest ON national_list_fetches (centre_id, begun_at DESC);
CALL app.protect('national_list_fetches');
REVOKE DELETE ON national_list_fetches FROM motcua_app;

CREATE TABLE national_records (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  code        text NOT NULL CHECK (code ~ '^[0-9]{1,3}\.[0-9]{6}$'),
  sha256      bytea NOT NULL CHECK (length(sha256) = 32),
  record      jsonb NOT NULL,
  first_seen  timestamptz NOT NULL,
  UNIQUE (centre_id, code, sha256)
);
COMMENT ON TABLE national_records IS 'Each version of a procedure that the national list ever showed, as it was read. Never changed.';
CALL app.protect_history('national_records');

CREATE TABLE national_record_reads (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  code        text NOT NULL,
  record_id   uuid NOT NULL REFERENCES national_records (id),
  read_at     timestamptz NOT NULL,
  PRIMARY KEY (centre_id, code)
);
COMMENT ON TABLE national_record_reads IS 'The version that the national list showed last of each procedure, and when it was read.';
CALL app.protect('national_record_reads');

CREATE TABLE catalogue_differences (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  code           text NOT NULL CHECK (code ~ '^[0-9]{1,3}\.[0-9]{6}$'),
  name           text NOT NULL,
  kind           text NOT NULL CHECK (kind IN ('new', 'changed', 'moved', 'abolished')),
  -- Digest of what makes the difference: a refused one is not raised again until it says something else.
  sign           bytea NOT NULL CHECK (length(sign) = 32),
  -- The version here that it was compared with, and what it would become; null for nothing on that side.
  base_id        uuid REFERENCES procedure_versions (id),
  before         jsonb,
  after          jsonb,
  parts          text[] NOT NULL,
  remarks        text[] NOT NULL,
  -- First day of the newest legal basis, where the list names it.
  suggested_from date,
  state          text NOT NULL CHECK (state IN ('open', 'postponed', 'accepted', 'refused', 'overtaken')),
  postponed_to   date,
  effective_from date,
  fetch_id       uuid NOT NULL REFERENCES national_list_fetches (id),
  found_at       timestamptz NOT NULL,
  decided_at     timestamptz,
  decided_by     text,
  reason         text,
  CHECK ((state = 'postponed') = (postponed_to IS NOT NULL)),
  CHECK ((state = 'accepted') = (effective_from IS NOT NULL)),
  CHECK (state IN ('open', 'overtaken') OR (decided_at IS NOT NULL AND decided_by IS NOT NULL)),
  CHECK (state NOT IN ('refused', 'postponed') OR btrim(reason) <> ''),
  CHECK ((kind = 'new') = (before IS NULL) AND (kind = 'abolished') = (after IS NULL))
);
COMMENT ON TABLE catalogue_differences IS 'How the national list differs from the catalogue, procedure by procedure, until an officer accepts, refuses or postpones it.';
CREATE UNIQUE INDEX catalogue_differences_one ON catalogue_differences (centre_id, code) WHERE state IN ('open', 'postponed');
CREATE INDEX catalogue_differences_sign ON catalogue_differences (centre_id, code, sign);
CREATE INDEX catalogue_differences_decided ON catalogue_differences (centre_id, decided_at DESC) WHERE decided_at IS NOT NULL;
CALL app.protect('catalogue_differences');
REVOKE DELETE ON catalogue_differences FROM motcua_app;

CREATE TABLE catalogue_decisions (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  request_id     uuid NOT NULL,
  difference_id  uuid NOT NULL REFERENCES catalogue_differences (id),
  decision       text NOT NULL CHECK (decision IN ('accept', 'refuse', 'postpone')),
  day            date,
  reason         text,
  account_id     uuid,
  by_name        text NOT NULL,
  at             timestamptz NOT NULL,
  UNIQUE (centre_id, request_id, difference_id)
);
COMMENT ON TABLE catalogue_decisions IS 'Every decision about a difference: who, when, why, from which day.';
CREATE INDEX catalogue_decisions_of ON catalogue_decisions (difference_id, at);
CALL app.protect_history('catalogue_decisions');
