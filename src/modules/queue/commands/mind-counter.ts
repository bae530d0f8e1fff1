import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { addCounterEvent, type CounterEvent, findCounterRepeat } from '../repo/counter-events.ts';
import {
  closeShift,
  endPause,
  type HallCounter,
  lockShift,
  type Shift,
  startPause,
} from '../repo/counters.ts';
import { endQuick } from '../repo/quick.ts';
import { findAtCounter } from '../repo/tickets.ts';
import type { PauseInput } from '../schema.ts';
import { publishHall } from './publish.ts';
import { getCounter, mindCounter, officerOf } from './shift.ts';

const t = messages('vi');

/** One press on a counter itself. */
interface CounterPress {
  readonly counterId: string;
  readonly action: CounterEvent['action'];
  readonly requestId: string | undefined;
}

/**
 * The frame of every command on a counter: rights, repeated request, the change, history, live news. `work` gives the note of the history.
 * @throws Problem `forbidden`, `not-found`, `conflict` (request id used otherwise)
 */
export async function withCounter(
  ctx: AppContext,
  actor: Actor,
  press: CounterPress,
  work: (tx: Tx, counter: HallCounter, now: Temporal.Instant) => Promise<string>,
): Promise<void> {
  authorise(QUEUE_POLICY, actor, 'counter.mind', actor);
  const now = ctx.clock.now();
  const { counterId, action, requestId } = press;
  await inTransaction(ctx, actor, async (tx) => {
    const before = await findCounterRepeat(tx, requestId);
    if (before !== undefined) {
      if (before.action !== action || before.counterId !== counterId) {
        throw new Problem('conflict', { detail: t('request.other') });
      }
      return;
    }
    const note = await work(tx, await getCounter(tx, counterId), now);
    await addCounterEvent(tx, actor, { counterId, action, requestId, note }, now);
    await publishHall(ctx, tx, actor, { kind: 'changed' });
  });
}

async function getShift(tx: Tx, counter: HallCounter): Promise<Shift> {
  const shift = await lockShift(tx, counter.id);
  if (shift === undefined) {
    throw new Problem('not-allowed-now', {
      detail: t('counter.closed', { counter: counter.number }),
      allowed: ['open'],
    });
  }
  return shift;
}

/** Opens a counter, or relieves the colleague who minds it (mở quầy). Opening twice is once. @throws Problem `forbidden`, `not-found` */
export async function openCounter(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  requestId?: string,
): Promise<void> {
  await withCounter(ctx, actor, { counterId, action: 'open', requestId }, async (tx, counter, now) => {
    const before = await lockShift(tx, counter.id);
    await mindCounter(tx, actor, { counterId: counter.id, before, paused: true }, now);
    return '';
  });
}

/** Pauses a counter with a reason (tạm dừng). Who sits there stays. @throws Problem `not-allowed-now` while it is closed */
export async function pauseCounter(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  input: PauseInput,
  requestId?: string,
): Promise<void> {
  await withCounter(ctx, actor, { counterId, action: 'pause', requestId }, async (tx, counter, now) => {
    const { id: shiftId } = await getShift(tx, counter);
    const { reason } = input;
    const pause = { centreId: actor.centreId, shiftId, reason, by: officerOf(actor) };
    await startPause(tx, pause, now);
    return reason;
  });
}

/** Goes on after a pause (mở lại). @throws Problem `not-allowed-now` while the counter is closed */
export async function resumeCounter(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  requestId?: string,
): Promise<void> {
  await withCounter(ctx, actor, { counterId, action: 'go-on', requestId }, async (tx, counter, now) => {
    const shift = await getShift(tx, counter);
    await endPause(tx, shift.id, officerOf(actor), now);
    return '';
  });
}

/** Closes a counter (đóng quầy). @throws Problem `conflict` while somebody sits there, `not-allowed-now` when it is closed already */
export async function closeCounter(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  requestId?: string,
): Promise<void> {
  await withCounter(ctx, actor, { counterId, action: 'close', requestId }, async (tx, counter, now) => {
    const shift = await getShift(tx, counter);
    const current = await findAtCounter(tx, counter.id);
    if (current !== undefined) {
      throw new Problem('conflict', {
        detail: t('counter.busy', { counter: counter.number, number: current.number }),
        allowed: ['finish', 'transfer', 'hold', 'no-show'],
      });
    }
    await endQuick(tx, counterId, undefined, now);
    await closeShift(tx, shift.id, { how: 'closed', by: officerOf(actor) }, now);
    return '';
  });
}
