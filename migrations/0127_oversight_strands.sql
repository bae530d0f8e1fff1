-- Strands are watched like steps; a task's time can be put off; tasks of somebody who is away go back to their unit.

CREATE INDEX dossier_strands_account ON dossier_strands (account_id) WHERE closed_at IS NULL AND account_id IS NOT NULL;
CREATE INDEX dossier_strands_due ON dossier_strands (centre_id, due_at) WHERE closed_at IS NULL AND due_at IS NOT NULL;

ALTER TABLE warnings DROP CONSTRAINT warnings_kind_check;
ALTER TABLE warnings ADD CONSTRAINT warnings_kind_check
  CHECK (kind IN ('term', 'overdue', 'step', 'step-soon', 'strand', 'strand-soon', 'closing'));
COMMENT ON COLUMN warnings.step_key IS 'The step of a step warning, the number of the strand of a strand warning, else empty.';

ALTER TABLE task_events DROP CONSTRAINT task_events_type_check;
ALTER TABLE task_events ADD CONSTRAINT task_events_type_check CHECK (type IN
  ('opened', 'reported', 'sent-back', 'closed', 'reassigned', 'cancelled', 'extended', 'left-by-absence'));
CREATE INDEX tasks_person ON tasks (account_id, due_at) WHERE state = 'open' AND account_id IS NOT NULL;
