-- Tickets (lấy số), calls (gọi số), counters at work, and which dossiers a visit led to.

CREATE TABLE service_groups (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  letter      text NOT NULL CHECK (letter ~ '^[A-Z]$'),
  name        text NOT NULL CHECK (btrim(name) <> ''),
  name_en     text NOT NULL DEFAULT '',
  hint        text NOT NULL DEFAULT '',
  fields      text[] NOT NULL DEFAULT '{}',
  sort_order  int NOT NULL DEFAULT 0,
  active      boolean NOT NULL DEFAULT true,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  UNIQUE (centre_id, letter)
);
COMMENT ON TABLE service_groups IS 'Groups of services (nhóm dịch vụ) that share a line in the hall; the letter heads their ticket numbers.';
COMMENT ON COLUMN service_groups.fields IS 'Field groups of the catalogue whose procedures wait in this line; a group without fields takes everything else.';

CREATE TABLE service_group_counters (
  group_id   uuid NOT NULL REFERENCES service_groups (id),
  counter_id uuid NOT NULL REFERENCES counters (id),
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  helps      boolean NOT NULL DEFAULT false,
  PRIMARY KEY (group_id, counter_id)
);
COMMENT ON TABLE service_group_counters IS 'Which counters call from which line; one that only helps does so while its own lines are empty.';
CREATE INDEX service_group_counters_counter ON service_group_counters (counter_id);

CREATE TABLE ticket_lines (
  group_id         uuid NOT NULL REFERENCES service_groups (id),
  day              date NOT NULL,
  centre_id        uuid NOT NULL REFERENCES agencies (id),
  last_number      int NOT NULL DEFAULT 0 CHECK (last_number >= 0),
  last_arrival     int NOT NULL DEFAULT 0 CHECK (last_arrival >= last_number),
  last_priority    int NOT NULL DEFAULT 0 CHECK (last_priority >= 0),
  last_appointment int NOT NULL DEFAULT 0 CHECK (last_appointment >= 0),
  last_returned    int NOT NULL DEFAULT 0 CHECK (last_returned >= 0),
  last_ordinary    int NOT NULL DEFAULT 0 CHECK (last_ordinary >= 0),
  PRIMARY KEY (group_id, day)
);
COMMENT ON TABLE ticket_lines IS 'The day''s line of a group: last number, last arrival and last place of each lane. Its row lock orders those who join the line; calling does not touch it.';

CREATE TABLE tickets (
  id                uuid PRIMARY KEY,
  centre_id         uuid NOT NULL REFERENCES agencies (id),
  token             text NOT NULL UNIQUE CHECK (length(token) >= 22),
  day               date NOT NULL,
  letter            text NOT NULL CHECK (letter ~ '^[A-Z]$'),
  sequence          int NOT NULL CHECK (sequence > 0),
  number            text NOT NULL,
  group_id          uuid NOT NULL REFERENCES service_groups (id),
  wanted_counter_id uuid REFERENCES counters (id),
  lane              text NOT NULL CHECK (lane IN ('priority', 'appointment', 'returned', 'ordinary')),
  place             int NOT NULL CHECK (place > 0),
  arrival           int NOT NULL CHECK (arrival > 0),
  state             text NOT NULL CHECK (state IN ('waiting', 'called', 'serving', 'done', 'no-show', 'cancelled')),
  counter_id        uuid REFERENCES counters (id),
  returns           int NOT NULL DEFAULT 0 CHECK (returns >= 0),
  source            text NOT NULL CHECK (source IN ('kiosk', 'phone', 'counter', 'program')),
  need              text NOT NULL DEFAULT '' CHECK (length(need) <= 300),
  procedure_code    text,
  priority_reason   text CHECK (priority_reason IN
    ('elderly', 'disability', 'pregnant', 'small-child', 'merit', 'child', 'ill')),
  note              text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  issued_at         timestamptz NOT NULL,
  waiting_since     timestamptz NOT NULL,
  changed_at        timestamptz NOT NULL,
  UNIQUE (centre_id, day, letter, sequence),
  CHECK ((state IN ('called', 'serving')) = (counter_id IS NOT NULL)),
  CHECK (lane <> 'priority' OR priority_reason IS NOT NULL)
);
COMMENT ON TABLE tickets IS 'Tickets (phiếu số). Waiting ones are called by (place, arrival); see docs/queue.md. Holds no name and no ID number.';
COMMENT ON COLUMN tickets.token IS 'Unguessable address of the ticket on the phone.';
COMMENT ON COLUMN tickets.priority_reason IS 'Seen by the serving officer only: never public (Luật 91/2025; rule of the hall).';
COMMENT ON COLUMN tickets.need IS 'The need in the visitor''s words; for the serving officer.';
-- One ticket at a counter at a time, and the head of each line by one index step.
CREATE UNIQUE INDEX tickets_one_at_counter ON tickets (counter_id) WHERE counter_id IS NOT NULL;
CREATE INDEX tickets_line ON tickets (group_id, day, place, arrival) WHERE state = 'waiting';
CREATE INDEX tickets_day ON tickets (centre_id, day, changed_at DESC);

CREATE TABLE ticket_calls (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  ticket_id       uuid NOT NULL REFERENCES tickets (id),
  group_id        uuid NOT NULL REFERENCES service_groups (id),
  day             date NOT NULL,
  counter_id      uuid NOT NULL REFERENCES counters (id),
  officer_id      uuid REFERENCES accounts (id),
  place           int NOT NULL,
  waiting_since   timestamptz NOT NULL,
  called_at       timestamptz NOT NULL,
  last_called_at  timestamptz NOT NULL,
  served_at       timestamptz,
  ended_at        timestamptz,
  outcome         text CHECK (outcome IN ('done', 'no-show', 'returned', 'transferred', 'cancelled', 'left-open')),
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK (last_called_at >= called_at),
  CHECK (served_at IS NULL OR served_at >= called_at),
  CHECK (ended_at IS NULL OR ended_at >= called_at)
);
COMMENT ON TABLE ticket_calls IS 'Every stay of a ticket at a counter: who called it, from when to when, how it ended. Source of waiting and service times.';
CREATE UNIQUE INDEX ticket_calls_one_per_counter ON ticket_calls (counter_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX ticket_calls_one_per_ticket ON ticket_calls (ticket_id) WHERE ended_at IS NULL;
CREATE INDEX ticket_calls_reached ON ticket_calls (group_id, day, place DESC);
CREATE INDEX ticket_calls_history ON ticket_calls (group_id, ended_at DESC) WHERE outcome = 'done';
CREATE INDEX ticket_calls_day ON ticket_calls (centre_id, day, last_called_at DESC);
CREATE INDEX ticket_calls_ticket ON ticket_calls (ticket_id);

CREATE TABLE ticket_events (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  ticket_id   uuid NOT NULL REFERENCES tickets (id),
  action      text NOT NULL CHECK (action IN
    ('issue', 'call', 'recall', 'serve', 'finish', 'no-show', 'return', 'transfer', 'cancel')),
  at          timestamptz NOT NULL,
  actor_kind  text NOT NULL CHECK (actor_kind IN ('staff', 'device', 'public', 'system')),
  actor_id    uuid,
  counter_id  uuid REFERENCES counters (id),
  group_id    uuid NOT NULL REFERENCES service_groups (id),
  note        text NOT NULL DEFAULT '',
  request_id  uuid UNIQUE
);
COMMENT ON TABLE ticket_events IS 'History of tickets, append-only: who did what when. The request id makes a repeated press give the same answer.';
CREATE INDEX ticket_events_ticket ON ticket_events (ticket_id, id);

CREATE TABLE counter_shifts (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  counter_id uuid NOT NULL REFERENCES counters (id),
  officer_id uuid REFERENCES accounts (id),
  opened_at  timestamptz NOT NULL,
  closed_at  timestamptz,
  CHECK (closed_at IS NULL OR closed_at >= opened_at)
);
COMMENT ON TABLE counter_shifts IS 'Who minds which counter from when to when: the staffing of each moment.';
CREATE UNIQUE INDEX counter_shifts_one_open ON counter_shifts (counter_id) WHERE closed_at IS NULL;
CREATE INDEX counter_shifts_day ON counter_shifts (centre_id, opened_at);

CREATE TABLE counter_pauses (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  shift_id   uuid NOT NULL REFERENCES counter_shifts (id),
  reason     text NOT NULL CHECK (btrim(reason) <> '' AND length(reason) <= 200),
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  CHECK (ended_at IS NULL OR ended_at >= started_at)
);
COMMENT ON TABLE counter_pauses IS 'Pauses of a counter with their reason; a paused counter does not count as open.';
CREATE UNIQUE INDEX counter_pauses_one_open ON counter_pauses (shift_id) WHERE ended_at IS NULL;

CREATE TABLE ticket_dossiers (
  ticket_id  uuid NOT NULL REFERENCES tickets (id),
  dossier_id uuid NOT NULL,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  linked_at  timestamptz NOT NULL,
  PRIMARY KEY (ticket_id, dossier_id)
);
COMMENT ON TABLE ticket_dossiers IS 'Dossiers that a visit led to. The queue knows them; dossiers know no queue.';
CREATE INDEX ticket_dossiers_dossier ON ticket_dossiers (dossier_id);

CALL app.protect('service_groups');
CALL app.protect('service_group_counters');
CALL app.protect('ticket_lines');
CALL app.protect('tickets');
CALL app.protect('ticket_calls');
CALL app.protect_history('ticket_events');
CALL app.protect('counter_shifts');
CALL app.protect('counter_pauses');
CALL app.protect('ticket_dossiers');
