-- The counter in full: visitors on hold, several matters in one visit, quick questions, stepping back,
-- the rules of the hall in dated rows, and a trace of the staffing that explains every wait afterwards.

ALTER TABLE tickets
  DROP CONSTRAINT tickets_state_check,
  ADD CONSTRAINT tickets_state_check
    CHECK (state IN ('waiting', 'called', 'serving', 'held', 'done', 'no-show', 'cancelled')),
  ADD COLUMN held_counter_id uuid REFERENCES counters (id),
  ADD COLUMN hold_reason text NOT NULL DEFAULT '' CHECK (length(hold_reason) <= 200),
  ADD CONSTRAINT tickets_held_somewhere CHECK ((state = 'held') = (held_counter_id IS NOT NULL));
COMMENT ON COLUMN tickets.held_counter_id IS 'The counter that keeps this visitor in mind while a paper is fetched; the counter itself is free.';
COMMENT ON COLUMN tickets.hold_reason IS 'What the visitor is waiting for or fetching; for the officers.';
CREATE INDEX tickets_held ON tickets (centre_id, changed_at) WHERE state = 'held';

ALTER TABLE ticket_calls
  DROP CONSTRAINT ticket_calls_outcome_check,
  ADD CONSTRAINT ticket_calls_outcome_check
    CHECK (outcome IN ('done', 'no-show', 'returned', 'transferred', 'held', 'cancelled', 'left-open')),
  ADD CONSTRAINT ticket_calls_place_check CHECK (place >= 0);
COMMENT ON COLUMN ticket_calls.place IS 'The place that was called; 0 when the number was called out of turn, so that the line does not move on.';

ALTER TABLE ticket_events
  DROP CONSTRAINT ticket_events_action_check,
  ADD CONSTRAINT ticket_events_action_check CHECK (action IN
    ('issue', 'call', 'recall', 'serve', 'finish', 'no-show', 'return', 'transfer', 'cancel',
     'hold', 'resume', 'step-back', 'matter-start', 'matter-finish'));

CREATE TABLE visit_matters (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  ticket_id      uuid NOT NULL REFERENCES tickets (id),
  counter_id     uuid NOT NULL REFERENCES counters (id),
  officer_id     uuid REFERENCES accounts (id),
  procedure_code text,
  title          text NOT NULL CHECK (length(title) <= 300),
  started_at     timestamptz NOT NULL,
  ended_at       timestamptz,
  CHECK (ended_at IS NULL OR ended_at >= started_at)
);
COMMENT ON TABLE visit_matters IS 'Matters (việc) of one visit with the time each took; the source of service time by procedure. One runs at a time.';
CREATE UNIQUE INDEX visit_matters_one_running ON visit_matters (ticket_id) WHERE ended_at IS NULL;
CREATE INDEX visit_matters_ticket ON visit_matters (ticket_id, started_at);
CREATE INDEX visit_matters_day ON visit_matters (centre_id, started_at);

CREATE TABLE quick_visits (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  counter_id uuid NOT NULL REFERENCES counters (id),
  officer_id uuid REFERENCES accounts (id),
  kind       text NOT NULL CHECK (kind IN ('question', 'form', 'directions', 'progress', 'other')),
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  CHECK (ended_at IS NULL OR ended_at >= started_at)
);
COMMENT ON TABLE quick_visits IS 'Visits without a ticket: a question answered at the counter (hỏi nhanh), with its duration and kind.';
CREATE UNIQUE INDEX quick_visits_one_running ON quick_visits (counter_id) WHERE ended_at IS NULL;
CREATE INDEX quick_visits_day ON quick_visits (centre_id, started_at);

CREATE TABLE pause_reasons (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  name       text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 80),
  sort_order int NOT NULL DEFAULT 0,
  active     boolean NOT NULL DEFAULT true,
  UNIQUE (centre_id, name)
);
COMMENT ON TABLE pause_reasons IS 'Why a counter pauses, as the centre words it; a reason that was used is put out of use, never deleted.';

ALTER TABLE counter_shifts
  ADD COLUMN closed_by uuid REFERENCES accounts (id),
  ADD COLUMN closed_how text CHECK (closed_how IN ('closed', 'relieved', 'night'));
COMMENT ON COLUMN counter_shifts.closed_how IS 'closed by a press, relieved by a colleague, or ended by the night rule at the last thing that happened there.';
ALTER TABLE counter_pauses
  ADD COLUMN started_by uuid REFERENCES accounts (id),
  ADD COLUMN ended_by uuid REFERENCES accounts (id);

CREATE TABLE counter_events (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  counter_id uuid NOT NULL REFERENCES counters (id),
  action     text NOT NULL CHECK (action IN ('open', 'close', 'pause', 'go-on', 'quick-start', 'quick-finish')),
  at         timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('staff', 'device', 'public', 'system')),
  actor_id   uuid,
  note       text NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  request_id uuid UNIQUE
);
COMMENT ON TABLE counter_events IS 'History of counters, append-only: every press that opened, paused or closed one. The request id makes a repeated press give the same answer.';
CREATE INDEX counter_events_counter ON counter_events (counter_id, at);

-- Which counters could call from which line, and which lines took numbers, at each moment.
CREATE TABLE group_counter_spans (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  group_id   uuid NOT NULL REFERENCES service_groups (id),
  counter_id uuid NOT NULL REFERENCES counters (id),
  helps      boolean NOT NULL,
  from_at    timestamptz NOT NULL,
  until_at   timestamptz,
  CHECK (until_at IS NULL OR until_at >= from_at)
);
COMMENT ON TABLE group_counter_spans IS 'Which counter called from which line from when to when.';
CREATE UNIQUE INDEX group_counter_spans_one_open ON group_counter_spans (group_id, counter_id) WHERE until_at IS NULL;
CREATE INDEX group_counter_spans_day ON group_counter_spans (centre_id, from_at);
CREATE TABLE group_open_spans (
  id        uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES agencies (id),
  group_id  uuid NOT NULL REFERENCES service_groups (id),
  from_at   timestamptz NOT NULL,
  until_at  timestamptz,
  CHECK (until_at IS NULL OR until_at >= from_at)
);
COMMENT ON TABLE group_open_spans IS 'When a line took numbers, from when to when.';
CREATE UNIQUE INDEX group_open_spans_one_open ON group_open_spans (group_id) WHERE until_at IS NULL;

INSERT INTO group_counter_spans (id, centre_id, group_id, counter_id, helps, from_at)
  SELECT gen_random_uuid(), c.centre_id, c.group_id, c.counter_id, c.helps, g.updated_at
  FROM service_group_counters c JOIN service_groups g ON g.id = c.group_id;
INSERT INTO group_open_spans (id, centre_id, group_id, from_at)
  SELECT gen_random_uuid(), centre_id, id, updated_at FROM service_groups WHERE active;

-- Numbers of a group may start elsewhere than at 001; a day keeps the start it began with.
ALTER TABLE service_groups ADD COLUMN first_number int NOT NULL DEFAULT 1 CHECK (first_number BETWEEN 1 AND 9000);
ALTER TABLE ticket_lines ADD COLUMN first_number int NOT NULL DEFAULT 1 CHECK (first_number BETWEEN 1 AND 9000);
COMMENT ON COLUMN service_groups.first_number IS 'The first number of a day; taken over by the next day''s line, never in the middle of one.';

CREATE TABLE hall_rules (
  id                  uuid PRIMARY KEY,
  centre_id           uuid NOT NULL REFERENCES agencies (id),
  from_day            date NOT NULL,
  share_priority      int NOT NULL CHECK (share_priority BETWEEN 1 AND 10),
  share_appointment   int NOT NULL CHECK (share_appointment BETWEEN 1 AND 10),
  share_returned      int NOT NULL CHECK (share_returned BETWEEN 1 AND 10),
  share_ordinary      int NOT NULL CHECK (share_ordinary BETWEEN 1 AND 10),
  keeps_hours         boolean NOT NULL,
  opens_before        int NOT NULL CHECK (opens_before BETWEEN 0 AND 180),
  last_numbers_before int NOT NULL CHECK (last_numbers_before BETWEEN 0 AND 180),
  numbers_over_lunch  boolean NOT NULL,
  set_by              uuid REFERENCES accounts (id),
  set_at              timestamptz NOT NULL,
  CHECK (share_priority >= share_ordinary)
);
COMMENT ON TABLE hall_rules IS 'How the hall works from a day on: shares of the lanes, and when numbers are given around the office hours. Append-only; the last row of the latest day counts.';
COMMENT ON COLUMN hall_rules.opens_before IS 'Minutes before opening from which numbers are given.';
COMMENT ON COLUMN hall_rules.last_numbers_before IS 'Minutes before closing after which no numbers are given.';
CREATE INDEX hall_rules_day ON hall_rules (centre_id, from_day DESC, set_at DESC);

CREATE TABLE hall_days (
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  day        date NOT NULL,
  phase      text NOT NULL CHECK (phase IN ('before', 'open', 'last-numbers', 'lunch', 'closed', 'day-off')),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (centre_id, day)
);
COMMENT ON TABLE hall_days IS 'The phase of the day that was last announced in the hall, so that each change is told once.';

CALL app.protect('visit_matters');
CALL app.protect('quick_visits');
CALL app.protect('pause_reasons');
CALL app.protect_history('counter_events');
CALL app.protect('group_counter_spans');
CALL app.protect('group_open_spans');
CALL app.protect_history('hall_rules');
CALL app.protect('hall_days');
