-- Templates of recurring news, as the centre words them: each change is a version; the built-in ones are what it starts from.

CREATE TABLE news_templates (
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  key        text NOT NULL CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(key) <= 40),
  version    int NOT NULL CHECK (version > 0),
  name       text NOT NULL CHECK (length(name) BETWEEN 3 AND 80),
  priority   text NOT NULL CHECK (priority IN ('normal', 'priority', 'urgent')),
  days       int NOT NULL CHECK (days BETWEEN 1 AND 370),
  fields     jsonb NOT NULL,
  title      text NOT NULL CHECK (length(title) BETWEEN 5 AND 200),
  lines      jsonb NOT NULL,
  active     boolean NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  request_id uuid NOT NULL,
  PRIMARY KEY (centre_id, key, version),
  UNIQUE (centre_id, request_id)
);
COMMENT ON TABLE news_templates IS 'Templates of recurring news by version; the newest of a key holds, before the built-in one of that key.';
CALL app.protect_history('news_templates');
