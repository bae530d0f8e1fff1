-- What a citizen does with a dossier under way (theo dõi hồ sơ): answers sent from home, requests to withdraw, messages both ways.

CREATE TABLE follow_settings (
  centre_id       uuid PRIMARY KEY REFERENCES agencies (id),
  -- Whether a finished dossier's result may be downloaded with the code of the receipt or a sign-in.
  result_download boolean NOT NULL,
  -- Office hours within which a message should be answered; shown to citizens.
  answer_hours    int NOT NULL CHECK (answer_hours BETWEEN 1 AND 80),
  updated_at      timestamptz NOT NULL
);
COMMENT ON TABLE follow_settings IS 'What a centre lets its citizens do with a dossier under way.';
CALL app.protect('follow_settings');

CREATE TABLE follow_sendings (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  dossier_id      uuid NOT NULL REFERENCES dossiers (id),
  kind            text NOT NULL CHECK (kind IN ('supplement', 'withdrawal')),
  -- draft: the citizen collects; sent: waits for an officer; taken: the officer made it official; sent-back: with a reason;
  -- overtaken: the dossier went on without it.
  state           text NOT NULL CHECK (state IN ('draft', 'sent', 'taken', 'sent-back', 'overtaken')),
  -- The citizen's reason of a withdrawal, or what they add to the papers.
  words           text NOT NULL CHECK (length(words) <= 2000),
  started_at      timestamptz NOT NULL,
  sent_at         timestamptz,
  send_request_id uuid,
  settled_at      timestamptz,
  settled_by      text,
  -- Why it was sent back, or what overtook it.
  settled_why     text,
  -- Number of the dossier's events when it was settled.
  settled_seq     int,
  CHECK (kind = 'supplement' OR state <> 'draft'),
  CHECK ((state = 'draft') = (sent_at IS NULL) OR state = 'overtaken'),
  CHECK ((state IN ('taken', 'sent-back', 'overtaken')) = (settled_at IS NOT NULL)),
  CHECK (state <> 'sent-back' OR settled_why IS NOT NULL)
);
COMMENT ON TABLE follow_sendings IS 'What citizens sent from home for a dossier. Nothing of it is official before an officer takes it.';
-- One open sending of a kind for a dossier.
CREATE UNIQUE INDEX follow_sendings_open ON follow_sendings (dossier_id, kind) WHERE state IN ('draft', 'sent');
CREATE UNIQUE INDEX follow_sendings_request ON follow_sendings (centre_id, send_request_id) WHERE send_request_id IS NOT NULL;
CREATE INDEX follow_sendings_waiting ON follow_sendings (centre_id, sent_at) WHERE state = 'sent';
CREATE INDEX follow_sendings_dossier ON follow_sendings (dossier_id, started_at);
CALL app.protect('follow_sendings');

CREATE TABLE follow_files (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  sending_id  uuid NOT NULL REFERENCES follow_sendings (id),
  -- Which of the papers asked for, counted from 0.
  item        int NOT NULL CHECK (item BETWEEN 0 AND 49),
  name        text NOT NULL,
  media_type  text NOT NULL CHECK (media_type IN ('image/jpeg', 'application/pdf')),
  size        int NOT NULL CHECK (size > 0),
  request_id  uuid NOT NULL,
  added_at    timestamptz NOT NULL,
  seq         bigint GENERATED ALWAYS AS IDENTITY,
  UNIQUE (sending_id, request_id)
);
COMMENT ON TABLE follow_files IS 'Photographs and PDF sent from home, checked and drawn anew; the bytes lie in the file store.';
CREATE INDEX follow_files_sending ON follow_files (sending_id, item, seq);
CALL app.protect('follow_files');

CREATE TABLE follow_messages (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  dossier_id   uuid NOT NULL REFERENCES dossiers (id),
  author       text NOT NULL CHECK (author IN ('citizen', 'office')),
  -- Unit and post as the citizen reads them; empty for the citizen.
  by_post      text NOT NULL,
  by_account   uuid,
  words        text NOT NULL CHECK (length(words) BETWEEN 1 AND 2000),
  -- A photograph that went along; its bytes lie in the file store under this id.
  photo_id     uuid,
  photo_type   text CHECK (photo_type IN ('image/jpeg', 'application/pdf')),
  request_id   uuid NOT NULL,
  at           timestamptz NOT NULL,
  -- The first answer of the office after it; of messages of the citizen only.
  answered_at  timestamptz,
  seq          bigint GENERATED ALWAYS AS IDENTITY,
  UNIQUE (centre_id, request_id),
  CHECK ((photo_id IS NULL) = (photo_type IS NULL)),
  CHECK (author = 'citizen' OR answered_at IS NULL)
);
COMMENT ON TABLE follow_messages IS 'What citizen and office wrote to each other about a dossier.';
CREATE INDEX follow_messages_dossier ON follow_messages (dossier_id, seq);
CREATE INDEX follow_messages_unanswered ON follow_messages (centre_id, at) WHERE author = 'citizen' AND answered_at IS NULL;
CALL app.protect('follow_messages');
