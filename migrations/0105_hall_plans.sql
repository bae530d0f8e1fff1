-- Who is to sit where on a day to come, and quick ways to what the waiting time is told from.

CREATE TABLE hall_plans (
  centre_id uuid NOT NULL REFERENCES agencies (id),
  day       date NOT NULL,
  note      text NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  saved_by  uuid REFERENCES accounts (id),
  saved_at  timestamptz NOT NULL,
  PRIMARY KEY (centre_id, day)
);
COMMENT ON TABLE hall_plans IS 'The plan of a day in the hall, as the director last saved it.';

CREATE TABLE hall_plan_duties (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  day        date NOT NULL,
  counter_id uuid NOT NULL REFERENCES counters (id),
  officer_id uuid NOT NULL REFERENCES accounts (id),
  from_minute int NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute   int NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
  CHECK (from_minute < to_minute),
  FOREIGN KEY (centre_id, day) REFERENCES hall_plans (centre_id, day) ON DELETE CASCADE
);
COMMENT ON TABLE hall_plan_duties IS 'Who sits at which counter from when to when on a planned day; minutes after local midnight.';
CREATE INDEX hall_plan_duties_day ON hall_plan_duties (centre_id, day, counter_id);

CREATE TABLE hall_plan_lines (
  duty_id   uuid NOT NULL REFERENCES hall_plan_duties (id) ON DELETE CASCADE,
  group_id  uuid NOT NULL REFERENCES service_groups (id),
  centre_id uuid NOT NULL REFERENCES agencies (id),
  helps     boolean NOT NULL,
  PRIMARY KEY (duty_id, group_id)
);
COMMENT ON TABLE hall_plan_lines IS 'The lines that the counter takes over when the planned officer opens it; none: those it has.';

CALL app.protect('hall_plans');
CALL app.protect('hall_plan_duties');
CALL app.protect('hall_plan_lines');

-- The last stays of a line, whatever came of them: how long visitors keep a counter.
CREATE INDEX ticket_calls_stays ON ticket_calls (group_id, ended_at DESC)
  WHERE outcome IN ('done', 'held', 'transferred', 'returned', 'no-show');
