import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { endCall, insertCall } from '../repo/calls.ts';
import type { HallCounter } from '../repo/counters.ts';
import { addEvent, findRepeated } from '../repo/events.ts';
import { groupsOfCounter } from '../repo/groups.ts';
import {
  countWaitingFor,
  findAtCounter,
  findTicket,
  headsFor,
  takeHead,
  updateTicket,
} from '../repo/tickets.ts';
import { groupsToTry } from '../rules/order.ts';
import type { CallNextReply, Ticket } from '../schema.ts';
import { staffTicket } from '../views.ts';
import { announceFinished, publishHall } from './publish.ts';
import { getCounter, officerOf, takeCounter } from './shift.ts';

const t = messages('vi');

/** Which counter calls, and the client's id of this press. */
export interface CallNextInput {
  readonly counterId: string;
  readonly requestId?: string | undefined;
}

/** The lines to try in order. A counter of one line needs no look at the heads. */
async function linesOf(tx: Tx, counter: HallCounter, day: Temporal.PlainDate): Promise<readonly string[]> {
  const groups = await groupsOfCounter(tx, counter.id);
  if (groups.length === 0) {
    throw new Problem('not-allowed-now', { detail: t('counter.no-groups', { counter: counter.number }) });
  }
  return groups.length === 1
    ? groups.map(({ groupId }) => groupId)
    : groupsToTry(await headsFor(tx, counter.id, day)).map(({ groupId }) => groupId);
}

async function takeFirst(tx: Tx, lines: readonly string[], counterId: string, day: Temporal.PlainDate) {
  for (const groupId of lines) {
    const head = await takeHead(tx, { groupId, day, counterId });
    if (head !== undefined) {
      return head;
    }
  }
  return undefined;
}

/** The one who sits here is done with; somebody left over from an earlier day says nothing about service times. */
async function finishCurrent(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  counterId: string,
  now: Temporal.Instant,
): Promise<void> {
  const current = await findAtCounter(tx, counterId);
  if (current === undefined) {
    return;
  }
  const stale = !current.day.equals(localDay(now));
  await endCall(tx, current.id, stale ? 'left-open' : 'done', now);
  await updateTicket(tx, current.id, { state: 'done', counterId: null }, now);
  await addEvent(
    tx,
    actor,
    { ticketId: current.id, groupId: current.groupId, action: 'finish', counterId },
    now,
  );
  if (!stale) {
    await announceFinished(ctx, { tx, actor, at: now }, current);
  }
}

async function reply(
  tx: Tx,
  counter: HallCounter,
  ticket: Ticket | undefined,
  day: Temporal.PlainDate,
): Promise<CallNextReply> {
  return {
    ticket: ticket === undefined ? null : await staffTicket(tx, ticket),
    counter: counter.number,
    waiting: await countWaitingFor(tx, counter.id, day),
  };
}

/**
 * Calls the next person to a counter (gọi số tiếp theo) by the one order of `rules/order.ts`. Whoever was at the counter is finished with, a closed
 * counter opens, a paused one goes on. Any number of counters may press at the same moment: nobody is called twice.
 * @throws Problem `forbidden`, `not-found` (counter), `not-allowed-now` (counter without lines), `conflict` (request id used otherwise)
 */
export async function callNext(ctx: AppContext, actor: Actor, input: CallNextInput): Promise<CallNextReply> {
  authorise(QUEUE_POLICY, actor, 'ticket.call', actor);
  const now = ctx.clock.now();
  const day = localDay(now);
  return inTransaction(ctx, actor, async (tx) => {
    const before = await findRepeated(tx, input.requestId);
    if (before !== undefined && before.action !== 'call') {
      throw new Problem('conflict', { detail: t('request.other') });
    }
    const counter = await getCounter(tx, input.counterId);
    if (before !== undefined) {
      return reply(tx, counter, await findTicket(tx, before.ticketId), day);
    }
    await takeCounter(tx, actor, counter.id, now);
    await finishCurrent(ctx, tx, actor, counter.id, now);
    const head = await takeFirst(tx, await linesOf(tx, counter, day), counter.id, day);
    if (head === undefined) {
      await publishHall(ctx, tx, actor, { kind: 'changed' });
      return reply(tx, counter, undefined, day);
    }
    const callId = await insertCall(
      tx,
      head,
      { centreId: actor.centreId, counterId: counter.id, officerId: officerOf(actor) },
      now,
    );
    const called = await updateTicket(tx, head.id, { state: 'called', counterId: counter.id }, now);
    await addEvent(
      tx,
      actor,
      {
        ticketId: head.id,
        groupId: head.groupId,
        action: 'call',
        counterId: counter.id,
        requestId: input.requestId,
      },
      now,
    );
    const answer = await reply(tx, counter, called, day);
    await publishHall(ctx, tx, actor, {
      kind: 'called',
      id: callId,
      number: called.number,
      counter: counter.number,
      letter: called.number.charAt(0),
    });
    return answer;
  });
}
