import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { type CounterNow, callHead, endVisit, readCounter } from '../repo/calling.ts';
import { lockShift } from '../repo/counters.ts';
import { countWaitingFor, dossiersOf, findTicket, headsFor } from '../repo/tickets.ts';
import { groupsToTry } from '../rules/order.ts';
import type { CallNextReply, Ticket } from '../schema.ts';
import { presentForStaff, staffTicket } from '../views.ts';
import { announceFinished, publishHall } from './publish.ts';
import { mindCounter, officerOf } from './shift.ts';

const t = messages('vi');

/** Which counter calls, and the client's id of this press. */
export interface CallNextInput {
  readonly counterId: string;
  readonly requestId?: string | undefined;
}

/** One press: everything that its steps share. */
interface Press {
  readonly ctx: AppContext;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly counterId: string;
  readonly requestId: string | undefined;
  readonly now: Temporal.Instant;
  readonly day: Temporal.PlainDate;
}

async function getCounterNow({ tx, counterId, requestId }: Press): Promise<CounterNow> {
  const counter = await readCounter(tx, counterId, requestId);
  if (counter === undefined) {
    throw new Problem('not-found', { detail: t('counter.unknown') });
  }
  return counter;
}

/** The same press came before: the same answer, nothing done. @throws Problem `conflict` when it was something else */
async function repeat(
  { tx, counterId, day }: Press,
  counter: CounterNow,
): Promise<CallNextReply | undefined> {
  if (counter.repeated === undefined) {
    return undefined;
  }
  if (counter.repeated.action !== 'call') {
    throw new Problem('conflict', { detail: t('request.other') });
  }
  const ticket = await findTicket(tx, counter.repeated.ticketId);
  return {
    ticket: ticket === undefined ? null : await staffTicket(tx, ticket),
    counter: counter.number,
    waiting: await countWaitingFor(tx, counterId, day),
  };
}

/** The one who sits here is done with; somebody left over from an earlier day says nothing about service times. */
async function finishCurrent(
  { ctx, tx, actor, counterId, now, day }: Press,
  counter: CounterNow,
): Promise<void> {
  const { current } = counter;
  if (current === undefined) {
    return;
  }
  const stale = !current.day.equals(day);
  const outcome = stale ? 'left-open' : 'done';
  await endVisit(tx, actor, { ticketId: current.id, groupId: current.groupId, counterId, outcome }, now);
  if (!stale) {
    await announceFinished(ctx, { tx, actor, at: now }, current, current.groupName);
  }
}

/** The lines to try in order. A counter of one line needs no look at the heads. */
async function linesToTry({ tx, counterId, day }: Press, counter: CounterNow): Promise<readonly string[]> {
  if (counter.lines.length === 0) {
    throw new Problem('not-allowed-now', { detail: t('counter.no-groups', { counter: counter.number }) });
  }
  const lines = counter.lines.length === 1 ? counter.lines : groupsToTry(await headsFor(tx, counterId, day));
  return lines.map(({ groupId }) => groupId);
}

async function callFirst(press: Press, lines: readonly string[]) {
  const { tx, actor, counterId, requestId, day, now } = press;
  for (const groupId of lines) {
    const call = { groupId, day, counterId, officerId: officerOf(actor), requestId };
    const called = await callHead(tx, actor, call, now);
    if (called !== undefined) {
      return called;
    }
  }
  return undefined;
}

async function present({ tx, now }: Press, counter: CounterNow, ticket: Ticket) {
  const groups = counter.lines.map(({ groupId, name }) => ({ id: groupId, name }));
  // Only somebody who waits for the second time can have brought dossiers into being.
  const again = !ticket.waitingSince.equals(ticket.issuedAt);
  const dossiers = again ? await dossiersOf(tx, ticket.id) : [];
  return presentForStaff(ticket, groups, { calledAt: now, servedAt: null }, dossiers);
}

async function press(it: Press): Promise<CallNextReply> {
  const { ctx, tx, actor, counterId, now, day } = it;
  const before = await lockShift(tx, counterId);
  let counter = await getCounterNow(it);
  const same = await repeat(it, counter);
  if (same !== undefined) {
    return same;
  }
  await mindCounter(tx, actor, { counterId, before, paused: counter.paused }, now);
  if (before === undefined) {
    counter = await getCounterNow(it);
  }
  await finishCurrent(it, counter);
  const called = await callFirst(it, await linesToTry(it, counter));
  const answer: CallNextReply = {
    ticket: called === undefined ? null : await present(it, counter, called.ticket),
    counter: counter.number,
    waiting: await countWaitingFor(tx, counterId, day),
  };
  await publishHall(
    ctx,
    tx,
    actor,
    called === undefined
      ? { kind: 'changed' }
      : {
          kind: 'called',
          id: called.callId,
          number: called.ticket.number,
          counter: counter.number,
          letter: called.ticket.number.charAt(0),
        },
  );
  return answer;
}

/**
 * Calls the next person to a counter (gọi số tiếp theo) by the one order of `rules/order.ts`. Whoever was at the counter is finished
 * with, a closed counter opens, a paused one goes on. Any number of counters may press at the same moment: nobody is called twice.
 * @throws Problem `forbidden`, `not-found` (counter), `not-allowed-now` (counter without lines), `conflict` (request id used otherwise)
 */
export async function callNext(ctx: AppContext, actor: Actor, input: CallNextInput): Promise<CallNextReply> {
  authorise(QUEUE_POLICY, actor, 'ticket.call', actor);
  const now = ctx.clock.now();
  const { counterId, requestId } = input;
  return inTransaction(ctx, actor, (tx) =>
    press({ ctx, tx, actor, counterId, requestId, now, day: localDay(now) }),
  );
}
