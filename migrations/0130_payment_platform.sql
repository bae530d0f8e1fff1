-- The payment platform of the National Portal: how it is reached, what was asked of it, what was said on both sides.

CREATE TABLE payment_platforms (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  version     uuid NOT NULL,
  settings    jsonb NOT NULL,
  secret_box  bytea,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL
);
COMMENT ON TABLE payment_platforms IS 'How a centre reaches the payment platform. Secret, token and key of the look-up are sealed with the installation key.';
CALL app.protect('payment_platforms');


CREATE TABLE platform_payments (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  dossier_id     uuid NOT NULL,
  dossier_number text NOT NULL,
  -- Who began: the payer here, or the payer on the portal, which then looked the dossier up with us.
  origin         text NOT NULL CHECK (origin IN ('ours', 'portal')),
  -- MaThamChieu of ours, or MaTraCuuTT that we gave the portal.
  reference      text NOT NULL CHECK (reference ~ '^[0-9A-Za-z.-]{5,100}$'),
  token          text NOT NULL UNIQUE CHECK (length(token) >= 20),
  amount_vnd     bigint NOT NULL CHECK (amount_vnd > 0),
  -- `new`: asked, no answer known yet; `waiting`: the payer has an address; `closed`: the fee was settled or changed otherwise.
  state          text NOT NULL CHECK (state IN ('new', 'waiting', 'paid', 'failed', 'closed', 'lapsed')),
  pay_url        text,
  -- ThoiGianGD of the INIT, which a QUERY repeats.
  stamp          text NOT NULL CHECK (stamp ~ '^[0-9]{14}$'),
  opened_at      timestamptz NOT NULL,
  ended_at       timestamptz,
  -- When the platform is asked again; null when nothing more is to be learnt.
  next_query_at  timestamptz,
  queries        int NOT NULL DEFAULT 0,
  last_why       text,
  UNIQUE (centre_id, reference),
  CHECK ((state IN ('new', 'waiting')) = (ended_at IS NULL)),
  CHECK (state <> 'waiting' OR origin = 'portal' OR pay_url IS NOT NULL)
);
COMMENT ON TABLE platform_payments IS 'Payments begun on the payment platform. Also a closed one is asked after for days, so that money that came all the same is found.';
CREATE UNIQUE INDEX platform_payments_open ON platform_payments (dossier_id, origin) WHERE state IN ('new', 'waiting');
CREATE INDEX platform_payments_due ON platform_payments (centre_id, next_query_at) WHERE next_query_at IS NOT NULL;
CREATE INDEX platform_payments_day ON platform_payments (centre_id, opened_at);
CALL app.protect('platform_payments');
REVOKE DELETE ON platform_payments FROM motcua_app;

CREATE TABLE platform_messages (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  at         timestamptz NOT NULL,
  -- `out`: we asked; `in`: we were told.
  direction  text NOT NULL CHECK (direction IN ('out', 'in')),
  kind       text NOT NULL CHECK (kind IN ('INIT', 'CONFIRM', 'QUERY', 'GET_BILL', 'LOOK_UP')),
  reference  text NOT NULL,
  outcome    text NOT NULL,
  detail     text NOT NULL
);
COMMENT ON TABLE platform_messages IS 'What was said between us and the payment platform, in plain words, without names and secrets.';
CREATE INDEX platform_messages_of ON platform_messages (centre_id, reference, at);
CALL app.protect('platform_messages');
REVOKE UPDATE, DELETE ON platform_messages FROM motcua_app;

-- Money of the platform is kept where money of the bank is, so that what fits nothing waits in one place.
ALTER TABLE bank_notices DROP CONSTRAINT bank_notices_provider_check;
ALTER TABLE bank_notices ADD CONSTRAINT bank_notices_provider_check
  CHECK (provider IN ('sepay', 'casso', 'payos', 'statement', 'platform'));
ALTER TABLE bank_notices ADD COLUMN platform_payment_id uuid REFERENCES platform_payments (id);
ALTER TABLE bank_notices DROP CONSTRAINT bank_notices_check2;
ALTER TABLE bank_notices ADD CONSTRAINT bank_notices_matched_check
  CHECK (state <> 'matched' OR order_id IS NOT NULL OR platform_payment_id IS NOT NULL);
CREATE UNIQUE INDEX bank_notices_platform_once ON bank_notices (platform_payment_id) WHERE state = 'matched';
