-- What people ask the search for and do not find, and the words that the centre's officers add.

CREATE TABLE search_asked (
  centre_id uuid NOT NULL REFERENCES agencies (id),
  day       date NOT NULL,
  words     text NOT NULL CHECK (length(words) BETWEEN 1 AND 80 AND words !~ '[0-9]'),
  asked     int NOT NULL CHECK (asked >= 0),
  -- Of those asked, how often there was no answer at all.
  empty     int NOT NULL CHECK (empty >= 0),
  -- How often an answer was opened from the list.
  opened    int NOT NULL CHECK (opened >= 0),
  PRIMARY KEY (centre_id, day, words),
  CHECK (empty <= asked)
);
COMMENT ON TABLE search_asked IS 'Counts of a day for what was asked: lower-case words without digits and names, no person, no time, no address. Kept for 180 days.';
CALL app.protect('search_asked');

CREATE TABLE search_words (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  request_id uuid NOT NULL,
  code       text NOT NULL CHECK (code ~ '^[0-9]{1,3}\.[0-9]{6}$'),
  words      text NOT NULL CHECK (length(words) BETWEEN 2 AND 80),
  added_at   timestamptz NOT NULL,
  added_by   text NOT NULL,
  removed_at timestamptz,
  removed_by text,
  UNIQUE (centre_id, request_id),
  CHECK ((removed_at IS NULL) = (removed_by IS NULL))
);
COMMENT ON TABLE search_words IS 'Everyday words that officers of the centre gave to a procedure; those taken back stay as history.';
CREATE UNIQUE INDEX search_words_once ON search_words (centre_id, code, words) WHERE removed_at IS NULL;
CALL app.protect('search_words');
REVOKE DELETE ON search_words FROM motcua_app;
