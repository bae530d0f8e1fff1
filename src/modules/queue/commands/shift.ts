import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { addCounterEvent } from '../repo/counter-events.ts';
import {
  closeShift,
  endPause,
  findCounter,
  type HallCounter,
  lockShift,
  openShift,
  type Shift,
} from '../repo/counters.ts';
import { takeUpPlan } from './take-up-plan.ts';

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

/** The counter that is going to be minded: the shift under way, locked before, or none. */
export interface Minding {
  readonly counterId: string;
  readonly before: Shift | undefined;
  readonly paused: boolean;
}

/**
 * Makes the actor mind the counter: a closed counter opens, a colleague who left without closing is relieved, a pause ends. Tells what was done.
 */
export async function mindCounter(
  tx: Tx,
  actor: Actor,
  at: Minding,
  now: Temporal.Instant,
): Promise<'open' | 'go-on' | undefined> {
  const officerId = officerOf(actor);
  if (at.before !== undefined && at.before.officerId === officerId) {
    return at.paused && (await endPause(tx, at.before.id, officerId, now)) ? 'go-on' : undefined;
  }
  if (at.before !== undefined) {
    await closeShift(tx, at.before.id, { how: 'relieved', by: officerId }, now);
  }
  await openShift(tx, { centreId: actor.centreId, counterId: at.counterId, officerId }, now);
  // Two first presses at once: the second waits here for the first.
  await lockShift(tx, at.counterId);
  await takeUpPlan(tx, { centreId: actor.centreId, counterId: at.counterId, officerId }, now);
  return 'open';
}

/** {@link mindCounter} where opening is not what was asked for: it gets a line of its own in the counter's history. */
export async function noteMinding(tx: Tx, actor: Actor, at: Minding, now: Temporal.Instant): Promise<void> {
  const action = await mindCounter(tx, actor, at, now);
  if (action !== undefined) {
    await addCounterEvent(tx, actor, { counterId: at.counterId, action }, now);
  }
}
