-- Working calendars (lịch làm việc): versions that are never changed, so that a dossier keeps the one of its receipt.

CREATE TABLE calendar_versions (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  version        int NOT NULL CHECK (version > 0),
  effective_from date NOT NULL,
  covers_from    date NOT NULL,
  covers_to      date NOT NULL,
  hours          jsonb NOT NULL CHECK (jsonb_typeof(hours) = 'object'),
  public_hours   jsonb CHECK (jsonb_typeof(public_hours) = 'object'),
  questions      jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(questions) = 'array'),
  source         text NOT NULL CHECK (btrim(source) <> ''),
  change         text NOT NULL CHECK (btrim(change) <> ''),
  made_at        timestamptz NOT NULL,
  made_by        uuid REFERENCES accounts (id),
  request_id     uuid NOT NULL,
  UNIQUE (centre_id, version),
  UNIQUE (centre_id, request_id),
  UNIQUE (id, centre_id),
  CHECK (covers_from <= covers_to)
);
COMMENT ON TABLE calendar_versions IS 'Each change of a centre''s calendar is a whole new version; old ones stay for the dossiers received under them. Receipts from effective_from on use it until a later version does.';
COMMENT ON COLUMN calendar_versions.hours IS 'Office hours that count for terms, by weekday (mon … sun) as pairs of HH:MM; a weekday that is missing is off.';
COMMENT ON COLUMN calendar_versions.public_hours IS 'Hours in which the doors are open to the public; null where they are the same.';
COMMENT ON COLUMN calendar_versions.change IS 'What this version changed, in words, for the list of versions.';

CREATE TABLE calendar_days (
  version_id uuid NOT NULL,
  centre_id  uuid NOT NULL,
  day        date NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('off', 'work')),
  hours      jsonb CHECK (jsonb_typeof(hours) = 'array'),
  name       text NOT NULL CHECK (btrim(name) <> ''),
  certainty  text NOT NULL CHECK (certainty IN ('confirmed', 'single-source', 'estimate')),
  source     text NOT NULL CHECK (btrim(source) <> ''),
  PRIMARY KEY (version_id, day),
  FOREIGN KEY (version_id, centre_id) REFERENCES calendar_versions (id, centre_id),
  CHECK (kind = 'work' OR hours IS NULL)
);
COMMENT ON TABLE calendar_days IS 'Days off and make-up working days (ngày nghỉ, ngày làm bù) of one version, each with its source and how certain it is.';

CALL app.protect_history('calendar_versions');
CALL app.protect_history('calendar_days');
