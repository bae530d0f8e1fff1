-- What kiosks and boards need beyond tickets: settings of the hall, boards and their announcements, the paper of a ticket,
-- calls for help, proofs of identity at a kiosk, and the commune's own recordings.

CREATE TABLE hall_settings (
  centre_id     uuid PRIMARY KEY REFERENCES agencies (id),
  wifi_name     text NOT NULL DEFAULT '' CHECK (octet_length(wifi_name) <= 32),
  wifi_security text NOT NULL DEFAULT 'WPA' CHECK (wifi_security IN ('WPA', 'nopass')),
  wifi_password text NOT NULL DEFAULT '' CHECK (wifi_password = '' OR length(wifi_password) BETWEEN 8 AND 63),
  wifi_hidden   boolean NOT NULL DEFAULT false,
  portal_url    text NOT NULL DEFAULT '' CHECK (portal_url = '' OR portal_url ~ '^https://'),
  updated_at    timestamptz NOT NULL,
  CHECK (wifi_name = '' OR (wifi_security = 'nopass') = (wifi_password = ''))
);
COMMENT ON TABLE hall_settings IS 'Settings of the hall''s screens: Wi-Fi for visitors (printed in clear text for everybody, so no secret) and the portal a kiosk leads to.';

CREATE TABLE hall_boards (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  name       text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 80),
  groups     uuid[] NOT NULL DEFAULT '{}',
  counters   uuid[] NOT NULL DEFAULT '{}',
  voice      boolean NOT NULL DEFAULT true,
  repeats    int NOT NULL DEFAULT 2 CHECK (repeats BETWEEN 1 AND 3),
  notices    boolean NOT NULL DEFAULT true,
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (centre_id, name)
);
COMMENT ON TABLE hall_boards IS 'Boards of the hall (bảng gọi số): which groups and counters each shows (none chosen: all), whether it speaks and how often.';

CREATE TABLE hall_notices (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  body          text NOT NULL CHECK (btrim(body) <> '' AND length(body) <= 300),
  from_time     text NOT NULL CHECK (from_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  to_time       text NOT NULL CHECK (to_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  first_day     date,
  last_day      date,
  spoken        boolean NOT NULL DEFAULT false,
  every_minutes int NOT NULL DEFAULT 15 CHECK (every_minutes BETWEEN 5 AND 240),
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  CHECK (from_time < to_time),
  CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day)
);
COMMENT ON TABLE hall_notices IS 'Announcements of the boards between calls, each for a span of the day (local time) and of days; ended ones are kept.';
CREATE INDEX hall_notices_running ON hall_notices (centre_id) WHERE ended_at IS NULL;

CREATE TABLE ticket_slips (
  print_job_id uuid PRIMARY KEY,
  ticket_id    uuid NOT NULL REFERENCES tickets (id),
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  state        text NOT NULL CHECK (state IN ('queued', 'printing', 'done', 'failed')),
  tries        int NOT NULL DEFAULT 0 CHECK (tries >= 0),
  changed_at   timestamptz NOT NULL
);
COMMENT ON TABLE ticket_slips IS 'The paper of a ticket taken at a kiosk: its print job and how that stands, which the kiosk shows.';
CREATE INDEX ticket_slips_ticket ON ticket_slips (ticket_id);

CREATE TABLE help_calls (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  device_id       uuid NOT NULL REFERENCES device_enrolments (id),
  called_at       timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by uuid REFERENCES accounts (id),
  ended_at        timestamptz,
  request_id      uuid NOT NULL UNIQUE,
  CHECK (acknowledged_at IS NULL OR acknowledged_at >= called_at),
  CHECK (ended_at IS NULL OR acknowledged_at IS NOT NULL)
);
COMMENT ON TABLE help_calls IS 'Calls for an officer from a kiosk (nút gọi trợ giúp): when, from which device, who answered and how fast.';
CREATE UNIQUE INDEX help_calls_one_open ON help_calls (device_id) WHERE ended_at IS NULL;
CREATE INDEX help_calls_day ON help_calls (centre_id, called_at DESC);

CREATE TABLE kiosk_identifications (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  device_id  uuid NOT NULL REFERENCES device_enrolments (id),
  at         timestamptz NOT NULL,
  way        text NOT NULL CHECK (way IN ('card', 'vneid')),
  outcome    text NOT NULL CHECK (outcome IN ('ok', 'refused', 'failed')),
  reference  text NOT NULL DEFAULT '' CHECK (length(reference) <= 80)
);
COMMENT ON TABLE kiosk_identifications IS 'Log of identity checks at kiosks: when, where, which way, how it ended. No card image, no name, no number; `reference` is the provider''s transaction.';
CREATE INDEX kiosk_identifications_recent ON kiosk_identifications (centre_id, way, at DESC);

CREATE TABLE voice_clips (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  clip        text NOT NULL CHECK (clip ~ '^(tu|chu)-' AND length(clip) <= 60),
  kind        text NOT NULL CHECK (kind IN ('wav', 'mp3', 'opus')),
  store_key   text NOT NULL UNIQUE,
  bytes       int NOT NULL CHECK (bytes > 0),
  duration_ms int NOT NULL CHECK (duration_ms > 0),
  sha256      bytea NOT NULL CHECK (length(sha256) = 32),
  uploaded_by uuid REFERENCES accounts (id),
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (centre_id, clip)
);
COMMENT ON TABLE voice_clips IS 'The commune''s own recordings of the words of a call; a word without one keeps the standard recording.';

CALL app.protect('hall_settings');
CALL app.protect('hall_boards');
CALL app.protect('hall_notices');
CALL app.protect('ticket_slips');
CALL app.protect('help_calls');
CALL app.protect_history('kiosk_identifications');
CALL app.protect('voice_clips');
