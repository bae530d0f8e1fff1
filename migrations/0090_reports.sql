-- Facts that reports are read from (số liệu ngày): kept by events in the transaction that causes them.

CREATE TABLE daily_facts (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  day            date NOT NULL,
  procedure_code text NOT NULL,
  field          text NOT NULL,
  field_group    text NOT NULL,
  channel        text NOT NULL CHECK (channel IN ('online-full', 'online-partial', 'postal', 'direct')),
  received       int NOT NULL DEFAULT 0 CHECK (received >= 0),
  early          int NOT NULL DEFAULT 0 CHECK (early >= 0),
  on_time        int NOT NULL DEFAULT 0 CHECK (on_time >= 0),
  late           int NOT NULL DEFAULT 0 CHECK (late >= 0),
  withdrawn      int NOT NULL DEFAULT 0 CHECK (withdrawn >= 0),
  stopped        int NOT NULL DEFAULT 0 CHECK (stopped >= 0),
  refused        int NOT NULL DEFAULT 0 CHECK (refused >= 0),
  PRIMARY KEY (centre_id, day, procedure_code, channel, field_group, field),
  CHECK (refused <= early + on_time + late)
);
COMMENT ON TABLE daily_facts IS 'Dossiers received and ended by day, procedure and way of handing in (columns of form 07a, TT 09/2026/TT-BTP). No personal data.';
COMMENT ON COLUMN daily_facts.refused IS 'Part of the settled ones whose result was a refusal after examination.';

CREATE TABLE report_spans (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  dossier_id     uuid NOT NULL,
  from_at        timestamptz NOT NULL,
  to_at          timestamptz,
  due_at         timestamptz,
  procedure_code text NOT NULL,
  field          text NOT NULL,
  field_group    text NOT NULL,
  channel        text NOT NULL CHECK (channel IN ('online-full', 'online-partial', 'postal', 'direct')),
  PRIMARY KEY (dossier_id, from_at),
  CHECK (to_at IS NULL OR to_at > from_at)
);
COMMENT ON TABLE report_spans IS 'When each dossier was in progress, and with which due moment (null while it waited): what was in progress and overdue at any past moment.';
CREATE INDEX report_spans_open ON report_spans (centre_id) WHERE to_at IS NULL;
CREATE INDEX report_spans_past ON report_spans (centre_id, to_at, from_at);

CALL app.protect('daily_facts');
CALL app.protect('report_spans');
