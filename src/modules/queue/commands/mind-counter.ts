import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import {
  closeShift,
  endPause,
  type HallCounter,
  lockShift,
  type Shift,
  startPause,
} from '../repo/counters.ts';
import { findAtCounter } from '../repo/tickets.ts';
import type { PauseInput } from '../schema.ts';
import { publishHall } from './publish.ts';
import { getCounter, mindCounter } from './shift.ts';

const t = messages('vi');

async function withCounter(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  work: (tx: Tx, counter: HallCounter, now: Temporal.Instant) => Promise<void>,
): Promise<void> {
  authorise(QUEUE_POLICY, actor, 'counter.mind', actor);
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await work(tx, await getCounter(tx, counterId), now);
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
export async function openCounter(ctx: AppContext, actor: Actor, counterId: string): Promise<void> {
  await withCounter(ctx, actor, counterId, async (tx, counter, now) => {
    const before = await lockShift(tx, counter.id);
    await mindCounter(tx, actor, { counterId: counter.id, before, paused: true }, now);
  });
}

/** Pauses a counter with a reason (tạm dừng). Who sits there stays. @throws Problem `not-allowed-now` while it is closed */
export async function pauseCounter(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  input: PauseInput,
): Promise<void> {
  await withCounter(ctx, actor, counterId, async (tx, counter, now) => {
    const shift = await getShift(tx, counter);
    await startPause(tx, { centreId: actor.centreId, shiftId: shift.id, reason: input.reason }, now);
  });
}

/** Goes on after a pause (mở lại). @throws Problem `not-allowed-now` while the counter is closed */
export async function resumeCounter(ctx: AppContext, actor: Actor, counterId: string): Promise<void> {
  await withCounter(ctx, actor, counterId, async (tx, counter, now) => {
    const shift = await getShift(tx, counter);
    await endPause(tx, shift.id, now);
  });
}

/** Closes a counter (đóng quầy). @throws Problem `conflict` while somebody sits there, `not-allowed-now` when it is closed already */
export async function closeCounter(ctx: AppContext, actor: Actor, counterId: string): Promise<void> {
  await withCounter(ctx, actor, counterId, async (tx, counter, now) => {
    const shift = await getShift(tx, counter);
    const current = await findAtCounter(tx, counter.id);
    if (current !== undefined) {
      throw new Problem('conflict', {
        detail: t('counter.busy', { counter: counter.number, number: current.number }),
        allowed: ['finish', 'transfer', 'no-show'],
      });
    }
    await closeShift(tx, shift.id, now);
  });
}
