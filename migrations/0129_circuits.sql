-- The circuits of all outside systems in one table: sign-on and national portal had one each.

CREATE TABLE circuits (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  line        text NOT NULL,
  failures    int NOT NULL CHECK (failures >= 0),
  open_until  timestamptz,
  last_ok_at  timestamptz,
  last_why    text,
  PRIMARY KEY (centre_id, line)
);
COMMENT ON TABLE circuits IS 'Whether an outside system is asked at all: after failures in a row everything rests until open_until, then one try decides.';
CALL app.protect('circuits');

INSERT INTO circuits SELECT centre_id, 'sso-' || audience, failures, open_until, last_ok_at, last_why FROM sso_circuits;
INSERT INTO circuits SELECT centre_id, 'national-portal', failures, open_until, last_ok_at, last_why FROM portal_circuits;
DROP TABLE sso_circuits;
DROP TABLE portal_circuits;
