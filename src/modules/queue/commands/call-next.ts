import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { type CounterNow, callHead } from '../repo/calling.ts';
import { headsFor } from '../repo/tickets.ts';
import { groupsToTry } from '../rules/order.ts';
import type { CallNextReply } from '../schema.ts';
import { type CallNextInput, type Chooser, callBy, type Press } from './press.ts';
import { officerOf } from './shift.ts';

const t = messages('vi');

/** The lines to try in order. A counter of one line needs no look at the heads. */
async function linesToTry(
  { tx, actor, counterId, day, now }: Press,
  counter: CounterNow,
): Promise<readonly string[]> {
  if (counter.lines.length === 0) {
    throw new Problem('not-allowed-now', { detail: t('counter.no-groups', { counter: counter.number }) });
  }
  const caller = { counterId, officerId: officerOf(actor), at: now };
  const lines = counter.lines.length === 1 ? counter.lines : groupsToTry(await headsFor(tx, caller, day));
  return lines.map(({ groupId }) => groupId);
}

const NEXT: Chooser = {
  async take(press, call, counter) {
    const lines = await linesToTry(press, counter);
    // Somebody on whose ticket another is writing (a slip, a share for the time without a line) is there all the same:
    // only who waited for that may say that nobody is left.
    for (const patient of [false, true]) {
      for (const groupId of lines) {
        const called = await callHead(press.tx, press.actor, { ...call, groupId, patient }, press.now);
        if (called !== undefined) {
          return called;
        }
      }
    }
    return undefined;
  },
};

/**
 * Calls the next person to a counter (gọi số tiếp theo) by the one order of `rules/order.ts`. Whoever was at the counter is finished
 * with, a closed counter opens, a paused one goes on. Any number of counters may press at the same moment: nobody is called twice.
 * @throws Problem `forbidden`, `not-found` (counter), `not-allowed-now` (counter without lines), `conflict` (request id used otherwise)
 */
export async function callNext(ctx: AppContext, actor: Actor, input: CallNextInput): Promise<CallNextReply> {
  return callBy(ctx, actor, input, NEXT);
}
