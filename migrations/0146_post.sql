-- The public post (bưu chính công ích): shipments of results and of papers, what the post told of them, and lists of handing over.

CREATE TABLE post_settings (
  centre_id   uuid PRIMARY KEY REFERENCES agencies (id),
  version     uuid NOT NULL,
  settings    jsonb NOT NULL,
  -- Token of the line and key of the call-back, sealed.
  secret_box  bytea,
  changed_at  timestamptz NOT NULL,
  changed_by  text NOT NULL
);
COMMENT ON TABLE post_settings IS 'How a centre reaches the public post, and when shipments are made by themselves.';
CALL app.protect('post_settings');

CREATE TABLE post_hand_overs (
  id          uuid PRIMARY KEY,
  centre_id   uuid NOT NULL REFERENCES agencies (id),
  year        int NOT NULL,
  no          int NOT NULL CHECK (no >= 1),
  made_at     timestamptz NOT NULL,
  made_by     text NOT NULL,
  UNIQUE (centre_id, year, no)
);
COMMENT ON TABLE post_hand_overs IS 'Lists by which shipments are handed to the post (bảng kê bàn giao).';
CALL app.protect('post_hand_overs');
REVOKE UPDATE, DELETE ON post_hand_overs FROM motcua_app;

CREATE TABLE post_shipments (
  id              uuid PRIMARY KEY,
  centre_id       uuid NOT NULL REFERENCES agencies (id),
  -- `out`: a result goes home; `in`: papers are fetched at home.
  direction       text NOT NULL CHECK (direction IN ('out', 'in')),
  -- Empty for papers whose dossier is not there yet.
  dossier_id      uuid,
  dossier_number  text NOT NULL,
  -- OrderNumber: ours, given once, the same at every try.
  order_code      text NOT NULL CHECK (order_code ~ '^[0-9A-Za-z.-]{3,60}$'),
  -- ItemCode: of the waybill, ours beforehand or told by the post.
  item_code       text CHECK (item_code ~ '^[0-9A-Za-z-]{4,40}$'),
  -- Where the item code is from: typed here beforehand, the post's answer, or what it told later (then it follows the events).
  item_from       text CHECK (item_from IN ('ours', 'answer', 'events')),
  -- Everything that the post is told, as it was when the shipment was made.
  parcel          jsonb NOT NULL,
  sending         text NOT NULL CHECK (sending IN ('waiting', 'accepted', 'refused', 'cancelled')),
  tries           int NOT NULL DEFAULT 0,
  next_try_at     timestamptz,
  next_poll_at    timestamptz,
  last_why        text,
  tracking        text NOT NULL DEFAULT 'none'
                  CHECK (tracking IN ('none', 'collected', 'transit', 'delivering', 'failed', 'returned', 'lost', 'delivered')),
  tracked_at      timestamptz,
  -- Who received, as the post told.
  received_by     text,
  -- Why a person is needed; null when nobody is.
  attention       text,
  hand_over_id    uuid REFERENCES post_hand_overs (id),
  -- When what follows from the delivery was done: the dossier returned, or the papers taken in at the counter.
  settled_at      timestamptz,
  request_id      uuid NOT NULL,
  made_at         timestamptz NOT NULL,
  made_by         text NOT NULL,
  ended_at        timestamptz,
  UNIQUE (centre_id, order_code),
  UNIQUE (centre_id, request_id),
  CHECK ((item_code IS NULL) = (item_from IS NULL)),
  CHECK (direction = 'in' OR dossier_id IS NOT NULL),
  CHECK (sending <> 'waiting' OR next_try_at IS NOT NULL OR attention IS NOT NULL)
);
COMMENT ON TABLE post_shipments IS 'Shipments (bưu gửi): stored before the post is asked; the tracking state follows from post_events alone.';
CREATE UNIQUE INDEX post_shipments_open ON post_shipments (dossier_id) WHERE direction = 'out' AND ended_at IS NULL;
CREATE UNIQUE INDEX post_shipments_item ON post_shipments (centre_id, item_code) WHERE item_from = 'ours';
CREATE INDEX post_shipments_due ON post_shipments (centre_id, next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX post_shipments_poll ON post_shipments (centre_id, next_poll_at) WHERE next_poll_at IS NOT NULL;
CREATE INDEX post_shipments_made ON post_shipments (centre_id, made_at);
CREATE INDEX post_shipments_dossier ON post_shipments (dossier_id) WHERE dossier_id IS NOT NULL;
CALL app.protect('post_shipments');
REVOKE DELETE ON post_shipments FROM motcua_app;

CREATE TABLE post_events (
  centre_id    uuid NOT NULL REFERENCES agencies (id),
  shipment_id  uuid NOT NULL REFERENCES post_shipments (id),
  -- SHA-256 of what was told: the same told again is the same event.
  key          text NOT NULL CHECK (key ~ '^[0-9a-f]{64}$'),
  kind         text NOT NULL CHECK (kind IN ('collected', 'transit', 'delivering', 'failed', 'returned', 'lost', 'delivered', 'unknown')),
  code         text NOT NULL,
  item_code    text NOT NULL,
  at           timestamptz NOT NULL,
  place        text NOT NULL,
  receiver     text NOT NULL,
  reason       text NOT NULL,
  came_at      timestamptz NOT NULL,
  via          text NOT NULL CHECK (via IN ('call-back', 'poll')),
  PRIMARY KEY (shipment_id, key)
);
COMMENT ON TABLE post_events IS 'What the post told of shipments, each event once, by the moment that the post names.';
CALL app.protect('post_events');
REVOKE UPDATE, DELETE ON post_events FROM motcua_app;
