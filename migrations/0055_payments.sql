-- Receipts for money taken (biên lai thu phí, lệ phí).

CREATE TABLE fee_receipts (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  year           int NOT NULL,
  no             int NOT NULL CHECK (no >= 1),
  document_id    uuid NOT NULL UNIQUE,
  dossier_id     uuid NOT NULL,
  dossier_number text NOT NULL,
  payer          text NOT NULL CHECK (btrim(payer) <> ''),
  lines          jsonb NOT NULL CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) > 0),
  total_vnd      bigint NOT NULL CHECK (total_vnd > 0),
  method         text NOT NULL CHECK (method IN ('cash', 'transfer', 'portal', 'card')),
  collected_at   timestamptz NOT NULL,
  collected_by   uuid REFERENCES accounts (id),
  collector_name text NOT NULL,
  -- The fact of the dossier that the receipt is for: one receipt for each payment, however often it is told.
  cause          text NOT NULL,
  voided_at      timestamptz,
  voided_by      uuid REFERENCES accounts (id),
  void_reason    text CHECK (btrim(void_reason) <> ''),
  void_request   uuid UNIQUE,
  UNIQUE (centre_id, year, no),
  UNIQUE (dossier_id, cause),
  CHECK ((voided_at IS NULL) = (void_reason IS NULL))
);
COMMENT ON COLUMN fee_receipts.no IS 'The serial of the printed receipt (document_id), which is the one series: no gap within centre and year.';
COMMENT ON TABLE fee_receipts IS 'Receipts (biên lai) for money taken, with the amounts of the fee version of receipt. Never deleted: a wrong one is voided with a reason and keeps its number.';
CREATE INDEX fee_receipts_dossier ON fee_receipts (centre_id, dossier_id);
CREATE INDEX fee_receipts_day ON fee_receipts (centre_id, collected_at);

CALL app.protect('fee_receipts');
REVOKE DELETE ON fee_receipts FROM motcua_app;
