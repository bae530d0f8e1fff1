import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { type Call, type Called, type CounterNow, endVisit, readCounter } from '../repo/calling.ts';
import { lockShift } from '../repo/counters.ts';
import { endQuick } from '../repo/quick.ts';
import { countWaitingFor, dossiersOf, findTicket } from '../repo/tickets.ts';
import type { CallNextReply, Ticket } from '../schema.ts';
import { presentForStaff, staffTicket } from '../views.ts';
import { announceFinished, publishHall } from './publish.ts';
import { noteMinding, officerOf } from './shift.ts';

const t = messages('vi');

/** Which counter calls, and the client's id of this press. */
export interface CallNextInput {
  readonly counterId: string;
  readonly requestId?: string | undefined;
}

/** One press: everything that its steps share. */
export interface Press {
  readonly ctx: AppContext;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly counterId: string;
  readonly requestId: string | undefined;
  readonly now: Temporal.Instant;
  readonly day: Temporal.PlainDate;
}

/** How a press finds whom to call. `check` may refuse before anybody is finished with; `take` calls. */
export interface Chooser {
  check?(press: Press): Promise<void>;
  take(press: Press, call: Call, counter: CounterNow): Promise<Called | undefined>;
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

/** Whoever sits here is done with, ticket or not; somebody left over from an earlier day says nothing about service times. */
async function finishCurrent(
  { ctx, tx, actor, counterId, now, day }: Press,
  { current, quick }: CounterNow,
): Promise<void> {
  if (quick) {
    await endQuick(tx, counterId, undefined, now);
  }
  if (current === undefined) {
    return;
  }
  const stale = !current.day.equals(day);
  const outcome = stale ? 'left-open' : 'done';
  await endVisit(tx, actor, { ticketId: current.id, groupId: current.groupId, counterId, outcome }, now);
  if (!stale) {
    await announceFinished(ctx, { tx, actor, at: now }, { ...current, counterId }, current.groupName);
  }
}

async function present({ tx, now }: Press, counter: CounterNow, ticket: Ticket) {
  const groups = counter.lines.map(({ groupId, name }) => ({ id: groupId, name }));
  if (!groups.some(({ id }) => id === ticket.groupId)) {
    return staffTicket(tx, ticket);
  }
  // Only somebody who waits for the second time can have brought dossiers into being.
  const again = !ticket.waitingSince.equals(ticket.issuedAt);
  const dossiers = again ? await dossiersOf(tx, ticket.id) : [];
  return presentForStaff(ticket, groups, { calledAt: now, servedAt: null }, dossiers);
}

async function press(it: Press, chooser: Chooser): Promise<CallNextReply> {
  const { ctx, tx, actor, counterId, requestId, day, now } = it;
  const before = await lockShift(tx, counterId);
  let counter = await getCounterNow(it);
  const same = await repeat(it, counter);
  if (same !== undefined) {
    return same;
  }
  await chooser.check?.(it);
  await noteMinding(tx, actor, { counterId, before, paused: counter.paused }, now);
  if (before === undefined) {
    counter = await getCounterNow(it);
  }
  await finishCurrent(it, counter);
  const call = { day, counterId, officerId: officerOf(actor), requestId };
  const called = await chooser.take(it, call, counter);
  const { number } = counter;
  if (called === undefined) {
    await publishHall(ctx, tx, actor, { kind: 'changed' });
    return { ticket: null, counter: number, waiting: await countWaitingFor(tx, counterId, day) };
  }
  const { ticket, callId: id, waiting } = called;
  const letter = ticket.number.charAt(0);
  await publishHall(ctx, tx, actor, {
    kind: 'called',
    id,
    number: ticket.number,
    counter: number,
    letter,
  });
  return { ticket: await present(it, counter, ticket), counter: number, waiting };
}

/** The frame of both ways of calling: rights, one transaction, one press at a counter after the other. */
export async function callBy(
  ctx: AppContext,
  actor: Actor,
  input: CallNextInput,
  chooser: Chooser,
): Promise<CallNextReply> {
  authorise(QUEUE_POLICY, actor, 'ticket.call', actor);
  const now = ctx.clock.now();
  const { counterId, requestId } = input;
  return inTransaction(ctx, actor, (tx) =>
    press({ ctx, tx, actor, counterId, requestId, now, day: localDay(now) }, chooser),
  );
}
