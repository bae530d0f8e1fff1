-- The paper of a ticket follows its print job through every state that printing knows.
ALTER TABLE ticket_slips DROP CONSTRAINT ticket_slips_state_check;
ALTER TABLE ticket_slips
  ADD CHECK (state IN ('queued', 'printing', 'waiting', 'unknown', 'done', 'failed', 'cancelled'));
