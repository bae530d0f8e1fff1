import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import {
  closeShift,
  endPause,
  findCounter,
  type HallCounter,
  lockShift,
  openShift,
  type Shift,
} from '../repo/counters.ts';

const t = messages('vi');

/** The account that minds a counter; nobody where the product itself acts. */
export function officerOf(actor: Actor): string | null {
  return actor.kind === 'staff' ? actor.accountId : null;
}

/** An active counter of the centre. @throws Problem `not-found` */
export async function getCounter(tx: Tx, counterId: string): Promise<HallCounter> {
  const counter = await findCounter(tx, counterId);
  if (counter === undefined) {
    throw new Problem('not-found', { detail: t('counter.unknown') });
  }
  return counter;
}

/**
 * Makes the actor mind the counter whose shift was locked before (or had none): a closed counter opens, a colleague who left without
 * closing is relieved, a pause ends.
 */
export async function mindCounter(
  tx: Tx,
  actor: Actor,
  at: { readonly counterId: string; readonly before: Shift | undefined; readonly paused: boolean },
  now: Temporal.Instant,
): Promise<void> {
  const officerId = officerOf(actor);
  if (at.before !== undefined && at.before.officerId === officerId) {
    if (at.paused) {
      await endPause(tx, at.before.id, now);
    }
    return;
  }
  if (at.before !== undefined) {
    await closeShift(tx, at.before.id, now);
  }
  await openShift(tx, { centreId: actor.centreId, counterId: at.counterId, officerId }, now);
  // Two first presses at once: the second waits here for the first.
  await lockShift(tx, at.counterId);
}
