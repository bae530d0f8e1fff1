-- Who carries our short messages: SMS gateways in the order in which they are tried, and the Zalo Official Account.

CREATE TABLE carriers (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  kind          text NOT NULL CHECK (kind IN ('sms', 'zalo')),
  name          text NOT NULL,
  -- Order among the SMS gateways: the first that works carries.
  place         int NOT NULL CHECK (place >= 1),
  active        boolean NOT NULL,
  connection    jsonb NOT NULL,
  -- What one part of an SMS, or one template message, costs in đồng when the carrier does not say so.
  price_vnd     int NOT NULL CHECK (price_vnd >= 0),
  version       uuid NOT NULL,
  secret_box    bytea,
  -- Unguessable, in the address to which the carrier reports.
  report_token  text NOT NULL UNIQUE,
  -- Zalo: the pair of tokens, sealed; the refresh token works once.
  tokens_box    bytea,
  tokens_until  timestamptz,
  -- Why a person has to give consent again; null while the grant holds.
  consent_why   text,
  changed_at    timestamptz NOT NULL,
  changed_by    text NOT NULL
);
COMMENT ON TABLE carriers IS 'Accounts with outside carriers of short messages. Secrets and tokens are sealed with the installation key.';
CREATE UNIQUE INDEX carriers_one_zalo ON carriers (centre_id) WHERE kind = 'zalo';
CREATE UNIQUE INDEX carriers_place ON carriers (centre_id, place) WHERE kind = 'sms';
CALL app.protect('carriers');
