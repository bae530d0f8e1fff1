-- Files (tệp), official forms that were drawn (giấy tờ, phiếu), printers and print jobs.

CREATE TABLE files (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  sha256          bytea NOT NULL CHECK (length(sha256) = 32),
  received_sha256 bytea NOT NULL CHECK (length(received_sha256) = 32),
  size            int NOT NULL CHECK (size > 0),
  media_type      text NOT NULL CHECK (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  name            text NOT NULL CHECK (btrim(name) <> '' AND length(name) <= 160),
  purpose         text NOT NULL CHECK (purpose IN ('component', 'result', 'supplement', 'attachment')),
  subject_type    text,
  subject_id      text,
  pages           int CHECK (pages > 0),
  uploaded_by     uuid,
  uploader_kind   text NOT NULL CHECK (uploader_kind IN ('staff', 'device', 'public', 'system')),
  uploaded_at     timestamptz NOT NULL,
  request_id      uuid NOT NULL,
  UNIQUE (centre_id, request_id),
  CHECK ((subject_type IS NULL) = (subject_id IS NULL))
);
COMMENT ON TABLE files IS 'What people handed in or scanned. The bytes lie in the file store under "<centre>/<id>"; the row says what they are and proves them by SHA-256.';
COMMENT ON COLUMN files.received_sha256 IS 'Digest of the bytes as they came: pictures are re-encoded (metadata and anything hidden removed) before they are stored.';
COMMENT ON COLUMN files.name IS 'Name for people, cleaned; never part of a path.';
CREATE INDEX files_subject ON files (centre_id, subject_type, subject_id) WHERE subject_id IS NOT NULL;
CALL app.protect('files');
-- A file is bound once to the dossier it belongs to; nothing else about it ever changes.
REVOKE UPDATE, DELETE ON files FROM motcua_app;
GRANT UPDATE (subject_type, subject_id) ON files TO motcua_app;

CREATE TABLE document_series (
  centre_id uuid NOT NULL REFERENCES agencies (id),
  sign      text NOT NULL CHECK (btrim(sign) <> ''),
  year      int NOT NULL,
  last      int NOT NULL CHECK (last > 0),
  PRIMARY KEY (centre_id, sign, year)
);
COMMENT ON TABLE document_series IS 'Last serial of each kind of slip ("…/PBS-TTPVHCC") in a centre and year. The row lock makes serials unique and gap-free.';
CALL app.protect('document_series');
REVOKE DELETE ON document_series FROM motcua_app;

CREATE TABLE documents (
  id            uuid PRIMARY KEY,
  centre_id     uuid NOT NULL REFERENCES agencies (id),
  form          text NOT NULL,
  sign          text,
  year          int NOT NULL,
  serial        int CHECK (serial > 0),
  number        text,
  subject_type  text NOT NULL CHECK (btrim(subject_type) <> ''),
  subject_id    text NOT NULL CHECK (btrim(subject_id) <> ''),
  subject_label text NOT NULL,
  version       int NOT NULL CHECK (version > 0),
  data          jsonb NOT NULL,
  verify_code   text NOT NULL UNIQUE CHECK (verify_code ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$'),
  drawn_at      timestamptz NOT NULL,
  drawn_by      uuid,
  drawn_by_name text NOT NULL,
  replaces      uuid UNIQUE REFERENCES documents (id),
  UNIQUE (centre_id, form, subject_type, subject_id, version),
  UNIQUE (centre_id, sign, year, serial),
  CHECK ((sign IS NULL) = (serial IS NULL) AND (sign IS NULL) = (number IS NULL))
);
COMMENT ON TABLE documents IS 'Official forms that were drawn, with the data they were drawn from. Append-only: a corrected slip is a new version with a number of its own.';
COMMENT ON COLUMN documents.replaces IS 'The paper that this one corrects; that one then no longer counts.';
COMMENT ON COLUMN documents.version IS 'How many papers of this form the subject has had, this one included.';
COMMENT ON COLUMN documents.verify_code IS 'Unguessable (80 random bits): behind the QR by which anyone can check the paper.';
CREATE INDEX documents_subject ON documents (centre_id, subject_type, subject_id, drawn_at);
CALL app.protect_history('documents');

CREATE TABLE document_cancellations (
  document_id uuid PRIMARY KEY REFERENCES documents (id),
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  at          timestamptz NOT NULL,
  by          uuid,
  reason      text NOT NULL CHECK (btrim(reason) <> '')
);
COMMENT ON TABLE document_cancellations IS 'Papers that no longer count; the check behind the QR says so.';
CALL app.protect_history('document_cancellations');

CREATE TABLE document_files (
  document_id uuid PRIMARY KEY REFERENCES documents (id),
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  sha256      bytea NOT NULL CHECK (length(sha256) = 32),
  size        int NOT NULL CHECK (size > 0),
  file_name   text NOT NULL,
  rendered_at timestamptz NOT NULL
);
COMMENT ON TABLE document_files IS 'The PDF of a document, drawn when it was first opened and kept from then on, so that a later template never changes an old paper.';
CALL app.protect_history('document_files');

CREATE TABLE document_codes (
  code      text PRIMARY KEY,
  centre_id uuid NOT NULL REFERENCES agencies (id)
);
COMMENT ON TABLE document_codes IS 'Directory of verification codes over all centres: says which centre to look in. Holds nothing else.';
GRANT SELECT, INSERT ON document_codes TO motcua_app;

CREATE TABLE printers (
  id         uuid PRIMARY KEY,
  centre_id  uuid NOT NULL REFERENCES agencies (id),
  name       text NOT NULL CHECK (btrim(name) <> ''),
  kind       text NOT NULL CHECK (kind IN ('escpos', 'pdf')),
  host       text NOT NULL CHECK (btrim(host) <> ''),
  port       int NOT NULL CHECK (port BETWEEN 1 AND 65535),
  dots       int CHECK (dots IN (384, 512, 576)),
  active     boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (centre_id, name),
  CHECK ((kind = 'escpos') = (dots IS NOT NULL))
);
COMMENT ON TABLE printers IS 'Printers that the server reaches by itself over TCP: ticket printers (escpos, pictures of so many dots width) and office printers that take PDF.';
CALL app.protect('printers');

CREATE TABLE print_jobs (
  id           uuid PRIMARY KEY,
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  kind         text NOT NULL CHECK (kind IN ('document', 'ticket', 'test')),
  printer_id   uuid REFERENCES printers (id),
  document_id  uuid REFERENCES documents (id),
  ticket       jsonb,
  title        text NOT NULL CHECK (btrim(title) <> ''),
  state        text NOT NULL CHECK (state IN ('queued', 'printing', 'done', 'failed')),
  attempts     int NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  error        text,
  requested_by uuid,
  requested_at timestamptz NOT NULL,
  changed_at   timestamptz NOT NULL,
  request_id   uuid NOT NULL,
  UNIQUE (centre_id, request_id),
  CHECK ((kind = 'document') = (document_id IS NOT NULL)),
  CHECK ((kind = 'ticket') = (ticket IS NOT NULL)),
  CHECK ((state = 'failed') = (error IS NOT NULL)),
  -- Without a printer the browser's print dialogue was used: a person saw the paper come.
  CHECK (printer_id IS NOT NULL OR state = 'done')
);
COMMENT ON TABLE print_jobs IS 'What was asked to be printed and how it went. A failed job stands here until a person prints it again.';
CREATE INDEX print_jobs_recent ON print_jobs (centre_id, requested_at DESC);
CREATE INDEX print_jobs_document ON print_jobs (document_id) WHERE document_id IS NOT NULL;
CALL app.protect('print_jobs');
