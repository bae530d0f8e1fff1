-- Ratings that the database alone cannot lead back to a dossier or a visit, the survey of Điều 33, follow-ups, settings.

ALTER TABLE rating_invitations
  ADD COLUMN procedure_code text NOT NULL DEFAULT '',
  ADD COLUMN counter_id uuid REFERENCES counters (id),
  ADD COLUMN closed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN rating_invitations.closed IS 'Rated before ratings were parted from their invitations; may not be rated again. Says nothing of the face.';
UPDATE rating_invitations SET closed = true WHERE id IN (SELECT invitation_id FROM ratings);

ALTER TABLE ratings RENAME TO ratings_before;
ALTER INDEX ratings_day RENAME TO ratings_before_day;

CREATE TABLE ratings (
  handle    bytea PRIMARY KEY CHECK (length(handle) = 32),
  centre_id uuid NOT NULL REFERENCES agencies (id),
  day       date NOT NULL,
  level     int NOT NULL CHECK (level BETWEEN 1 AND 3),
  reasons   text[] NOT NULL DEFAULT '{}' CHECK (reasons <@ ARRAY[
    'late', 'many-trips', 'unclear-guidance', 'attitude', 'extra-cost', 'long-wait', 'facilities', 'result']),
  facets    bytea NOT NULL,
  words     bytea,
  mixed     boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE ratings IS 'Levels: 3 rất hài lòng, 2 hài lòng, 1 không hài lòng. Bound to nothing in this database: who rated and what was rated cannot be found from it (NĐ 118/2025 Điều 29 khoản 3). Keeps the day only.';
COMMENT ON COLUMN ratings.handle IS 'HMAC-SHA-256 of the address under which was rated, with a key that is not in the database: once for each address, without saying which.';
COMMENT ON COLUMN ratings.facets IS 'Sealed with a key outside the database: procedure, counter, channel, group. Opened only to count.';
COMMENT ON COLUMN ratings.words IS 'Sealed likewise: what the citizen wrote. Shown masked, of enough ratings, without day or place.';
COMMENT ON COLUMN ratings.mixed IS 'Written anew in random order with its day, so that neither place nor transaction number of the row tells when it came.';
CREATE INDEX ratings_day ON ratings (centre_id, day);

-- Mark 0: not sealed, from before the seal. Written in random order.
INSERT INTO ratings (handle, centre_id, day, level, reasons, facets, words)
SELECT sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), r.centre_id, r.day, r.level, r.reasons,
  '\x00'::bytea || convert_to(json_build_object('topic', i.topic)::text, 'UTF8'),
  CASE WHEN r.comment = '' THEN NULL ELSE '\x00'::bytea || convert_to(r.comment, 'UTF8') END
FROM ratings_before r JOIN rating_invitations i ON i.id = r.invitation_id ORDER BY random();
DROP TABLE ratings_before;

CREATE TABLE rating_answers (
  handle    bytea NOT NULL CHECK (length(handle) = 32),
  centre_id uuid NOT NULL REFERENCES agencies (id),
  content   text NOT NULL CHECK (content IN ('a', 'b', 'c', 'd', 'dd', 'e', 'g', 'h', 'i')),
  answer    text NOT NULL CHECK (length(answer) BETWEEN 1 AND 40),
  words     bytea,
  PRIMARY KEY (handle, content)
);
COMMENT ON TABLE rating_answers IS 'Answers to the nine contents of NĐ 118/2025 Điều 33 khoản 1 (dd is điểm đ), without points. The day is the rating''s.';

CREATE TABLE rating_contacts (
  id             uuid PRIMARY KEY,
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  once           bytea NOT NULL UNIQUE CHECK (length(once) = 32),
  unit_id        uuid NOT NULL REFERENCES agencies (id),
  dossier_id     uuid,
  dossier_number text NOT NULL DEFAULT '',
  name           text NOT NULL,
  phone          text NOT NULL,
  message        text NOT NULL,
  consent        text NOT NULL,
  asked_at       timestamptz NOT NULL,
  due            timestamptz NOT NULL,
  outcome        text CHECK (outcome IN ('explained', 'corrected', 'apologised', 'unfounded', 'unreachable')),
  note           text NOT NULL DEFAULT '',
  closed_at      timestamptz,
  closed_by      uuid,
  closed_by_name text NOT NULL DEFAULT '',
  erased_at      timestamptz,
  CHECK ((outcome IS NULL) = (closed_at IS NULL)),
  CHECK (erased_at IS NULL OR (name = '' AND phone = '' AND message = ''))
);
COMMENT ON TABLE rating_contacts IS 'Who was not satisfied and asked to be contacted, by consent. A row of its own, bound to no rating. Name, phone and words are erased some time after closing.';
COMMENT ON COLUMN rating_contacts.once IS 'HMAC of the address for another purpose than ratings.handle: one request for each address; the two do not meet.';
COMMENT ON COLUMN rating_contacts.consent IS 'The sentence that was agreed to, as it stood on the page.';
CREATE INDEX rating_contacts_open ON rating_contacts (centre_id, due) WHERE closed_at IS NULL;

CREATE TABLE rating_gatherings (
  centre_id uuid NOT NULL REFERENCES agencies (id),
  through   date NOT NULL,
  since     date NOT NULL,
  sample    int NOT NULL,
  unhappy   int NOT NULL,
  PRIMARY KEY (centre_id, through)
);
COMMENT ON TABLE rating_gatherings IS 'Days whose unhappy ratings were handed to the head together, so that no task tells the moment of one rating.';

CREATE TABLE feedback_settings (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  effective_from date NOT NULL,
  settings       jsonb NOT NULL,
  source         text NOT NULL,
  set_at         timestamptz NOT NULL,
  set_by         uuid NOT NULL,
  PRIMARY KEY (centre_id, effective_from)
);
COMMENT ON TABLE feedback_settings IS 'Dated settings: the old internal scale of 18 points on or off, from how many ratings shares are compared, days of a follow-up.';

CALL app.protect('ratings');
CALL app.protect('rating_answers');
CALL app.protect('rating_contacts');
CALL app.protect_history('rating_gatherings');
CALL app.protect_history('feedback_settings');
-- A rating stays as it was given; only its reasons and words may be added.
REVOKE DELETE ON ratings FROM motcua_app;
REVOKE UPDATE, DELETE ON rating_answers FROM motcua_app;
REVOKE DELETE ON rating_contacts FROM motcua_app;

-- Writes the ratings and answers of days that are over anew, all in one transaction and in random order.
CREATE FUNCTION app.mix_ratings(p_before date) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
  DECLARE
    n int;
  BEGIN
    WITH gone AS (
      DELETE FROM rating_answers a USING ratings r
      WHERE r.handle = a.handle AND r.centre_id = app.current_centre() AND a.centre_id = app.current_centre()
        AND r.day < p_before AND NOT r.mixed
      RETURNING a.*)
    INSERT INTO rating_answers SELECT * FROM gone ORDER BY random();
    WITH gone AS (
      DELETE FROM ratings WHERE centre_id = app.current_centre() AND day < p_before AND NOT mixed RETURNING *)
    INSERT INTO ratings (handle, centre_id, day, level, reasons, facets, words, mixed)
    SELECT handle, centre_id, day, level, reasons, facets, words, true FROM gone ORDER BY random();
    GET DIAGNOSTICS n = ROW_COUNT;
    RETURN n;
  END $$;
REVOKE ALL ON FUNCTION app.mix_ratings FROM public;
GRANT EXECUTE ON FUNCTION app.mix_ratings TO motcua_app;
