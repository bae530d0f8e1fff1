import type { Actor } from '#platform/actor.ts';
import { circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { DELIVER } from '../jobs-names.ts';
import { PORTAL_POLICY } from '../policy.ts';
import { isAnythingDue } from '../repo-delivery.ts';
import { PORTAL_LINE } from '../repo-line.ts';

/** Has everything that is due told: what a kill, a restart or a rest of the portal left behind. @returns whether anything is due and the portal may be told */
export async function sweep(ctx: AppContext, actor: Actor): Promise<boolean> {
  authorise(PORTAL_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const resting = circuitState(await findCircuit(tx, PORTAL_LINE), now) === 'open';
    const due = !resting && (await isAnythingDue(tx, now));
    if (due) {
      await enqueue(tx, DELIVER, { centreId: actor.centreId }, { jobKey: `portal ${actor.centreId}` });
    }
    return due;
  });
}
