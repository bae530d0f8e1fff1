-- News (tuyên truyền): written once, proposed for each channel, approved by another person, delivered with an outcome for each channel.

CREATE TABLE news (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  slug            text NOT NULL,
  author_id       uuid NOT NULL,
  author_name     text NOT NULL,
  created_at      timestamptz NOT NULL,
  -- The approved text that holds; null while it was never approved.
  live_revision   int,
  published_at    timestamptz,
  withdrawn_at    timestamptz,
  withdrawn_by    text,
  withdraw_reason text,
  UNIQUE (centre_id, slug),
  CHECK ((live_revision IS NULL) = (published_at IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdraw_reason IS NULL)),
  CHECK (withdrawn_at IS NULL OR live_revision IS NOT NULL)
);
COMMENT ON TABLE news IS 'A piece of news. Its texts are revisions; a correction is a new revision that has to be approved like the first.';
CALL app.protect('news');
REVOKE DELETE ON news FROM motcua_app;

CREATE TABLE news_revisions (
  news_id      uuid NOT NULL REFERENCES news (id),
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  revision     int NOT NULL CHECK (revision > 0),
  -- draft: being written; submitted: waits for approval; approved: never changes again; dropped: a correction that was given up.
  state        text NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'dropped')),
  title        text NOT NULL,
  body         text NOT NULL,
  priority     text NOT NULL CHECK (priority IN ('normal', 'priority', 'urgent')),
  place        text NOT NULL,
  villages     text[] NOT NULL,
  valid_from   timestamptz NOT NULL,
  valid_to     timestamptz NOT NULL,
  air_times    text[] NOT NULL,
  air_repeat   int NOT NULL CHECK (air_repeat BETWEEN 1 AND 3),
  picture      jsonb,
  -- By channel: whether it goes there, and the text of the officer's own where the proposal was changed.
  versions     jsonb NOT NULL,
  -- What was wrong before; null for the first revision.
  correction   text,
  editor_id    uuid NOT NULL,
  editor_name  text NOT NULL,
  changed_at   timestamptz NOT NULL,
  -- Raised with every change, so that nobody approves a text that was changed meanwhile.
  edits        int NOT NULL DEFAULT 0,
  returned_why text,
  submitted_at timestamptz,
  approved_at  timestamptz,
  PRIMARY KEY (news_id, revision),
  CHECK (valid_from < valid_to),
  CHECK ((state = 'approved') = (approved_at IS NOT NULL)),
  CHECK ((revision = 1) = (correction IS NULL))
);
COMMENT ON TABLE news_revisions IS 'The texts of a piece of news, with its versions by channel, time, place and priority.';
CREATE UNIQUE INDEX news_revisions_open ON news_revisions (news_id) WHERE state IN ('draft', 'submitted');
CREATE INDEX news_revisions_live ON news_revisions (centre_id, valid_to) WHERE state = 'approved';
CALL app.protect('news_revisions');
REVOKE DELETE ON news_revisions FROM motcua_app;

CREATE FUNCTION app.keep_approved_news() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'approved' THEN
    RAISE EXCEPTION 'an approved revision of news never changes (%, %)', OLD.news_id, OLD.revision;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER news_revisions_approved BEFORE UPDATE ON news_revisions
  FOR EACH ROW EXECUTE FUNCTION app.keep_approved_news();

CREATE TABLE news_approvals (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  news_id      uuid NOT NULL,
  revision     int NOT NULL,
  -- The edit that was read and approved.
  edits        int NOT NULL,
  account_id   uuid NOT NULL,
  name         text NOT NULL,
  position     text NOT NULL,
  leader       boolean NOT NULL,
  -- Why personal data may be told, where the law lets it.
  reason       text,
  at           timestamptz NOT NULL,
  UNIQUE (news_id, revision, edits, account_id),
  FOREIGN KEY (news_id, revision) REFERENCES news_revisions (news_id, revision)
);
COMMENT ON TABLE news_approvals IS 'Who approved which text of which news, and why where a finding of personal data was overridden.';
CALL app.protect_history('news_approvals');

CREATE TABLE news_audio (
  news_id      uuid NOT NULL,
  revision     int NOT NULL,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  source       text NOT NULL CHECK (source IN ('engine', 'recording')),
  -- Which voice made it, or who recorded it.
  made_by      text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('wav', 'mp3', 'opus')),
  store_key    text NOT NULL,
  bytes        int NOT NULL CHECK (bytes > 0),
  sha256       bytea NOT NULL,
  duration_ms  int NOT NULL CHECK (duration_ms > 0),
  -- Digest of the words that were read; another script needs another sound.
  script_sha256 bytea NOT NULL,
  made_at      timestamptz NOT NULL,
  PRIMARY KEY (news_id, revision),
  FOREIGN KEY (news_id, revision) REFERENCES news_revisions (news_id, revision)
);
COMMENT ON TABLE news_audio IS 'The sound of a loudspeaker script: made by a voice or recorded, with its length and the script it says.';
CALL app.protect('news_audio');

CREATE TABLE news_deliveries (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  news_id      uuid NOT NULL REFERENCES news (id),
  revision     int NOT NULL,
  channel      text NOT NULL,
  action       text NOT NULL CHECK (action IN ('publish', 'correct', 'withdraw')),
  -- Empty for a channel that is told once; an address or an id of a subscriber for one that is told person by person.
  recipient    text NOT NULL DEFAULT '',
  -- waiting: will be tried; sent; failed: a person decides; manual: waits for an officer who does it by hand; cancelled.
  state        text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'manual', 'cancelled')),
  -- A call was begun whose end is not known: it is looked up before anything is sent again.
  unsure       boolean NOT NULL DEFAULT false,
  attempts     int NOT NULL DEFAULT 0,
  next_at      timestamptz NOT NULL,
  lease_until  timestamptz,
  first_try_at timestamptz,
  -- The partner's own number of what was published.
  reference    text,
  last_why     text,
  done_by      text,
  created_at   timestamptz NOT NULL,
  ended_at     timestamptz,
  UNIQUE (news_id, revision, channel, action, recipient),
  CHECK ((state IN ('sent', 'cancelled')) = (ended_at IS NOT NULL))
);
COMMENT ON TABLE news_deliveries IS 'What every channel has to be told of a piece of news, written in the transaction of the approval; each is sent once.';
CREATE INDEX news_deliveries_due ON news_deliveries (centre_id, next_at) WHERE state = 'waiting';
CREATE INDEX news_deliveries_news ON news_deliveries (news_id, revision, channel);
CALL app.protect('news_deliveries');
REVOKE DELETE ON news_deliveries FROM motcua_app;

CREATE TABLE news_channels (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  -- facebook, loudspeaker, voice.
  channel     text NOT NULL,
  version     uuid NOT NULL,
  connection  jsonb NOT NULL,
  secret_box  bytea,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL,
  failures    int NOT NULL DEFAULT 0,
  open_until  timestamptz,
  last_ok_at  timestamptz,
  last_why    text,
  PRIMARY KEY (centre_id, channel)
);
COMMENT ON TABLE news_channels IS 'How the fan page, the loudspeakers and the voice are reached, and how the line to each has been. Secrets are sealed with the installation key.';
CALL app.protect('news_channels');

CREATE TABLE news_contacts (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  kind        text NOT NULL CHECK (kind IN ('email', 'sms')),
  address     text NOT NULL,
  name        text NOT NULL,
  village     text NOT NULL,
  -- How the person agreed to be told (Luật 91/2025/QH15).
  consent     text NOT NULL,
  -- Unguessable, in the link by which a person ends it.
  token       text NOT NULL UNIQUE,
  added_by    text NOT NULL,
  added_at    timestamptz NOT NULL,
  ended_at    timestamptz
);
COMMENT ON TABLE news_contacts IS 'People and bodies who asked for the news by mail or SMS. Ended ones are kept as proof without their address.';
CREATE UNIQUE INDEX news_contacts_open ON news_contacts (centre_id, kind, address) WHERE ended_at IS NULL;
CALL app.protect('news_contacts');

CREATE TABLE news_listeners (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  endpoint    text NOT NULL,
  p256dh      text NOT NULL,
  auth        text NOT NULL,
  created_at  timestamptz NOT NULL,
  UNIQUE (centre_id, endpoint)
);
COMMENT ON TABLE news_listeners IS 'Browsers that asked to be told of news by web push.';
CALL app.protect('news_listeners');

CREATE TABLE news_speakers (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  name         text NOT NULL,
  villages     text[] NOT NULL,
  -- Unguessable, in the address from which the device fetches.
  token        text NOT NULL UNIQUE,
  active       boolean NOT NULL,
  last_seen_at timestamptz,
  UNIQUE (centre_id, name)
);
COMMENT ON TABLE news_speakers IS 'Clusters of loudspeakers (cụm loa) and where they stand.';
CALL app.protect('news_speakers');

CREATE TABLE news_airings (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  speaker_id  uuid NOT NULL REFERENCES news_speakers (id),
  news_id     uuid NOT NULL REFERENCES news (id),
  revision    int NOT NULL,
  started_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  result      text NOT NULL CHECK (result IN ('played', 'stopped', 'failed')),
  note        text NOT NULL,
  PRIMARY KEY (speaker_id, news_id, revision, started_at)
);
COMMENT ON TABLE news_airings IS 'What each cluster of loudspeakers says it played. A report that comes twice is one.';
CALL app.protect('news_airings');
