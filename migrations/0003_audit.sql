-- The audit trail (nhật ký): one hash chain per centre, append-only.

CREATE TABLE audit_heads (
  centre_id uuid PRIMARY KEY REFERENCES agencies (id),
  seq       bigint NOT NULL CHECK (seq >= 0),
  hash      bytea NOT NULL CHECK (length(hash) = 32)
);
COMMENT ON TABLE audit_heads IS 'Last link of each centre''s chain; the row lock on it orders the writers.';

CREATE TABLE audit_entries (
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  seq          bigint NOT NULL CHECK (seq > 0),
  at           timestamptz NOT NULL,
  actor_kind   text NOT NULL CHECK (actor_kind IN ('staff', 'device', 'public', 'system')),
  actor_id     uuid,
  actor_name   text NOT NULL,
  action       text NOT NULL CHECK (action ~ '^[a-z0-9-]+(\.[a-z0-9-]+)+$'),
  subject_type text NOT NULL,
  subject_id   text NOT NULL,
  detail       jsonb NOT NULL,
  prev_hash    bytea NOT NULL CHECK (length(prev_hash) = 32),
  hash         bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (centre_id, seq)
);
COMMENT ON TABLE audit_entries IS 'Who did what to what and when. hash = SHA-256(prev_hash ‖ seq as 8 bytes ‖ SHA-256(canonical JSON of the entry)).';
CREATE INDEX audit_entries_subject ON audit_entries (centre_id, subject_type, subject_id, seq);
CREATE INDEX audit_entries_actor ON audit_entries (centre_id, actor_id, seq) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_entries_action ON audit_entries (centre_id, action, seq);
CREATE INDEX audit_entries_at ON audit_entries (centre_id, at);

CREATE TABLE access_log (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  at           timestamptz NOT NULL,
  actor_kind   text NOT NULL CHECK (actor_kind IN ('staff', 'device', 'public', 'system')),
  actor_id     uuid,
  actor_name   text NOT NULL,
  what         text NOT NULL,
  subject_type text NOT NULL,
  subject_id   text NOT NULL,
  logged_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE access_log IS 'Reading of personal data: who saw whose, when (Luật 91/2025, NĐ 320/2026 Điều 10). Append-only; bound into the daily seal.';
COMMENT ON COLUMN access_log.logged_at IS 'The database''s own time of writing; says which rows are surely committed when the day is sealed.';
CREATE INDEX access_log_subject ON access_log (centre_id, subject_type, subject_id, at);
CREATE INDEX access_log_at ON access_log (centre_id, at);

CREATE TABLE audit_seals (
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  day           date NOT NULL,
  seq           bigint NOT NULL CHECK (seq >= 0),
  hash          bytea NOT NULL CHECK (length(hash) = 32),
  access_last   bigint NOT NULL CHECK (access_last >= 0),
  access_digest bytea NOT NULL CHECK (length(access_digest) = 32),
  prev_seal     bytea NOT NULL CHECK (length(prev_seal) = 32),
  seal          bytea NOT NULL CHECK (length(seal) = 32),
  sealed_at     timestamptz NOT NULL,
  PRIMARY KEY (centre_id, day)
);
COMMENT ON TABLE audit_seals IS 'One seal a day: the chain''s last link when the local day had ended, and the digest of the access log since the seal before (ids up to access_last), signed with the installation key, which is not in the database.';

-- Adds one link. Runs with the owner's rights: the application itself may not write these tables.
-- The caller's centre is checked, so that nobody writes into another centre's chain.
CREATE FUNCTION app.audit_append(
  p_centre uuid, p_at timestamptz, p_actor_kind text, p_actor_id uuid, p_actor_name text, p_action text,
  p_subject_type text, p_subject_id text, p_detail jsonb, p_digest bytea
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, app AS $$
DECLARE
  v_seq  bigint;
  v_prev bytea;
  v_hash bytea;
BEGIN
  IF p_centre IS DISTINCT FROM app.current_centre() THEN
    RAISE EXCEPTION 'audit: the entry belongs to another centre than the transaction' USING ERRCODE = '42501';
  END IF;
  SELECT h.seq, h.hash INTO v_seq, v_prev FROM audit_heads h WHERE h.centre_id = p_centre FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_heads (centre_id, seq, hash) VALUES (p_centre, 0, decode(repeat('00', 32), 'hex'))
      ON CONFLICT (centre_id) DO NOTHING;
    SELECT h.seq, h.hash INTO v_seq, v_prev FROM audit_heads h WHERE h.centre_id = p_centre FOR UPDATE;
  END IF;
  v_seq := v_seq + 1;
  v_hash := sha256(v_prev || int8send(v_seq) || p_digest);
  INSERT INTO audit_entries (centre_id, seq, at, actor_kind, actor_id, actor_name, action,
                             subject_type, subject_id, detail, prev_hash, hash)
    VALUES (p_centre, v_seq, p_at, p_actor_kind, p_actor_id, p_actor_name, p_action,
            p_subject_type, p_subject_id, p_detail, v_prev, v_hash);
  UPDATE audit_heads h SET seq = v_seq, hash = v_hash WHERE h.centre_id = p_centre;
  RETURN v_seq;
END;
$$;
COMMENT ON FUNCTION app.audit_append IS 'Appends one entry to the chain of the transaction''s centre and returns its number. p_digest is SHA-256 of the entry''s canonical JSON.';

REVOKE ALL ON FUNCTION app.audit_append FROM public;
GRANT EXECUTE ON FUNCTION app.audit_append TO motcua_app;

-- The application reads the chain but writes it only through the function above.
CALL app.protect('audit_heads');
REVOKE INSERT, UPDATE, DELETE ON audit_heads FROM motcua_app;
CALL app.protect_history('audit_entries');
REVOKE INSERT ON audit_entries FROM motcua_app;
CALL app.protect_history('access_log');
CALL app.protect_history('audit_seals');

CREATE FUNCTION app.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'truncate on % is refused: history is append-only', tg_table_name
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_truncate();
CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_truncate();
CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON audit_seals
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_truncate();
