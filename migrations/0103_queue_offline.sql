-- The hall goes on without the server: leased numbers, reserved shares of the line, and what was merged afterwards.

ALTER TABLE tickets
  ADD COLUMN offline_at timestamptz,
  ADD COLUMN share_console_id uuid,
  ADD COLUMN share_officer_id uuid REFERENCES accounts (id),
  ADD COLUMN share_until timestamptz,
  ADD COLUMN share_dropped_in int,
  ADD CONSTRAINT tickets_share_whole CHECK ((share_console_id IS NULL) = (share_until IS NULL)),
  ADD CONSTRAINT tickets_share_dropped CHECK (share_dropped_in IS NULL OR share_console_id IS NOT NULL),
  DROP CONSTRAINT tickets_check1,
  ADD CONSTRAINT tickets_priority_has_reason
    CHECK (lane <> 'priority' OR priority_reason IS NOT NULL OR offline_at IS NOT NULL);
COMMENT ON COLUMN tickets.offline_at IS 'When a kiosk without a line gave this number out; empty for all others. Such a kiosk asks whether, not why somebody has priority.';
COMMENT ON COLUMN tickets.share_console_id IS 'The one console that may call this ticket while its line is gone. One column, so no two consoles can have it.';
COMMENT ON COLUMN tickets.share_until IS 'Until when others leave the ticket to that console.';
COMMENT ON COLUMN tickets.share_dropped_in IS 'The version of the console''s list that no longer holds the ticket; free for all once the console says that it has that version.';
CREATE INDEX tickets_share ON tickets (share_console_id) WHERE share_console_id IS NOT NULL;

-- The main series steps over leased blocks, so a last number can be larger than the count of those who came.
ALTER TABLE ticket_lines DROP CONSTRAINT ticket_lines_check;

CREATE TABLE number_leases (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  device_id     uuid NOT NULL,
  keeper_id     uuid NOT NULL,
  group_id      uuid NOT NULL REFERENCES service_groups (id),
  day           date NOT NULL,
  from_sequence int NOT NULL CHECK (from_sequence > 0),
  to_sequence   int NOT NULL CHECK (to_sequence >= from_sequence),
  leased_at     timestamptz NOT NULL,
  UNIQUE (group_id, day, from_sequence)
);
COMMENT ON TABLE number_leases IS 'Blocks of numbers that one kiosk may give out while its line is gone, for one day. What is not used was never given out.';
COMMENT ON COLUMN number_leases.keeper_id IS 'Made by the browser together with its store: one that lost its store gets other numbers, never those it may have given out.';
CREATE INDEX number_leases_device ON number_leases (device_id, day);

CREATE TABLE offline_consoles (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  counter_id uuid NOT NULL REFERENCES counters (id),
  officer_id uuid REFERENCES accounts (id),
  version    int NOT NULL DEFAULT 0 CHECK (version >= 0),
  synced_at  timestamptz NOT NULL
);
COMMENT ON TABLE offline_consoles IS 'Browsers that keep a share of the line for the time without a line; id made by the browser, version of the list last sent.';
CREATE INDEX offline_consoles_counter ON offline_consoles (counter_id);

CREATE TABLE offline_items (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  kind       text NOT NULL CHECK (kind IN ('ticket', 'visit', 'press')),
  day        date NOT NULL,
  number     text NOT NULL,
  ticket_id  uuid REFERENCES tickets (id),
  counter_id uuid REFERENCES counters (id),
  device_id  uuid,
  outcome    text NOT NULL,
  look       boolean NOT NULL,
  happened_at timestamptz NOT NULL,
  merged_at  timestamptz NOT NULL,
  merged_by  uuid,
  settled_at timestamptz,
  settled_by uuid REFERENCES accounts (id)
);
COMMENT ON TABLE offline_items IS 'What was done without a line and how it was merged; the id made by the client makes a repeat change nothing. look: an officer has to look at it.';
CREATE INDEX offline_items_day ON offline_items (centre_id, day, merged_at);

CALL app.protect('number_leases');
CALL app.protect('offline_consoles');
CALL app.protect('offline_items');
