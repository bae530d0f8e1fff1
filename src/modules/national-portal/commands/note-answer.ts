import { type Dossier, STATUS } from '#modules/dossiers/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import { markAnswered } from '../repo-inbox.ts';

/** Statuses in which the citizen waits for our word on what was sent. */
const UNANSWERED: ReadonlySet<number> = new Set([STATUS.new, STATUS.supplement]);

/** Ends the clock of the answer once what was filed, or brought for a supplement, has another status: received, refused or asked to be completed (Đ17 k.2c). */
export async function noteAnswer(
  tx: Tx,
  before: Dossier | null,
  dossier: Dossier,
  at: Temporal.Instant,
): Promise<void> {
  if (before !== null && before.status !== dossier.status && UNANSWERED.has(before.status)) {
    await markAnswered(tx, dossier.id, at);
  }
}
