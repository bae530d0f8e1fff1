-- Delivery takes the oldest due items of many dossiers in one statement, in their order, instead of one dossier at a time.
CREATE INDEX portal_outbox_going ON portal_outbox (centre_id, seq) WHERE state IN ('waiting', 'pushed');
DROP INDEX portal_outbox_due;
