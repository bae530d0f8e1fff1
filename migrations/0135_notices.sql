-- Notices to citizens (thông báo cho công dân): one outbox for SMS, Zalo and e-mail.

CREATE TABLE notice_settings (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  version     uuid NOT NULL,
  settings    jsonb NOT NULL,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL
);
COMMENT ON TABLE notice_settings IS 'Order of channels, hours, cost limit and texts of a centre; what is not there is as delivered.';
CALL app.protect('notice_settings');

CREATE TABLE notice_consents (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  channel     text NOT NULL CHECK (channel IN ('sms', 'zalo', 'email')),
  -- Mobile number as 84… or e-mail address.
  address     text NOT NULL,
  wants       boolean NOT NULL,
  how         text NOT NULL CHECK (how IN ('counter', 'online', 'own-page', 'link', 'officer')),
  by_name     text NOT NULL,
  evidence    text NOT NULL,
  at          timestamptz NOT NULL,
  seq         bigint GENERATED ALWAYS AS IDENTITY
);
COMMENT ON TABLE notice_consents IS 'Who agreed to be told by which channel, when, where and with what proof, and who took it back (Luật 91/2025/QH15). The newest row of an address and channel holds.';
CREATE INDEX notice_consents_newest ON notice_consents (centre_id, address, channel, seq DESC);
CALL app.protect_history('notice_consents');

CREATE TABLE notices (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  event         text NOT NULL,
  -- What caused it, so that one event makes one notice.
  cause         text NOT NULL,
  dossier_id    uuid,
  -- Dossier number or code of the appointment: how the notice names its matter.
  subject       text NOT NULL,
  phone         text,
  email         text,
  vals          jsonb NOT NULL,
  urgent        boolean NOT NULL,
  -- Appointments are told to whoever gave the number for that, unless they took it back.
  asked_for     boolean NOT NULL,
  -- waiting: will be tried; sent: a carrier took it, its report is awaited or never came; delivered; stuck: a person decides;
  -- not-sent: nobody is to be told, or no way is open; skipped: by a person, or a newer one took its place.
  state         text NOT NULL CHECK (state IN ('waiting', 'sent', 'delivered', 'stuck', 'not-sent', 'skipped')),
  -- Raised when a person has it sent again: within a round at most one try may have reached the citizen.
  round         int NOT NULL DEFAULT 1,
  round_at      timestamptz NOT NULL,
  next_at       timestamptz,
  lease_until   timestamptz,
  last_why      text,
  created_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  ended_by      text,
  -- The last press of a person on it, so that a repeat changes nothing.
  request_id    uuid,
  UNIQUE (centre_id, cause),
  CHECK (state <> 'waiting' OR next_at IS NOT NULL),
  CHECK (state NOT IN ('delivered', 'not-sent', 'skipped') OR next_at IS NULL)
);
COMMENT ON TABLE notices IS 'Every notice to a citizen, written in the transaction of what it tells of.';
CREATE INDEX notices_due ON notices (centre_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX notices_newest ON notices (centre_id, created_at DESC);
CREATE INDEX notices_stuck ON notices (centre_id, created_at) WHERE state = 'stuck';
CREATE INDEX notices_dossier ON notices (dossier_id, created_at) WHERE dossier_id IS NOT NULL;
CALL app.protect('notices');
REVOKE DELETE ON notices FROM motcua_app;

CREATE TABLE notice_tries (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  notice_id   uuid NOT NULL REFERENCES notices (id),
  round       int NOT NULL,
  channel     text NOT NULL CHECK (channel IN ('sms', 'zalo', 'email')),
  carrier_id  uuid,
  provider    text NOT NULL,
  -- sending: written before the call; accepted: taken over; failed: certain that nothing went out or arrived; unknown: nobody can say.
  state       text NOT NULL CHECK (state IN ('sending', 'accepted', 'delivered', 'failed', 'unknown')),
  fault       text,
  reference   text,
  code        text NOT NULL DEFAULT '',
  why         text NOT NULL DEFAULT '',
  content     text NOT NULL,
  parts       int NOT NULL,
  cost_vnd    int NOT NULL,
  asked       int NOT NULL DEFAULT 0,
  started_at  timestamptz NOT NULL,
  settled_at  timestamptz,
  seq         bigint GENERATED ALWAYS AS IDENTITY,
  CHECK ((state = 'failed') = (fault IS NOT NULL))
);
COMMENT ON TABLE notice_tries IS 'Every try with what came back. The index below keeps the promise: a second channel only after the first is known to have failed.';
CREATE UNIQUE INDEX notice_tries_once ON notice_tries (notice_id, round) WHERE state <> 'failed';
CREATE INDEX notice_tries_notice ON notice_tries (notice_id, seq);
CREATE INDEX notice_tries_reference ON notice_tries (carrier_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX notice_tries_cost ON notice_tries (centre_id, started_at) WHERE cost_vnd > 0;
CALL app.protect('notice_tries');
REVOKE DELETE ON notice_tries FROM motcua_app;
