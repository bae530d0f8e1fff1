-- Reports: a journal under the daily facts (figures as they were known at a moment), units and officers, kept reports,
-- manual figures, exports, schedules, and the facts of the score of QĐ 766.

CREATE SEQUENCE report_marks;
GRANT USAGE, SELECT ON SEQUENCE report_marks TO motcua_app;

-- Writers of facts share the centre's lock until they commit; who keeps a report takes it alone. So every mark up to
-- the one that is read then belongs to a change that is committed, or that never will be.
CREATE FUNCTION app.report_mark(p_keep boolean) RETURNS bigint
  LANGUAGE plpgsql
  AS $$
  BEGIN
    IF p_keep THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('report:' || app.current_centre(), 0));
    ELSE
      PERFORM pg_advisory_xact_lock_shared(hashtextextended('report:' || app.current_centre(), 0));
    END IF;
    RETURN nextval('report_marks');
  END $$;
GRANT EXECUTE ON FUNCTION app.report_mark TO motcua_app;

CREATE TABLE fact_entries (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  mark           bigint NOT NULL,
  line           int NOT NULL,
  recorded_at    timestamptz NOT NULL,
  dossier_id     uuid NOT NULL,
  day            date NOT NULL,
  procedure_code text NOT NULL,
  field          text NOT NULL,
  field_group    text NOT NULL,
  channel        text NOT NULL CHECK (channel IN ('online-full', 'online-partial', 'postal', 'direct')),
  unit_id        text NOT NULL,
  officer_id     text NOT NULL,
  received       int NOT NULL,
  early          int NOT NULL,
  on_time        int NOT NULL,
  late           int NOT NULL,
  withdrawn      int NOT NULL,
  stopped        int NOT NULL,
  refused        int NOT NULL,
  PRIMARY KEY (centre_id, mark, line)
);
COMMENT ON TABLE fact_entries IS 'Journal of the facts, append-only: what each change of a dossier added to or took from a day''s figures, and when that was known. The sum up to a mark is what reports said at that mark.';
CREATE INDEX fact_entries_day ON fact_entries (centre_id, day, mark);
CREATE INDEX fact_entries_dossier ON fact_entries (centre_id, dossier_id);

ALTER TABLE daily_facts ADD COLUMN unit_id text NOT NULL DEFAULT '', ADD COLUMN officer_id text NOT NULL DEFAULT '';
COMMENT ON COLUMN daily_facts.unit_id IS 'The unit whose step handles the dossier (đơn vị thụ lý); empty where none is known.';
COMMENT ON COLUMN daily_facts.officer_id IS 'The account that handles it, last named; empty before anyone is.';

INSERT INTO fact_entries
SELECT d.centre_id, nextval('report_marks'), 1, d.at, d.id, d.day, d.procedure_code, d.field, d.field_group, d.channel,
  d.unit_id, d.officer_id, d.received, d.early, d.on_time, d.late, d.withdrawn, d.stopped, d.refused
FROM (
  SELECT d.*, about.*, flow.*
  FROM (SELECT id, centre_id, procedure_code, field, field_group, received_at, ended_at, ending, outcome, state FROM dossiers
        WHERE received_at IS NOT NULL) d
  CROSS JOIN LATERAL (
    SELECT
      CASE d.state ->> 'channel' WHEN 'online' THEN
        CASE d.state #>> '{delivery,how}' WHEN 'electronic' THEN 'online-full' ELSE 'online-partial' END
        ELSE d.state ->> 'channel' END AS channel,
      coalesce((SELECT s ->> 'unitId' FROM jsonb_array_elements(d.state -> 'steps') WITH ORDINALITY AS x (s, i)
        WHERE s ->> 'kind' = 'handle' ORDER BY i LIMIT 1), d.state #>> '{holder,unitId}') AS unit_id,
      coalesce((SELECT v ->> 'accountId' FROM jsonb_array_elements(d.state -> 'visits') WITH ORDINALITY AS x (v, i)
        WHERE v ->> 'accountId' IS NOT NULL AND EXISTS (
          SELECT 1 FROM jsonb_array_elements(d.state -> 'steps') AS s
          WHERE s ->> 'kind' = 'handle' AND s ->> 'key' = v ->> 'stepKey')
        ORDER BY i DESC LIMIT 1), '') AS officer_id
  ) AS about
  CROSS JOIN LATERAL (
    SELECT d.received_at AS at, (d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
      1 AS received, 0 AS early, 0 AS on_time, 0 AS late, 0 AS withdrawn, 0 AS stopped, 0 AS refused
    UNION ALL
    SELECT d.ended_at, (d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 0,
      (d.ending = 'finished' AND d.outcome = 'early')::int,
      (d.ending = 'finished' AND d.outcome = 'on-time')::int,
      (d.ending = 'finished' AND d.outcome = 'late')::int,
      (d.ending = 'withdrawn')::int,
      (d.ending IN ('stopped', 'no-supplement'))::int,
      (d.ending = 'finished' AND d.state #>> '{decision,outcome}' = 'refuse')::int
    WHERE d.ended_at IS NOT NULL
  ) AS flow
) AS d ORDER BY d.at;

DELETE FROM daily_facts;
ALTER TABLE daily_facts DROP CONSTRAINT daily_facts_pkey;
ALTER TABLE daily_facts ADD PRIMARY KEY (centre_id, day, procedure_code, channel, field_group, field, unit_id, officer_id);
INSERT INTO daily_facts (centre_id, day, procedure_code, field, field_group, channel, unit_id, officer_id,
  received, early, on_time, late, withdrawn, stopped, refused)
SELECT centre_id, day, procedure_code, field, field_group, channel, unit_id, officer_id,
  sum(received), sum(early), sum(on_time), sum(late), sum(withdrawn), sum(stopped), sum(refused)
FROM fact_entries GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

-- Spans keep their earlier versions, so that the stock of a past moment can be told as it was known at a mark.
ALTER TABLE report_spans
  ADD COLUMN unit_id text NOT NULL DEFAULT '',
  ADD COLUMN officer_id text NOT NULL DEFAULT '',
  ADD COLUMN since_mark bigint NOT NULL DEFAULT 0,
  ADD COLUMN until_mark bigint,
  ADD CHECK (until_mark IS NULL OR until_mark >= since_mark);
UPDATE report_spans s SET unit_id = f.unit_id, officer_id = f.officer_id
FROM fact_entries f WHERE f.dossier_id = s.dossier_id AND f.received > 0;
ALTER TABLE report_spans DROP CONSTRAINT report_spans_pkey;
ALTER TABLE report_spans ADD PRIMARY KEY (dossier_id, from_at, since_mark);
COMMENT ON COLUMN report_spans.until_mark IS 'The mark from which this version no longer holds; null for what is known now.';
DROP INDEX report_spans_open;
DROP INDEX report_spans_past;
CREATE INDEX report_spans_open ON report_spans (centre_id, due_at) WHERE to_at IS NULL AND until_mark IS NULL;
CREATE INDEX report_spans_past ON report_spans (centre_id, to_at, from_at) WHERE until_mark IS NULL AND due_at IS NOT NULL;

CREATE TABLE report_snapshots (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  form        text NOT NULL CHECK (form IN ('07a', '06a', '08b', '09a', '09b', 'II.06a', 'period')),
  period_from date NOT NULL,
  period_to   date NOT NULL CHECK (period_to >= period_from),
  mark        bigint NOT NULL,
  at          timestamptz NOT NULL,
  figures     jsonb NOT NULL,
  made_by     text NOT NULL CHECK (btrim(made_by) <> ''),
  request_id  uuid NOT NULL,
  sent_at     timestamptz,
  sent_by     text,
  UNIQUE (centre_id, request_id),
  CHECK ((sent_at IS NULL) = (sent_by IS NULL))
);
COMMENT ON TABLE report_snapshots IS 'Reports kept as they were at a moment (chốt số liệu): figures never change; only that they were sent may be added.';
CREATE INDEX report_snapshots_period ON report_snapshots (centre_id, form, period_from, period_to, at);

CREATE TABLE report_manual (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  form        text NOT NULL CHECK (form IN ('06a', '08b', '09a', '09b')),
  period_from date NOT NULL,
  period_to   date NOT NULL CHECK (period_to >= period_from),
  rows        jsonb NOT NULL CHECK (jsonb_typeof(rows) = 'array'),
  at          timestamptz NOT NULL,
  entered_by  text NOT NULL CHECK (btrim(entered_by) <> ''),
  account_id  uuid,
  request_id  uuid NOT NULL,
  UNIQUE (centre_id, request_id)
);
COMMENT ON TABLE report_manual IS 'Figures of official forms that nothing in the product can count, as an officer entered them (nhập tay). Append-only: the newest of a form and period counts.';
CREATE INDEX report_manual_period ON report_manual (centre_id, form, period_from, period_to, at DESC);

CREATE TABLE report_schedules (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  report     text NOT NULL,
  format     text NOT NULL CHECK (format IN ('pdf', 'xlsx')),
  period     text NOT NULL CHECK (period IN ('month', 'quarter', 'half-year', 'year')),
  cut        text NOT NULL CHECK (cut IN ('fifteenth', 'calendar')),
  run_day    int NOT NULL CHECK (run_day BETWEEN 1 AND 28),
  mail_to    text[] NOT NULL DEFAULT '{}',
  active     boolean NOT NULL DEFAULT true,
  set_at     timestamptz NOT NULL,
  set_by     text NOT NULL
);
COMMENT ON TABLE report_schedules IS 'Reports that are made by themselves after each period, kept as files and mailed where mail is set up.';

CREATE TABLE report_exports (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  report      text NOT NULL,
  title       text NOT NULL,
  format      text NOT NULL CHECK (format IN ('pdf', 'xlsx')),
  params      jsonb NOT NULL,
  state       text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done        int NOT NULL DEFAULT 0 CHECK (done >= 0),
  total       int NOT NULL DEFAULT 0 CHECK (total >= 0),
  file_key    text,
  file_name   text,
  error       text,
  account_id  uuid,
  asked_by    text NOT NULL,
  asked_at    timestamptz NOT NULL,
  finished_at timestamptz,
  expires_at  timestamptz,
  schedule_id uuid REFERENCES report_schedules (id),
  period_to   date NOT NULL,
  mail        text CHECK (mail IN ('not-asked', 'not-configured', 'sent', 'failed')),
  mail_detail text,
  request_id  uuid NOT NULL,
  UNIQUE (centre_id, request_id),
  UNIQUE (schedule_id, period_to),
  CHECK ((state = 'done') = (file_key IS NOT NULL AND expires_at IS NOT NULL))
);
COMMENT ON TABLE report_exports IS 'Files of reports made by jobs: progress, cancelling, and a link that ends.';
CREATE INDEX report_exports_asked ON report_exports (centre_id, asked_at DESC);

CREATE TABLE report_reminders (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  form        text NOT NULL,
  period_to   date NOT NULL,
  day         date NOT NULL,
  at          timestamptz NOT NULL,
  PRIMARY KEY (centre_id, form, period_to, day)
);
COMMENT ON TABLE report_reminders IS 'Days on which a periodic form that was not sent yet was reminded of, before the 20th (TT 09/2026/TT-BTP Điều 11).';

CREATE TABLE score_facts (
  dossier_id      uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  number          text NOT NULL,
  procedure_code  text NOT NULL,
  received_at     timestamptz NOT NULL,
  ended_at        timestamptz,
  ended_working   int,
  first_due       timestamptz,
  held_since      timestamptz,
  waited_ms       bigint NOT NULL CHECK (waited_ms >= 0),
  supplements     int NOT NULL CHECK (supplements >= 0),
  online_offered  boolean NOT NULL,
  online_full     boolean NOT NULL,
  charged         boolean NOT NULL,
  paid_online     boolean NOT NULL,
  result          boolean NOT NULL,
  result_file     boolean NOT NULL,
  part_file       boolean NOT NULL,
  reused          boolean NOT NULL,
  from_database   boolean NOT NULL
);
COMMENT ON TABLE score_facts IS 'What the score of QĐ 766/QĐ-TTg counts of each received dossier, kept by its events. No personal data.';
CREATE INDEX score_facts_received ON score_facts (centre_id, received_at);
CREATE INDEX score_facts_ended ON score_facts (centre_id, ended_at);

CREATE TABLE score_days (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  day         date NOT NULL,
  indicator   text NOT NULL,
  numerator   int,
  denominator int,
  points      numeric(5, 2),
  most        numeric(5, 2) NOT NULL,
  PRIMARY KEY (centre_id, day, indicator),
  CHECK ((points IS NULL) = (denominator IS NULL OR denominator = 0))
);
COMMENT ON TABLE score_days IS 'The own score of QĐ 766 as it stood at the end of each day, year to date: the trend.';

CREATE TABLE score_settings (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  effective_from date NOT NULL,
  weights        jsonb NOT NULL CHECK (jsonb_typeof(weights) = 'object'),
  source         text NOT NULL CHECK (btrim(source) <> ''),
  set_at         timestamptz NOT NULL,
  set_by         uuid,
  PRIMARY KEY (centre_id, effective_from)
);
COMMENT ON TABLE score_settings IS 'Dated weights of the score of QĐ 766 that differ from the product''s, with where they were read.';

-- Figures of every commune of the transaction's province: sums only, which the law has published (NĐ 118/2025 Điều 32, 34).
CREATE FUNCTION app.province_figures(p_from date, p_to date, p_at timestamptz)
  RETURNS TABLE (centre_id uuid, commune text, carried bigint, received bigint, early bigint, on_time bigint, late bigint,
    withdrawn bigint, stopped bigint, refused bigint, overdue bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    WITH mine AS (
      SELECT commune.parent_id AS province FROM agencies centre JOIN agencies commune ON commune.id = centre.parent_id
      WHERE centre.id = app.current_centre()
    ), centres AS (
      SELECT centre.id, commune.short_name AS commune
      FROM mine JOIN agencies commune ON commune.parent_id = mine.province
      JOIN agencies centre ON centre.parent_id = commune.id AND centre.kind = 'centre'
    ), flow AS (
      SELECT f.centre_id,
        sum(f.received - f.early - f.on_time - f.late - f.withdrawn - f.stopped) FILTER (WHERE f.day < p_from) AS carried,
        sum(f.received) FILTER (WHERE f.day >= p_from) AS received,
        sum(f.early) FILTER (WHERE f.day >= p_from) AS early,
        sum(f.on_time) FILTER (WHERE f.day >= p_from) AS on_time,
        sum(f.late) FILTER (WHERE f.day >= p_from) AS late,
        sum(f.withdrawn) FILTER (WHERE f.day >= p_from) AS withdrawn,
        sum(f.stopped) FILTER (WHERE f.day >= p_from) AS stopped,
        sum(f.refused) FILTER (WHERE f.day >= p_from) AS refused
      FROM daily_facts f WHERE f.day <= p_to GROUP BY f.centre_id
    ), over AS (
      SELECT s.centre_id, count(*) AS overdue FROM report_spans s
      WHERE s.until_mark IS NULL AND s.due_at < p_at AND s.from_at <= p_at AND (s.to_at IS NULL OR s.to_at > p_at)
      GROUP BY s.centre_id
    )
    SELECT c.id, c.commune, coalesce(flow.carried, 0), coalesce(flow.received, 0), coalesce(flow.early, 0),
      coalesce(flow.on_time, 0), coalesce(flow.late, 0), coalesce(flow.withdrawn, 0), coalesce(flow.stopped, 0),
      coalesce(flow.refused, 0), coalesce(over.overdue, 0)
    FROM centres c LEFT JOIN flow ON flow.centre_id = c.id LEFT JOIN over ON over.centre_id = c.id
    ORDER BY c.commune COLLATE "vi-x-icu"
  $$;
REVOKE ALL ON FUNCTION app.province_figures FROM public;
GRANT EXECUTE ON FUNCTION app.province_figures TO motcua_app;

CALL app.protect_history('fact_entries');
CALL app.protect('report_snapshots');
REVOKE DELETE ON report_snapshots FROM motcua_app;
CALL app.protect_history('report_manual');
CALL app.protect('report_schedules');
REVOKE DELETE ON report_schedules FROM motcua_app;
CALL app.protect('report_exports');
REVOKE DELETE ON report_exports FROM motcua_app;
CALL app.protect_history('report_reminders');
CALL app.protect('score_facts');
CALL app.protect('score_days');
CALL app.protect_history('score_settings');
