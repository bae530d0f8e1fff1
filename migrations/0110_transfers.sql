-- Fees by bank transfer: the account that receives them, what is asked for (VietQR), and what the bank told of.

CREATE TABLE receiving_accounts (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  bank_bin    text NOT NULL CHECK (bank_bin ~ '^[0-9]{6}$'),
  bank_name   text NOT NULL CHECK (btrim(bank_name) <> ''),
  account_no  text NOT NULL CHECK (account_no ~ '^[0-9A-Za-z]{5,19}$'),
  holder      text NOT NULL CHECK (btrim(holder) <> ''),
  -- Who tells of money that came in; without one an officer ticks off the statement of the bank.
  provider    text CHECK (provider IN ('sepay', 'casso', 'payos')),
  secret_box  bytea,
  opened_at   timestamptz NOT NULL,
  opened_by   text NOT NULL,
  closed_at   timestamptz,
  CHECK ((provider IS NULL) = (secret_box IS NULL))
);
COMMENT ON TABLE receiving_accounts IS 'Accounts that receive fees by transfer. One is open at a time; a change closes it and opens another, so that every request keeps the account it named.';
CREATE UNIQUE INDEX receiving_accounts_open ON receiving_accounts (centre_id) WHERE closed_at IS NULL;
CALL app.protect('receiving_accounts');
REVOKE DELETE ON receiving_accounts FROM motcua_app;

CREATE TABLE payment_orders (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  dossier_id     uuid NOT NULL,
  dossier_number text NOT NULL,
  -- Stands in the text of the transfer; letters and digits only, because banks change everything else.
  code           text NOT NULL CHECK (code ~ '^MC[A-Z0-9]{8}$'),
  token          text NOT NULL UNIQUE CHECK (length(token) >= 20),
  account_id     uuid NOT NULL REFERENCES receiving_accounts (id),
  amount_vnd     bigint NOT NULL CHECK (amount_vnd > 0),
  state          text NOT NULL CHECK (state IN ('open', 'paid', 'closed')),
  opened_at      timestamptz NOT NULL,
  ended_at       timestamptz,
  UNIQUE (centre_id, code),
  CHECK ((state = 'open') = (ended_at IS NULL))
);
COMMENT ON TABLE payment_orders IS 'Requests to pay by transfer, each with a code of its own. Paid by exactly one notice of the bank; closed when the fee was settled another way or changed.';
CREATE UNIQUE INDEX payment_orders_open ON payment_orders (dossier_id) WHERE state = 'open';
CALL app.protect('payment_orders');
REVOKE DELETE ON payment_orders FROM motcua_app;

CREATE TABLE bank_notices (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  provider     text NOT NULL CHECK (provider IN ('sepay', 'casso', 'payos', 'statement')),
  external_id  text NOT NULL CHECK (btrim(external_id) <> ''),
  account_no   text NOT NULL,
  amount_vnd   bigint NOT NULL CHECK (amount_vnd > 0),
  content      text NOT NULL,
  booked_at    text NOT NULL,
  received_at  timestamptz NOT NULL,
  state        text NOT NULL CHECK (state IN ('new', 'matched', 'unmatched', 'settled')),
  why          text CHECK (why IN ('no-code', 'unknown-code', 'other-amount', 'already-paid', 'other-account', 'not-payable')),
  order_id     uuid REFERENCES payment_orders (id),
  settled_as   text CHECK (settled_as IN ('paid', 'returned', 'not-ours')),
  settled_note text,
  settled_by   text,
  settled_at   timestamptz,
  UNIQUE (centre_id, provider, external_id),
  CHECK ((state = 'unmatched') = (why IS NOT NULL AND settled_as IS NULL)),
  CHECK ((state = 'settled') = (settled_as IS NOT NULL)),
  CHECK (state <> 'matched' OR order_id IS NOT NULL)
);
COMMENT ON TABLE bank_notices IS 'Money that the bank told of, each once (provider and its number). What fits no request waits for a person and is never thrown away.';
CREATE UNIQUE INDEX bank_notices_pays_once ON bank_notices (order_id) WHERE state = 'matched';
CREATE INDEX bank_notices_open ON bank_notices (centre_id, received_at) WHERE state IN ('new', 'unmatched');
CALL app.protect('bank_notices');
REVOKE DELETE ON bank_notices FROM motcua_app;
