-- Petitions (phản ánh, kiến nghị) and questions (hỏi đáp): what was said, how it stands, its history, its photographs, what was published.

CREATE TABLE petition_settings (
  centre_id       uuid PRIMARY KEY REFERENCES agencies (id),
  reception_place text NOT NULL CHECK (length(reception_place) <= 300),
  reception_hours text NOT NULL CHECK (length(reception_hours) <= 300),
  reception_phone text NOT NULL CHECK (length(reception_phone) <= 40),
  updated_at      timestamptz NOT NULL
);
COMMENT ON TABLE petition_settings IS 'Where the commune receives citizens (tiếp công dân): complaints and denunciations are led there and not stored here.';
CALL app.protect('petition_settings');

CREATE TABLE petitions (
  id                uuid PRIMARY KEY,
  centre_id         uuid NOT NULL REFERENCES agencies (id),
  number            text NOT NULL CHECK (number ~ '^PA-\d{4}-\d{4,}$'),
  secret_hash       bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  request_id        uuid NOT NULL,
  kind              text NOT NULL CHECK (kind IN ('report', 'proposal', 'question')),
  channel           text NOT NULL CHECK (channel IN ('web', 'noted')),
  noted_by          text NOT NULL DEFAULT '',
  said              jsonb NOT NULL,
  sender            jsonb NOT NULL,
  state             text NOT NULL CHECK (state IN (
    'received', 'accepted', 'waiting', 'proposed', 'answered', 'published', 'closed', 'refused', 'forwarded')),
  round             int NOT NULL CHECK (round IN (1, 2)),
  field             text,
  nature            text CHECK (nature IN ('behaviour', 'regulation', 'life')),
  unit_id           uuid REFERENCES agencies (id),
  first_received_at timestamptz NOT NULL,
  received_at       timestamptz NOT NULL,
  pauses            jsonb NOT NULL DEFAULT '[]',
  waiting_since     timestamptz,
  due_at            timestamptz,
  answer            text NOT NULL DEFAULT '',
  drafted_by        uuid,
  drafted_by_name   text NOT NULL DEFAULT '',
  approved_by       uuid,
  approved_by_name  text NOT NULL DEFAULT '',
  approved_at       timestamptz,
  satisfied         boolean,
  publication       jsonb,
  publication_plain text NOT NULL DEFAULT '',
  published_at      timestamptz,
  seq               int NOT NULL CHECK (seq > 0),
  clock_seq         int,
  UNIQUE (centre_id, number),
  UNIQUE (centre_id, request_id),
  CHECK ((state = 'waiting') = (waiting_since IS NOT NULL)),
  CHECK ((state IN ('received', 'accepted', 'proposed', 'answered')) = (due_at IS NOT NULL)),
  CHECK ((due_at IS NULL) = (clock_seq IS NULL)),
  CHECK (state NOT IN ('accepted', 'proposed', 'answered', 'published', 'closed') OR (field IS NOT NULL AND nature IS NOT NULL AND unit_id IS NOT NULL)),
  CHECK (state <> 'proposed' OR (answer <> '' AND drafted_by IS NOT NULL)),
  -- Four eyes: who drafted an answer never approves it.
  CHECK (state NOT IN ('answered', 'published', 'closed') OR (answer <> '' AND approved_at IS NOT NULL AND approved_by IS DISTINCT FROM drafted_by)),
  CHECK ((publication IS NULL) = (published_at IS NULL)),
  CHECK (state <> 'published' OR published_at IS NOT NULL)
);
COMMENT ON TABLE petitions IS 'Phản ánh, kiến nghị (NĐ 20/2008) and questions. Who sent them is told to nobody (NĐ 118/2025 Đ29 k.3); only publication is read by the public.';
COMMENT ON COLUMN petitions.secret_hash IS 'SHA-256 of the secret in the sender''s address.';
COMMENT ON COLUMN petitions.round IS '2 when the sender asked once more.';
COMMENT ON COLUMN petitions.received_at IS 'When this round began: its terms run from here.';
COMMENT ON COLUMN petitions.pauses IS 'Spans of this round in which the office waited for the sender.';
COMMENT ON COLUMN petitions.clock_seq IS 'The line of the history at which the running clock began: names its task.';
CREATE INDEX petitions_open ON petitions (centre_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX petitions_received ON petitions (centre_id, first_received_at DESC);
CREATE INDEX petitions_published ON petitions (centre_id, published_at DESC) WHERE published_at IS NOT NULL;
CALL app.protect('petitions');

CREATE TABLE petition_files (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  petition_id uuid NOT NULL REFERENCES petitions (id),
  size        int NOT NULL CHECK (size > 0),
  sha256      bytea NOT NULL CHECK (length(sha256) = 32),
  added_at    timestamptz NOT NULL
);
COMMENT ON TABLE petition_files IS 'Photographs, drawn anew as JPEG without place, device or time in them; the bytes lie in the file store.';
CREATE INDEX petition_files_of ON petition_files (petition_id, id);
CALL app.protect('petition_files');

CREATE TABLE petition_events (
  petition_id uuid NOT NULL REFERENCES petitions (id),
  seq         int NOT NULL CHECK (seq > 0),
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  type        text NOT NULL,
  state       text NOT NULL,
  round       int NOT NULL,
  at          timestamptz NOT NULL,
  by_id       uuid,
  by_name     text NOT NULL,
  words       text NOT NULL,
  late        boolean NOT NULL,
  request_id  uuid NOT NULL,
  PRIMARY KEY (petition_id, seq),
  UNIQUE (centre_id, petition_id, request_id)
);
COMMENT ON TABLE petition_events IS 'What was done with a petition, in order; never changed. late: after the term of that act.';
CREATE INDEX petition_events_at ON petition_events (centre_id, at);
CALL app.protect_history('petition_events');
