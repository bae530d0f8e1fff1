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
 * Makes sure that the actor minds the counter, and holds its row: presses at one counter follow one another. A colleague who left
 * without closing is relieved; a pause ends.
 */
export async function takeCounter(
  tx: Tx,
  actor: Actor,
  counterId: string,
  now: Temporal.Instant,
): Promise<Shift> {
  const officerId = officerOf(actor);
  const mine = { centreId: actor.centreId, counterId, officerId };
  const before = await lockShift(tx, counterId);
  if (before !== undefined && before.officerId === officerId) {
    await endPause(tx, before.id, now);
    return before;
  }
  if (before !== undefined) {
    await closeShift(tx, before.id, now);
  }
  await openShift(tx, mine, now);
  const shift = await lockShift(tx, counterId);
  if (shift === undefined) {
    throw new Error('a counter that was just opened has no shift');
  }
  return shift;
}
