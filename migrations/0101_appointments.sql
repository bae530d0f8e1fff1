-- Appointments made at home (đặt lịch hẹn), and telling a phone by web push.

CREATE TABLE appointment_plans (
  group_id      uuid PRIMARY KEY REFERENCES service_groups (id),
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  enabled       boolean NOT NULL,
  slot_minutes  int NOT NULL CHECK (slot_minutes BETWEEN 5 AND 240),
  capacity      int NOT NULL CHECK (capacity BETWEEN 1 AND 100),
  share_percent int NOT NULL CHECK (share_percent BETWEEN 0 AND 100),
  weekdays      int[] NOT NULL CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7] AND array_position(weekdays, NULL) IS NULL),
  lead_minutes  int NOT NULL CHECK (lead_minutes BETWEEN 0 AND 20160),
  horizon_days  int NOT NULL CHECK (horizon_days BETWEEN 1 AND 90),
  updated_at    timestamptz NOT NULL
);
COMMENT ON TABLE appointment_plans IS 'What can be booked in each line: slot length, people served in a slot, the share of them that may book, weekdays (ISO, 1 is Monday), lead and horizon. A group without a row takes no bookings.';

CREATE TABLE appointment_rules (
  centre_id        uuid PRIMARY KEY REFERENCES agencies (id),
  early_minutes    int NOT NULL CHECK (early_minutes BETWEEN 0 AND 240),
  grace_minutes    int NOT NULL CHECK (grace_minutes BETWEEN 0 AND 240),
  reminder_minutes int NOT NULL CHECK (reminder_minutes BETWEEN 0 AND 10080),
  open_per_phone   int NOT NULL CHECK (open_per_phone BETWEEN 1 AND 50),
  updated_at       timestamptz NOT NULL
);
COMMENT ON TABLE appointment_rules IS 'Rules of the centre for arriving early and late, the reminder, and how many open bookings one phone number may have.';

CREATE TABLE appointments (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  token          text NOT NULL UNIQUE CHECK (length(token) >= 22),
  code           text NOT NULL CHECK (code ~ '^\d{8}$'),
  group_id       uuid NOT NULL REFERENCES service_groups (id),
  procedure_code text,
  starts_at      timestamptz NOT NULL,
  ends_at        timestamptz NOT NULL,
  seat           int CHECK (seat > 0),
  state          text NOT NULL CHECK (state IN ('booked', 'arrived', 'no-show', 'cancelled')),
  ticket_id      uuid UNIQUE REFERENCES tickets (id),
  request_id     uuid UNIQUE,
  booked_at      timestamptz NOT NULL,
  changed_at     timestamptz NOT NULL,
  reminded_at    timestamptz,
  reminded_by    text[] NOT NULL DEFAULT '{}',
  UNIQUE (centre_id, code),
  CHECK (ends_at > starts_at),
  CHECK (state <> 'booked' OR seat IS NOT NULL),
  CHECK (state NOT IN ('cancelled', 'no-show') OR seat IS NULL),
  CHECK ((state = 'arrived') = (ticket_id IS NOT NULL))
);
COMMENT ON TABLE appointments IS 'Appointments (lịch hẹn). Holds nothing of the person: name and phone stand in appointment_contacts until the visit is over.';
COMMENT ON COLUMN appointments.seat IS 'Which of the slot''s bookable places it takes; empty once it was given back (cancelled, no-show).';
COMMENT ON COLUMN appointments.reminded_by IS 'Channels that took the reminder over; empty while reminded_at is set: there was no way to reach the person.';
-- One person on a place: the last place of a slot cannot be given twice.
CREATE UNIQUE INDEX appointments_one_on_seat ON appointments (group_id, starts_at, seat) WHERE seat IS NOT NULL;
CREATE INDEX appointments_day ON appointments (centre_id, starts_at);
CREATE INDEX appointments_reminder ON appointments (centre_id, starts_at) WHERE state = 'booked' AND reminded_at IS NULL;

CREATE TABLE appointment_contacts (
  appointment_id uuid PRIMARY KEY REFERENCES appointments (id) ON DELETE CASCADE,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  name           text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 80),
  phone          text NOT NULL CHECK (phone ~ '^0\d{9,10}$')
);
COMMENT ON TABLE appointment_contacts IS 'Name and phone of who booked; deleted by a job when the visit is over (Luật 91/2025: no longer than needed).';
CREATE INDEX appointment_contacts_phone ON appointment_contacts (centre_id, phone);

CREATE TABLE appointment_events (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  appointment_id uuid NOT NULL REFERENCES appointments (id),
  group_id       uuid NOT NULL REFERENCES service_groups (id),
  action         text NOT NULL CHECK (action IN ('book', 'move', 'cancel', 'check-in', 'no-show', 'remind', 'forget')),
  at             timestamptz NOT NULL,
  actor_kind     text NOT NULL CHECK (actor_kind IN ('staff', 'device', 'public', 'system')),
  actor_id       uuid,
  starts_at      timestamptz NOT NULL,
  note           text NOT NULL DEFAULT '',
  request_id     uuid UNIQUE
);
COMMENT ON TABLE appointment_events IS 'History of appointments, append-only. starts_at: the slot after the act.';
CREATE INDEX appointment_events_appointment ON appointment_events (appointment_id, id);

CREATE TABLE push_keys (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  public_key  text NOT NULL,
  private_box bytea NOT NULL,
  created_at  timestamptz NOT NULL
);
COMMENT ON TABLE push_keys IS 'The centre''s VAPID keys (RFC 8292), made at first need. The private one is sealed with the installation key.';

CREATE TABLE push_subscriptions (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  ticket_id      uuid REFERENCES tickets (id) ON DELETE CASCADE,
  appointment_id uuid REFERENCES appointments (id) ON DELETE CASCADE,
  endpoint       text NOT NULL CHECK (length(endpoint) <= 2000),
  p256dh         text NOT NULL,
  auth           text NOT NULL,
  lang           text NOT NULL CHECK (lang IN ('vi', 'en')),
  created_at     timestamptz NOT NULL,
  near_told_at   timestamptz,
  call_told_at   timestamptz,
  sent_at        timestamptz,
  failed_at      timestamptz,
  failure        text NOT NULL DEFAULT '',
  CHECK ((ticket_id IS NULL) <> (appointment_id IS NULL)),
  UNIQUE (ticket_id, endpoint),
  UNIQUE (appointment_id, endpoint)
);
COMMENT ON TABLE push_subscriptions IS 'Browsers that asked to be told by web push about one ticket or one appointment; deleted with it.';
CREATE INDEX push_subscriptions_centre ON push_subscriptions (centre_id);

CALL app.protect('appointment_plans');
CALL app.protect('appointment_rules');
CALL app.protect('appointments');
CALL app.protect('appointment_contacts');
CALL app.protect_history('appointment_events');
CALL app.protect('push_keys');
CALL app.protect('push_subscriptions');
REVOKE DELETE ON appointments FROM motcua_app;
