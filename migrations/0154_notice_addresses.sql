-- Notices: e-mail addresses are confirmed before anything else is sent to them, and a notice may be bound to the channels that were chosen for it.
-- Preparations: how far the clocks of what was filed here were told.

CREATE TABLE notice_emails (
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  -- In small letters.
  address       text NOT NULL CHECK (address = lower(address) AND length(address) BETWEEN 3 AND 320),
  -- How often, and when last, its owner was asked by mail to confirm it.
  asked         int NOT NULL CHECK (asked >= 0),
  asked_at      timestamptz,
  confirmed_at  timestamptz,
  PRIMARY KEY (centre_id, address),
  CHECK ((asked = 0) = (asked_at IS NULL))
);
COMMENT ON TABLE notice_emails IS 'E-mail addresses that citizens gave, and whether whoever reads them said that they are theirs. Until then nothing but the question is sent there.';
CALL app.protect('notice_emails');

ALTER TABLE notices
  ADD COLUMN channels text[] CHECK (channels <@ ARRAY['sms', 'zalo', 'email']);
COMMENT ON COLUMN notices.channels IS 'The only channels that were chosen for this matter; null: whatever the citizen agreed to.';
CREATE INDEX notices_email_waiting ON notices (centre_id, lower(email)) WHERE state = 'waiting' AND email IS NOT NULL;

ALTER TABLE preparations
  ADD COLUMN escalated smallint NOT NULL DEFAULT 0 CHECK (escalated BETWEEN 0 AND 3);
COMMENT ON COLUMN preparations.escalated IS 'The last level of its clocks that was told: 1 nobody opened it in time, 2 the answer is due soon, 3 it is overdue.';
CREATE INDEX preparations_unanswered ON preparations (centre_id, respond_by) WHERE state = 'filed' AND answered_at IS NULL;
