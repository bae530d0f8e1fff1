-- Petitions: an answer is told to the public by another person than the one who wrote it, or with a reason why nobody else is there;
-- what people wrote about themselves goes after the term that the centre keeps it.

ALTER TABLE petition_settings ADD COLUMN keep_days int NOT NULL DEFAULT 730 CHECK (keep_days BETWEEN 90 AND 7300);
COMMENT ON COLUMN petition_settings.keep_days IS 'Days after the end of a petition until names, telephones, photographs and words of its sender are erased.';

ALTER TABLE petitions
  ADD COLUMN published_by uuid,
  ADD COLUMN alone_reason text NOT NULL DEFAULT '' CHECK (length(alone_reason) <= 500),
  ADD COLUMN erased_at timestamptz;
COMMENT ON COLUMN petitions.alone_reason IS 'Why one person both wrote and let out the answer: no other officer of the centre may.';
COMMENT ON COLUMN petitions.erased_at IS 'When the personal data of the sender was erased.';

DO $$
DECLARE eyes text;
BEGIN
  SELECT conname INTO STRICT eyes FROM pg_constraint
    WHERE conrelid = 'petitions'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%approved_by IS DISTINCT FROM drafted_by%';
  EXECUTE format('ALTER TABLE petitions DROP CONSTRAINT %I', eyes);
END $$;

ALTER TABLE petitions
  -- Four eyes: who drafted an answer approves and publishes it only with a reason that everybody concerned reads.
  ADD CONSTRAINT petitions_approved_by_another CHECK (state NOT IN ('answered', 'published', 'closed')
    OR (answer <> '' AND approved_at IS NOT NULL AND (approved_by IS DISTINCT FROM drafted_by OR alone_reason <> ''))),
  ADD CONSTRAINT petitions_published_by_another CHECK (published_by IS NULL OR published_by IS DISTINCT FROM drafted_by OR alone_reason <> ''),
  ADD CONSTRAINT petitions_erased CHECK (erased_at IS NULL
    OR (sender ->> 'name' = '' AND sender ->> 'phone' = '' AND sender ->> 'email' = '' AND said ->> 'text' = ''));
CREATE INDEX petitions_to_erase ON petitions (centre_id) WHERE erased_at IS NULL AND due_at IS NULL;

-- The history stays append-only; the words of a petition whose personal data is erased may be emptied, and nothing else.
CREATE FUNCTION app.refuse_petition_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.words = '' AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words'
     AND EXISTS (SELECT FROM petitions WHERE id = OLD.petition_id AND erased_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% on petition_events is refused: history is append-only', TG_OP;
END $$;
DROP TRIGGER petition_events_append_only ON petition_events;
CREATE TRIGGER petition_events_append_only BEFORE UPDATE OR DELETE ON petition_events
  FOR EACH ROW EXECUTE FUNCTION app.refuse_petition_change();
GRANT UPDATE (words) ON petition_events TO motcua_app;
