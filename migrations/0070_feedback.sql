-- Ratings (đánh giá): one touch, bound to one dossier or one visit, once. Who rated is stored nowhere.

CREATE TABLE rating_invitations (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  token      text NOT NULL UNIQUE CHECK (length(token) >= 22),
  dossier_id uuid UNIQUE,
  ticket_id  uuid UNIQUE REFERENCES tickets (id),
  topic      text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL,
  CHECK (num_nonnulls(dossier_id, ticket_id) = 1)
);
COMMENT ON TABLE rating_invitations IS 'The unguessable address under which one dossier or one visit may be rated.';
COMMENT ON COLUMN rating_invitations.topic IS 'What figures are grouped by: the field of the procedure, or the group of services. Never a person.';

CREATE TABLE ratings (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  invitation_id uuid NOT NULL UNIQUE REFERENCES rating_invitations (id),
  day           date NOT NULL,
  level         int NOT NULL CHECK (level BETWEEN 1 AND 3),
  reasons       text[] NOT NULL DEFAULT '{}' CHECK (reasons <@ ARRAY[
    'late', 'many-trips', 'unclear-guidance', 'attitude', 'extra-cost', 'long-wait', 'facilities', 'result']),
  comment       text NOT NULL DEFAULT '' CHECK (length(comment) <= 1000)
);
COMMENT ON TABLE ratings IS 'Levels: 3 rất hài lòng, 2 hài lòng, 1 không hài lòng. Keeps the day only, not the minute: the time of a rating would tell the officer who gave it (NĐ 118/2025 Điều 29 khoản 3).';
COMMENT ON COLUMN ratings.reasons IS 'What the citizen names, after NĐ 118/2025 Điều 33 khoản 1: time, contacts, information, attitude, cost, waiting, premises, result.';
CREATE INDEX ratings_day ON ratings (centre_id, day);

CALL app.protect('rating_invitations');
CALL app.protect('ratings');
-- A rating stays as it was given; only its reasons may be added on the same visit.
REVOKE DELETE ON ratings FROM motcua_app;
