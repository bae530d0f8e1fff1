-- Money given back (hoàn phí) and the daily cash book (sổ quỹ ngày).

CREATE TABLE cash_books (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  day            date NOT NULL,
  -- Runs within the centre: a day may be closed twice when money came after the first closing.
  no             int NOT NULL CHECK (no >= 1),
  opening_vnd    bigint NOT NULL,
  figures        jsonb NOT NULL,
  computed_vnd   bigint NOT NULL,
  counted_vnd    bigint NOT NULL CHECK (counted_vnd >= 0),
  handed_in_vnd  bigint NOT NULL CHECK (handed_in_vnd >= 0),
  reason         text CHECK (btrim(reason) <> ''),
  document_id    uuid NOT NULL UNIQUE,
  closed_at      timestamptz NOT NULL,
  closed_by      uuid REFERENCES accounts (id),
  closer_name    text NOT NULL,
  request_id     uuid NOT NULL UNIQUE,
  UNIQUE (centre_id, no),
  CHECK (handed_in_vnd <= counted_vnd),
  CHECK (computed_vnd = counted_vnd OR reason IS NOT NULL)
);
COMMENT ON TABLE cash_books IS 'Closed cash books. Every receipt, void and refund belongs to exactly one; what comes after a closing belongs to the next. Never changed.';
CALL app.protect('cash_books');
REVOKE UPDATE, DELETE ON cash_books FROM motcua_app;

CREATE TABLE fee_refunds (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  receipt_id     uuid NOT NULL REFERENCES fee_receipts (id),
  dossier_id     uuid NOT NULL,
  dossier_number text NOT NULL,
  payee          text NOT NULL CHECK (btrim(payee) <> ''),
  amount_vnd     bigint NOT NULL CHECK (amount_vnd > 0),
  method         text NOT NULL CHECK (method IN ('cash', 'transfer', 'portal')),
  -- Bank and account of the payee for a transfer; empty otherwise.
  account        text NOT NULL DEFAULT '',
  reason         text NOT NULL CHECK (btrim(reason) <> ''),
  legal_basis    text NOT NULL CHECK (btrim(legal_basis) <> ''),
  document_id    uuid NOT NULL UNIQUE,
  number         text NOT NULL,
  state          text NOT NULL CHECK (state IN ('decided', 'paid', 'dropped')),
  decided_at     timestamptz NOT NULL,
  decided_by     uuid REFERENCES accounts (id),
  decider_name   text NOT NULL,
  ended_at       timestamptz,
  ended_by       uuid REFERENCES accounts (id),
  ender_name     text,
  -- Payment order or platform number by which it was given back, or why it was dropped.
  ended_note     text,
  request_id     uuid NOT NULL UNIQUE,
  end_request    uuid UNIQUE,
  book_id        uuid REFERENCES cash_books (id),
  CHECK ((state = 'decided') = (ended_at IS NULL)),
  CHECK (method <> 'transfer' OR btrim(account) <> ''),
  CHECK (book_id IS NULL OR state = 'paid')
);
COMMENT ON TABLE fee_refunds IS 'Fees given back: decided by one person with reason and legal basis, paid out by another. The sum for a receipt never exceeds what was paid.';
CREATE INDEX fee_refunds_receipt ON fee_refunds (receipt_id);
CREATE INDEX fee_refunds_unbooked ON fee_refunds (centre_id) WHERE state = 'paid' AND book_id IS NULL;
CREATE INDEX fee_refunds_day ON fee_refunds (centre_id, decided_at);
CALL app.protect('fee_refunds');
REVOKE DELETE ON fee_refunds FROM motcua_app;

CREATE FUNCTION app.refund_within_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid bigint;
  back bigint;
BEGIN
  SELECT total_vnd INTO paid FROM fee_receipts WHERE id = NEW.receipt_id AND voided_at IS NULL FOR UPDATE;
  SELECT coalesce(sum(amount_vnd), 0) INTO back FROM fee_refunds WHERE receipt_id = NEW.receipt_id AND state <> 'dropped';
  IF paid IS NULL OR back > paid THEN
    RAISE EXCEPTION 'refunds of receipt % exceed what was paid', NEW.receipt_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER fee_refunds_within AFTER INSERT OR UPDATE OF amount_vnd, state ON fee_refunds
  FOR EACH ROW WHEN (NEW.state <> 'dropped') EXECUTE FUNCTION app.refund_within_receipt();

ALTER TABLE fee_receipts ADD COLUMN book_id uuid REFERENCES cash_books (id);
ALTER TABLE fee_receipts ADD COLUMN void_book_id uuid REFERENCES cash_books (id);
ALTER TABLE fee_receipts ADD CHECK (void_book_id IS NULL OR voided_at IS NOT NULL);
CREATE INDEX fee_receipts_unbooked ON fee_receipts (centre_id) WHERE book_id IS NULL;
CREATE INDEX fee_receipts_void_unbooked ON fee_receipts (centre_id) WHERE voided_at IS NOT NULL AND void_book_id IS NULL;
COMMENT ON COLUMN fee_receipts.book_id IS 'The closed cash book in which the receipt was counted; null while the book is open.';

CREATE TABLE money_comparisons (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  source       text NOT NULL CHECK (source IN ('bank', 'platform')),
  day          date NOT NULL,
  lines        int NOT NULL CHECK (lines >= 0),
  theirs_vnd   bigint NOT NULL,
  ours_vnd     bigint NOT NULL,
  differences  jsonb NOT NULL,
  made_at      timestamptz NOT NULL,
  made_by      text NOT NULL
);
COMMENT ON TABLE money_comparisons IS 'Comparisons of a day''s statement of the bank or list of the payment platform with what we booked.';
CREATE INDEX money_comparisons_newest ON money_comparisons (centre_id, made_at DESC);
CALL app.protect('money_comparisons');
REVOKE UPDATE, DELETE ON money_comparisons FROM motcua_app;
