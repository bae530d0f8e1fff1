-- Equipment of the hall (trang thiết bị): what there is, how it is, who may act as a device, faults and repairs.
-- Printers move here from the table that documents had; their ids stay, so that print jobs keep their printer.

CREATE TABLE equipment (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  kind           text NOT NULL CHECK (kind IN ('kiosk', 'board', 'counter-pc', 'ticket-printer', 'office-printer',
    'scanner', 'card-reader', 'camera', 'wifi', 'fan', 'air-conditioner', 'water', 'chairs', 'phone-charger', 'other')),
  name           text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 80),
  place          text NOT NULL DEFAULT '',
  counter_id     uuid REFERENCES counters (id),
  serial         text NOT NULL DEFAULT '',
  model          text NOT NULL DEFAULT '',
  protocol       text CHECK (protocol IN ('escpos', 'raw', 'ipp', 'escl', 'rtsp', 'onvif', 'http', 'tcp')),
  host           text CHECK (btrim(host) <> ''),
  port           int CHECK (port BETWEEN 1 AND 65535),
  path           text CHECK (path ~ '^/'),
  tls            boolean NOT NULL DEFAULT false,
  dots           int CHECK (dots IN (384, 512, 576)),
  bought_on      date,
  warranty_until date,
  keeper_id      uuid REFERENCES accounts (id),
  enrolment_id   uuid UNIQUE REFERENCES device_enrolments (id),
  active         boolean NOT NULL DEFAULT true,
  report_code    text NOT NULL CHECK (report_code ~ '^[a-z0-9]{12}$'),
  state          text NOT NULL DEFAULT 'unknown' CHECK (state IN ('ok', 'warning', 'down', 'unknown')),
  trouble        text,
  state_since    timestamptz NOT NULL,
  checked_at     timestamptz,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  UNIQUE (centre_id, name),
  UNIQUE (centre_id, report_code),
  CHECK ((protocol IS NULL) = (host IS NULL)),
  CHECK ((protocol IS NULL) = (port IS NULL)),
  CHECK (protocol <> 'escpos' OR dots IS NOT NULL),
  CHECK ((state IN ('warning', 'down')) = (trouble IS NOT NULL))
);
COMMENT ON TABLE equipment IS 'Machines and amenities of the hall. "state" is what the newest look found; "report_code" stands in the QR on the label, by which anybody may report a fault.';
COMMENT ON COLUMN equipment.enrolment_id IS 'The right to act as this kiosk or board (device_enrolments).';
CREATE INDEX equipment_state ON equipment (centre_id, state) WHERE active;
-- An owner that is no superuser would see no row of a table whose row-level security is forced, and lose them silently.
ALTER TABLE printers NO FORCE ROW LEVEL SECURITY;
ALTER TABLE device_enrolments NO FORCE ROW LEVEL SECURITY;

INSERT INTO equipment (id, centre_id, kind, name, protocol, host, port, dots, active, report_code, state_since,
    created_at, updated_at)
  SELECT id, centre_id, CASE kind WHEN 'escpos' THEN 'ticket-printer' ELSE 'office-printer' END, left(name, 80),
    CASE kind WHEN 'escpos' THEN 'escpos' ELSE 'raw' END, host, port, dots, active,
    substr(md5(id::text || gen_random_uuid()::text), 1, 12), updated_at, created_at, updated_at
  FROM printers;
ALTER TABLE print_jobs DROP CONSTRAINT print_jobs_printer_id_fkey;
ALTER TABLE print_jobs ADD FOREIGN KEY (printer_id) REFERENCES equipment (id);
DROP TABLE printers;

-- Kiosks and boards that were enrolled before stand in the list, too; two of one name are told apart by a number.
INSERT INTO equipment (id, centre_id, kind, name, enrolment_id, report_code, state_since, created_at, updated_at)
  SELECT gen_random_uuid(), d.centre_id, d.purpose,
    CASE WHEN count(*) OVER same = 1 AND NOT EXISTS (
        SELECT FROM equipment e WHERE e.centre_id = d.centre_id AND e.name = left(d.name, 80))
      THEN left(d.name, 80)
      ELSE left(d.name, 70) || ' ' || substr(d.id::text, 29, 8) END,
    d.id, substr(md5(d.id::text || gen_random_uuid()::text), 1, 12), d.created_at, d.created_at, d.created_at
  FROM device_enrolments d
  WHERE d.revoked_at IS NULL
  WINDOW same AS (PARTITION BY d.centre_id, left(d.name, 80));
ALTER TABLE device_enrolments FORCE ROW LEVEL SECURITY;
CALL app.protect('equipment');
REVOKE DELETE ON equipment FROM motcua_app;

CREATE TABLE equipment_states (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  equipment_id uuid NOT NULL REFERENCES equipment (id),
  state        text NOT NULL CHECK (state IN ('ok', 'warning', 'down', 'unknown')),
  trouble      text,
  since        timestamptz NOT NULL
);
COMMENT ON TABLE equipment_states IS 'Every change of a state. One lasts until the next of the same equipment.';
CREATE INDEX equipment_states_of ON equipment_states (equipment_id, since DESC, id DESC);
CALL app.protect_history('equipment_states');

CREATE TABLE printer_assignments (
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  paper      text NOT NULL CHECK (paper IN ('ticket', 'document')),
  place_kind text NOT NULL CHECK (place_kind IN ('device', 'counter', 'account')),
  place_id   uuid NOT NULL,
  printer_id uuid NOT NULL REFERENCES equipment (id),
  PRIMARY KEY (centre_id, paper, place_kind, place_id)
);
COMMENT ON TABLE printer_assignments IS 'Which printer serves which place: the ticket printer of a kiosk (its enrolment), the office printer of a counter or of an officer. Without a row a printer at the same place serves, else the first that fits.';
CALL app.protect('printer_assignments');

CREATE TABLE device_pairings (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  code         text NOT NULL CHECK (code ~ '^[0-9]{8}$'),
  token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  opened_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  claimed_at   timestamptz,
  enrolment_id uuid REFERENCES device_enrolments (id),
  CHECK (expires_at > opened_at),
  CHECK ((claimed_at IS NULL) = (enrolment_id IS NULL))
);
COMMENT ON TABLE device_pairings IS 'A screen that waits to be let in: it shows "code", an administrator types it. The token is known to the screen alone from the start; here is its SHA-256.';
CREATE UNIQUE INDEX device_pairings_open ON device_pairings (centre_id, code) WHERE claimed_at IS NULL;
CALL app.protect('device_pairings');

CREATE TABLE equipment_faults (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  equipment_id uuid NOT NULL REFERENCES equipment (id),
  source       text NOT NULL CHECK (source IN ('public', 'staff', 'device')),
  words        text NOT NULL CHECK (btrim(words) <> '' AND length(words) <= 500),
  reported_at  timestamptz NOT NULL,
  reported_by  uuid REFERENCES accounts (id),
  assigned_to  uuid REFERENCES accounts (id),
  due_at       timestamptz,
  closed_at    timestamptz,
  closed_by    uuid REFERENCES accounts (id),
  outcome      text CHECK (outcome IN ('repaired', 'replaced', 'no-fault', 'duplicate')),
  request_id   uuid NOT NULL,
  UNIQUE (centre_id, request_id),
  CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CHECK ((assigned_to IS NULL) = (due_at IS NULL)),
  CHECK ((source = 'staff') = (reported_by IS NOT NULL))
);
COMMENT ON TABLE equipment_faults IS 'What somebody found broken, in their words. The public report holds no personal data: nobody is asked who they are.';
CREATE INDEX equipment_faults_open ON equipment_faults (centre_id, reported_at) WHERE closed_at IS NULL;
CREATE INDEX equipment_faults_of ON equipment_faults (equipment_id, reported_at DESC);
CALL app.protect('equipment_faults');
REVOKE DELETE ON equipment_faults FROM motcua_app;

CREATE TABLE equipment_repairs (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  fault_id     uuid NOT NULL REFERENCES equipment_faults (id),
  equipment_id uuid NOT NULL REFERENCES equipment (id),
  what         text NOT NULL CHECK (btrim(what) <> '' AND length(what) <= 500),
  done_by      text NOT NULL DEFAULT '',
  cost         bigint NOT NULL DEFAULT 0 CHECK (cost >= 0),
  at           timestamptz NOT NULL,
  recorded_by  uuid NOT NULL REFERENCES accounts (id),
  request_id   uuid NOT NULL,
  UNIQUE (centre_id, request_id)
);
COMMENT ON TABLE equipment_repairs IS 'Repair log (nhật ký sửa chữa): what was done, by whom, for how much (đồng).';
CREATE INDEX equipment_repairs_of ON equipment_repairs (equipment_id, at DESC);
CALL app.protect_history('equipment_repairs');

-- A print job waits for its printer, can be withdrawn, and admits when nobody knows whether paper came out.
ALTER TABLE print_jobs DROP CONSTRAINT print_jobs_state_check;
ALTER TABLE print_jobs DROP CONSTRAINT print_jobs_check2;
ALTER TABLE print_jobs DROP CONSTRAINT print_jobs_check3;
ALTER TABLE print_jobs
  ADD COLUMN confirmed boolean NOT NULL DEFAULT false,
  ADD COLUMN partner_job int,
  ADD CHECK (state IN ('queued', 'printing', 'waiting', 'unknown', 'done', 'failed', 'cancelled')),
  ADD CHECK ((state IN ('waiting', 'unknown', 'failed')) = (error IS NOT NULL)),
  ADD CHECK (printer_id IS NOT NULL OR state = 'done');
COMMENT ON COLUMN print_jobs.confirmed IS 'The printer itself said that all of it came out.';
COMMENT ON COLUMN print_jobs.partner_job IS 'Number of the job at an office printer (IPP job-id).';
CREATE INDEX print_jobs_waiting ON print_jobs (printer_id, requested_at) WHERE state IN ('queued', 'printing', 'waiting');
