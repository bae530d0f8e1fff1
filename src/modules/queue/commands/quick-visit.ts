import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { lockShift } from '../repo/counters.ts';
import { endQuick, findQuick, insertQuick } from '../repo/quick.ts';
import type { QuickInput } from '../schema.ts';
import { withCounter } from './mind-counter.ts';
import { noteMinding, officerOf } from './shift.ts';

const t = messages('vi');

/**
 * Somebody without a ticket asks something (hỏi nhanh): the visit counts with its duration. A closed counter opens; whoever is at the counter with a
 * ticket stays. While one is under way another press changes nothing. Ends by {@link finishQuick} or with the next call.
 * @throws Problem `forbidden`, `not-found` (counter), `conflict` (request id used otherwise)
 */
export async function startQuick(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  input: QuickInput,
  requestId?: string,
): Promise<void> {
  const press = { counterId, action: 'quick-start', requestId } as const;
  await withCounter(ctx, actor, press, async (tx, counter, now) => {
    const before = await lockShift(tx, counter.id);
    await noteMinding(tx, actor, { counterId: counter.id, before, paused: true }, now);
    const kind = input.kind ?? 'question';
    if ((await findQuick(tx, counter.id)) !== undefined) {
      return kind;
    }
    await insertQuick(
      tx,
      { centreId: actor.centreId, counterId: counter.id, officerId: officerOf(actor), kind },
      now,
    );
    return kind;
  });
}

/**
 * The question is answered (xong hỏi nhanh), as of this kind where one is given.
 * @throws Problem as {@link startQuick}, and `not-allowed-now` when none is under way
 */
export async function finishQuick(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  input: QuickInput,
  requestId?: string,
): Promise<void> {
  const press = { counterId, action: 'quick-finish', requestId } as const;
  await withCounter(ctx, actor, press, async (tx, counter, now) => {
    // Presses at one counter follow one another.
    await lockShift(tx, counter.id);
    if (!(await endQuick(tx, counter.id, input.kind, now))) {
      throw new Problem('not-allowed-now', {
        detail: t('quick.none', { counter: counter.number }),
        allowed: ['quick-start'],
      });
    }
    return input.kind ?? '';
  });
}
