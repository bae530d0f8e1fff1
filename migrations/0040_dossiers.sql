-- Dossiers (hồ sơ): the append-only history, the row derived from it, numbers and registers.

CREATE TABLE dossiers (
  id                   uuid PRIMARY KEY,
  centre_id            uuid NOT NULL REFERENCES agencies (id),
  seq                  int NOT NULL CHECK (seq >= 1),
  status               smallint NOT NULL CHECK (status BETWEEN 1 AND 10),
  number               text,
  local_number         text,
  lookup_code          text,
  procedure_code       text NOT NULL,
  procedure_version_id uuid NOT NULL,
  procedure_name       text NOT NULL,
  field                text NOT NULL,
  field_group          text NOT NULL,
  channel              text NOT NULL CHECK (channel IN ('direct', 'online', 'postal')),
  applicant_name       text NOT NULL,
  submitter_name       text NOT NULL,
  phones               text[] NOT NULL DEFAULT '{}',
  id_numbers           text[] NOT NULL DEFAULT '{}',
  outside_ref          text NOT NULL DEFAULT '',
  competent_agency_id  uuid NOT NULL,
  holder_unit_id       uuid NOT NULL,
  holder_unit_name     text NOT NULL,
  holder_account_id    uuid,
  holder_name          text,
  pending_unit_id      uuid,
  pending_unit_name    text,
  pending_account_id   uuid,
  proposal             boolean NOT NULL,
  step_key             text,
  step_name            text,
  step_due_at          timestamptz,
  waiting              text CHECK (waiting IN ('supplement-at-reception', 'supplement-after-examination', 'payment')),
  waiting_since        timestamptz,
  closing_limit_at     timestamptz,
  created_at           timestamptz NOT NULL,
  respond_by           timestamptz,
  received_at          timestamptz,
  received_by          uuid,
  competent_at         timestamptz,
  original_due_at      timestamptz,
  judged_due_at        timestamptz,
  due_at               timestamptz,
  extended             boolean NOT NULL,
  supplements          smallint NOT NULL CHECK (supplements >= 0),
  ended_at             timestamptz,
  ending               text CHECK (ending IN ('finished', 'not-received', 'withdrawn', 'stopped', 'no-supplement')),
  outcome              text CHECK (outcome IN ('early', 'on-time', 'late')),
  returned_at          timestamptz,
  owed                 bigint NOT NULL CHECK (owed >= 0),
  updated_at           timestamptz NOT NULL,
  search_name          text GENERATED ALWAYS AS (app.plain(applicant_name || ' ' || submitter_name)) STORED,
  state                jsonb NOT NULL,
  UNIQUE (number),
  UNIQUE (centre_id, local_number),
  CHECK (state ->> 'id' = id::text AND (state ->> 'seq')::int = seq AND (state ->> 'status')::int = status),
  -- A received dossier has its number, its secret and its moment; what was never received has none.
  CHECK ((received_at IS NULL) = (number IS NULL AND local_number IS NULL)),
  CHECK ((received_at IS NULL) = (lookup_code IS NULL)),
  CHECK (status NOT IN (2, 4, 6, 9, 10) OR received_at IS NOT NULL),
  CHECK (status NOT IN (1, 3) OR received_at IS NULL),
  CHECK ((status IN (5, 6)) = (waiting IS NOT NULL)),
  CHECK ((waiting IS NULL) = (waiting_since IS NULL)),
  CHECK (status <> 6 OR waiting = 'payment'),
  CHECK ((ended_at IS NULL) = (ending IS NULL)),
  CHECK (status NOT IN (3, 7, 8, 9, 10) OR ended_at IS NOT NULL),
  CHECK (status NOT IN (1, 2, 5, 6) OR ended_at IS NULL OR ending = 'finished'),
  CHECK (outcome IS NULL OR ended_at IS NOT NULL),
  CHECK (ending IS DISTINCT FROM 'finished' OR outcome IS NOT NULL),
  CHECK (status <> 10 OR returned_at IS NOT NULL),
  CHECK (competent_at IS NULL OR (received_at IS NOT NULL AND competent_at >= received_at)),
  CHECK ((competent_at IS NULL) = (original_due_at IS NULL)),
  CHECK ((original_due_at IS NULL) = (judged_due_at IS NULL)),
  CHECK (pending_account_id IS NULL OR pending_unit_id IS NOT NULL)
);
COMMENT ON TABLE dossiers IS 'The state of each dossier (hồ sơ), derived from its events in the same transaction and rebuilt by `motcua verify`. Never written by hand.';
COMMENT ON COLUMN dossiers.number IS 'Mã hồ sơ (NĐ 118/2025 Đ28): identity code of the competent agency, local day, running number. Given at reception, never changed, never reused.';
COMMENT ON COLUMN dossiers.lookup_code IS 'Second secret of public look-up, printed on the receipt.';
COMMENT ON COLUMN dossiers.original_due_at IS 'Due moment of the first run of the term; never changes.';
COMMENT ON COLUMN dossiers.judged_due_at IS 'Due moment of the last run, by which early, on time and late are judged; an apology does not move it.';
COMMENT ON COLUMN dossiers.due_at IS 'The moment that officers work towards now; null while nothing runs.';
COMMENT ON COLUMN dossiers.owed IS 'Charges not paid yet, in đồng.';

-- Lists of one centre, each by its own small index: what runs, who holds it, what is offered, what waits.
CREATE INDEX dossiers_open_due ON dossiers (centre_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX dossiers_holder ON dossiers (centre_id, holder_unit_id, status) WHERE status NOT IN (3, 7, 8, 10);
CREATE INDEX dossiers_pending ON dossiers (centre_id, pending_unit_id) WHERE pending_unit_id IS NOT NULL;
CREATE INDEX dossiers_proposals ON dossiers (centre_id) WHERE proposal;
CREATE INDEX dossiers_waiting ON dossiers (centre_id, closing_limit_at) WHERE waiting IS NOT NULL;
CREATE INDEX dossiers_received ON dossiers (centre_id, received_at DESC, id DESC) WHERE received_at IS NOT NULL;
CREATE INDEX dossiers_updated ON dossiers (centre_id, updated_at DESC, id DESC);
CREATE INDEX dossiers_procedure ON dossiers (centre_id, procedure_code, received_at);
CREATE INDEX dossiers_ended ON dossiers (centre_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX dossiers_outside ON dossiers (centre_id, outside_ref) WHERE outside_ref <> '';
CREATE INDEX dossiers_overdue ON dossiers (centre_id, judged_due_at) WHERE ended_at IS NULL AND waiting IS NULL;
CREATE INDEX dossiers_outcome ON dossiers (centre_id, outcome, updated_at DESC) WHERE outcome IS NOT NULL;
CREATE INDEX dossiers_step_due ON dossiers (centre_id, step_due_at) WHERE step_due_at IS NOT NULL;
CREATE INDEX dossiers_search_name ON dossiers USING gin (search_name gin_trgm_ops);
CREATE INDEX dossiers_search_number ON dossiers USING gin (number gin_trgm_ops);
CREATE INDEX dossiers_phones ON dossiers USING gin (phones);
CREATE INDEX dossiers_ids ON dossiers USING gin (id_numbers);

CREATE TABLE dossier_events (
  dossier_id uuid NOT NULL,
  seq        int NOT NULL CHECK (seq >= 1),
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  type       text NOT NULL,
  at         timestamptz NOT NULL,
  account_id uuid,
  request_id uuid NOT NULL,
  data       jsonb NOT NULL,
  digest     bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (dossier_id, seq),
  FOREIGN KEY (dossier_id) REFERENCES dossiers (id) DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE dossier_events IS 'History of each dossier, append-only. digest = SHA-256 of the previous digest and the event''s canonical JSON; the last one of each command stands in the audit chain.';
CREATE INDEX dossier_events_at ON dossier_events (centre_id, at);

CREATE TABLE dossier_requests (
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  request_id  uuid NOT NULL,
  fingerprint bytea NOT NULL CHECK (length(fingerprint) = 32),
  dossier_id  uuid,
  seq         int,
  at          timestamptz NOT NULL,
  PRIMARY KEY (centre_id, request_id)
);
COMMENT ON TABLE dossier_requests IS 'Client-made ids of commands with the version of the dossier they led to: a repeat gives the same answer.';

-- Running numbers of dossiers: one locked row per agency competent to decide and local day. Shared by all centres of
-- an installation that receive for the agency, so the application only reaches it through the function.
CREATE TABLE number_series (
  series text NOT NULL CHECK (btrim(series) <> ''),
  day    date NOT NULL,
  last   int NOT NULL CHECK (last >= 1),
  PRIMARY KEY (series, day)
);
COMMENT ON TABLE number_series IS 'Last dossier number given of each series (identity code, or local receipt numbers of a centre) and local day; given out gap-free with the transaction.';

CREATE FUNCTION app.next_number(p_series text, p_day date) RETURNS int
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    INSERT INTO number_series (series, day, last) VALUES (p_series, p_day, 1)
    ON CONFLICT (series, day) DO UPDATE SET last = number_series.last + 1
    RETURNING last
  $$;
COMMENT ON FUNCTION app.next_number IS 'Next number of a series on a local day; the row stays locked until the transaction ends, so that a rollback leaves no gap.';
REVOKE ALL ON FUNCTION app.next_number FROM public;
GRANT EXECUTE ON FUNCTION app.next_number TO motcua_app;

CREATE TABLE registers (
  id        uuid PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES agencies (id),
  book      text NOT NULL CHECK (btrim(book) <> ''),
  year      int NOT NULL CHECK (year BETWEEN 2000 AND 2200),
  volume    int NOT NULL CHECK (volume >= 1),
  last_no   int NOT NULL CHECK (last_no >= 0),
  opened_at timestamptz NOT NULL,
  UNIQUE (centre_id, book, year)
);
COMMENT ON TABLE registers IS 'Books (sổ), e.g. SCT/CK,ĐC: numbers run from 1 to the end of the year, through its volumes.';

CREATE TABLE register_entries (
  register_id uuid NOT NULL REFERENCES registers (id),
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  no          int NOT NULL CHECK (no >= 1),
  dossier_id  uuid NOT NULL REFERENCES dossiers (id),
  volume      int NOT NULL,
  document    jsonb NOT NULL,
  at          timestamptz NOT NULL,
  entered_by  uuid,
  PRIMARY KEY (register_id, no)
);
COMMENT ON TABLE register_entries IS 'Lines of the books: one number for each document (NĐ 23/2015 Đ13). Append-only.';
CREATE INDEX register_entries_dossier ON register_entries (centre_id, dossier_id);

-- Series whose numbers are not exactly 1 to the last one given, over all centres: a number was lost or made by hand.
CREATE FUNCTION app.number_gaps() RETURNS TABLE (series text, day date, last int, given bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
    WITH counted AS (
      SELECT regexp_replace(d.number, '-[0-9]+-[0-9]+$', '') AS series,
             (d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day, count(*) AS given
      FROM dossiers d WHERE d.number IS NOT NULL AND d.local_number IS NULL GROUP BY 1, 2
      UNION ALL
      SELECT 'local:' || d.centre_id, date_trunc('year', d.received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, count(*)
      FROM dossiers d WHERE d.local_number IS NOT NULL GROUP BY 1, 2
    )
    SELECT s.series, s.day, s.last, coalesce(c.given, 0)
    FROM number_series s LEFT JOIN counted c ON c.series = s.series AND c.day = s.day
    WHERE coalesce(c.given, 0) <> s.last
  $$;
REVOKE ALL ON FUNCTION app.number_gaps FROM public;
GRANT EXECUTE ON FUNCTION app.number_gaps TO motcua_app;

-- Commands whose last event does not stand in the audit chain with the same digest.
CREATE FUNCTION app.unaudited_commands() RETURNS TABLE (dossier_id uuid, seq int)
  LANGUAGE sql STABLE
  AS $$
    SELECT e.dossier_id, e.seq
    FROM (SELECT x.centre_id, x.dossier_id, max(x.seq) AS seq FROM dossier_events x GROUP BY x.centre_id, x.dossier_id, x.request_id) last
    JOIN dossier_events e ON e.dossier_id = last.dossier_id AND e.seq = last.seq
    LEFT JOIN audit_entries a ON a.centre_id = e.centre_id AND a.subject_type = 'dossier'
      AND a.subject_id = e.dossier_id::text AND a.detail ->> 'seq' = e.seq::text
      AND a.detail ->> 'digest' = encode(e.digest, 'hex')
    WHERE a.seq IS NULL
    ORDER BY e.at LIMIT 20
  $$;
GRANT EXECUTE ON FUNCTION app.unaudited_commands TO motcua_app;

CREATE TABLE dossier_settings (
  centre_id      uuid NOT NULL REFERENCES agencies (id),
  effective_from date NOT NULL,
  settings       jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  source         text NOT NULL CHECK (btrim(source) <> ''),
  set_at         timestamptz NOT NULL,
  set_by         uuid,
  PRIMARY KEY (centre_id, effective_from)
);
COMMENT ON TABLE dossier_settings IS 'Dated figures and readings of the law that differ from the product''s defaults (limits, pauses, number patterns). The latest that has begun is in force.';

CREATE TABLE lookup_attempts (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES agencies (id),
  number    text NOT NULL,
  at        timestamptz NOT NULL,
  success   boolean NOT NULL
);
COMMENT ON TABLE lookup_attempts IS 'Public look-ups by number: wrong secrets slow down guessing of that number.';
CREATE INDEX lookup_attempts_number ON lookup_attempts (centre_id, number, at);

CALL app.protect('dossiers');
REVOKE DELETE ON dossiers FROM motcua_app;
CALL app.protect_history('dossier_events');
CALL app.protect('dossier_requests');
REVOKE DELETE ON dossier_requests FROM motcua_app;
CALL app.protect_history('dossier_settings');
CALL app.protect('registers');
REVOKE DELETE ON registers FROM motcua_app;
CALL app.protect_history('register_entries');
CALL app.protect_history('lookup_attempts');

-- Search of one centre's dossiers, newest change first. Runs with the owner's rights so that the trigram indexes can be
-- used (row-level security would have every row checked before a pattern), and is bound to the transaction's centre by
-- its own condition. Planned anew for each search: a rare name goes by the index, a common one by the newest rows.
CREATE FUNCTION app.search_dossiers(p_words text[], p_digits text, p_limit int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public
  AS $$
  BEGIN
    IF cardinality(p_words) > 0 THEN
      RETURN QUERY EXECUTE 'SELECT d.id FROM dossiers d WHERE d.centre_id = $1 AND '
        || (SELECT string_agg(format('d.search_name LIKE %L', word), ' AND ') FROM unnest(p_words) AS word)
        || ' ORDER BY d.updated_at DESC, d.id DESC LIMIT $2'
        USING app.current_centre(), p_limit;
    ELSIF p_digits <> '' THEN
      RETURN QUERY
        SELECT hit.id FROM (
          SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.phones @> ARRAY[p_digits]
          UNION SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.id_numbers @> ARRAY[p_digits]
          UNION SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.number LIKE '%' || upper(p_digits) || '%'
          UNION SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.local_number = p_digits
          UNION SELECT d.id, d.updated_at FROM dossiers d
            WHERE d.centre_id = app.current_centre() AND d.outside_ref = p_digits AND d.outside_ref <> ''
        ) AS hit ORDER BY hit.updated_at DESC, hit.id DESC LIMIT p_limit;
    END IF;
  END $$;
REVOKE ALL ON FUNCTION app.search_dossiers FROM public;
GRANT EXECUTE ON FUNCTION app.search_dossiers TO motcua_app;
