import type { Actor } from '#platform/actor.ts';
import { circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import * as line from '../repo-line.ts';
import { askForDelivery } from './queue-change.ts';

/** Dossiers woken in one sweep; after a rest only one, to see whether the portal is back. */
const AT_ONCE = 200;

/** Has everything that is due told: what a kill, a restart or a rest of the portal left behind. @returns the dossiers woken */
export async function sweep(ctx: AppContext, actor: Actor): Promise<readonly string[]> {
  authorise(PORTAL_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const state = circuitState(await findCircuit(tx, line.PORTAL_LINE), now);
    if (state === 'open') {
      return [];
    }
    const due = await repo.listDue(tx, now, state === 'half-open' ? 1 : AT_ONCE);
    for (const dossierId of due) {
      await askForDelivery(tx, actor.centreId, dossierId);
    }
    return due;
  });
}
