import { record } from '#modules/audit/commands/record.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { itemRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { offlineMessages } from '../messages-offline.ts';
import { OFFLINE_POLICY } from '../policy-offline.ts';
import { callOne } from '../repo/calling.ts';
import { endCall, markServed } from '../repo/calls.ts';
import { lockShift } from '../repo/counters.ts';
import { addEvent, type TicketEvent } from '../repo/events.ts';
import { listGroups } from '../repo/groups.ts';
import { startMatter } from '../repo/matters.ts';
import * as repo from '../repo/offline.ts';
import { findAtCounter, findTicket, lockByNumber, lockTicket, updateTicket } from '../repo/tickets.ts';
import { clampTimes, type Merged, mergeItem } from '../rules/offline-merge.ts';
import type { Ticket } from '../schema.ts';
import type { MergeReply, MergeVisitsInput } from '../schema-offline.ts';
import { officerAt } from './keep-share.ts';
import { announceFinished, publishHall } from './publish.ts';
import { rejoin } from './rejoin.ts';
import { getCounter, noteMinding } from './shift.ts';

const t = offlineMessages('vi');
type Item = MergeVisitsInput['items'][number] & { readonly when: Temporal.Instant };

/** What every item of a batch shares. */
interface Batch {
  readonly ctx: AppContext;
  readonly tx: Tx;
  readonly actor: StaffActor;
  readonly counterId: string;
  readonly now: Temporal.Instant;
}

/** Somebody the officer called with the last press before the line broke, without hearing so: back into the line, shown to the officers. */
async function putBack({ tx, actor, counterId, now }: Batch, item: Item, ticket: Ticket): Promise<void> {
  await endCall(tx, ticket.id, 'returned', now);
  const { groupId, returns } = ticket;
  await rejoin(actor, ticket, { groupId, returns, wantedCounterId: null }, { tx, now, to: 'waiting' });
  await addEvent(tx, actor, { ticketId: ticket.id, groupId, action: 'return', counterId }, now);
  const stray = {
    id: itemRequestId(item.id, 'put-back'),
    kind: 'press',
    outcome: 'put-back',
    look: true,
  } as const;
  const about = { day: ticket.day, number: ticket.number, ticketId: ticket.id, counterId, deviceId: null };
  const by = { centreId: actor.centreId, id: actor.accountId };
  await repo.insertItem(tx, { ...stray, ...about, happenedAt: item.when }, by, now);
}

/** Whether a colleague has somebody at the counter. Who is there by the own press unheard of is put back first. */
async function isSeatTaken(batch: Batch, item: Item, ticket: Ticket | undefined): Promise<boolean> {
  if (item.kind !== 'call') {
    return false;
  }
  const seated = await findAtCounter(batch.tx, batch.counterId);
  if (seated === undefined || seated.id === ticket?.id) {
    return false;
  }
  if ((await repo.openCallOfficer(batch.tx, seated.id)) !== batch.actor.accountId) {
    return true;
  }
  await putBack(batch, item, seated);
  return false;
}

async function callIt({ tx, actor, counterId, now }: Batch, item: Item, ticket: Ticket): Promise<void> {
  const before = await lockShift(tx, counterId);
  if (before === undefined) {
    await noteMinding(tx, actor, { counterId, before, paused: false }, now);
  }
  const call = { day: ticket.day, counterId, officerId: actor.accountId, requestId: item.id };
  await callOne(tx, actor, { ...call, ticketId: ticket.id, inTurn: item.ticketId !== null }, item.when);
}

async function doIt(
  batch: Batch,
  item: Item,
  ticket: Ticket,
  act: NonNullable<Merged['act']>,
): Promise<void> {
  const { ctx, tx, actor, counterId } = batch;
  const { when } = item;
  const about = { ticketId: ticket.id, groupId: ticket.groupId, counterId };
  const event = (action: TicketEvent['action'], note = '') =>
    addEvent(tx, actor, { ...about, action, note, requestId: item.id }, when);
  switch (act) {
    case 'call':
      return callIt(batch, item, ticket);
    case 'aside': {
      const reason = t('note.counter-taken');
      await updateTicket(
        tx,
        ticket.id,
        { state: 'held', counterId: null, held: { counterId, reason } },
        when,
      );
      return event('hold', reason);
    }
    case 'serve': {
      await markServed(tx, ticket.id, when);
      const { centreId, accountId: officerId } = actor;
      const { procedureCode, need: title } = ticket;
      await startMatter(
        tx,
        { centreId, ticketId: ticket.id, counterId, officerId, procedureCode, title },
        when,
      );
      await updateTicket(tx, ticket.id, { state: 'serving', counterId }, when);
      return event('serve');
    }
    case 'finish': {
      await endCall(tx, ticket.id, 'done', when);
      await updateTicket(tx, ticket.id, { state: 'done', counterId: null }, when);
      const group = (await listGroups(tx)).find(({ id }) => id === ticket.groupId);
      await announceFinished(ctx, { tx, actor, at: batch.now }, ticket, group?.name ?? '');
      return event('finish');
    }
    case 'no-show':
      await endCall(tx, ticket.id, 'no-show', when);
      await updateTicket(tx, ticket.id, { state: 'no-show', counterId: null }, when);
      return event('no-show');
    default:
      return act satisfies never;
  }
}

async function mergeOne(batch: Batch, item: Item): Promise<MergeReply['items'][number]> {
  const { tx, actor, counterId, now } = batch;
  const day = localDay(item.when);
  const locate = () =>
    item.ticketId === null ? lockByNumber(tx, day, item.number) : lockTicket(tx, item.ticketId);
  let ticket = await locate();
  const seatTaken = await isSeatTaken(batch, item, ticket);
  ticket = ticket === undefined ? undefined : await findTicket(tx, ticket.id);
  const meeting =
    ticket === undefined
      ? undefined
      : { state: ticket.state, here: (ticket.counterId ?? ticket.heldCounterId) === counterId };
  const { act, outcome, look } = mergeItem(item.kind, meeting, seatTaken);
  if (act !== undefined && ticket !== undefined) {
    await doIt(batch, item, ticket, act);
  }
  const { id, number } = item;
  const result = {
    id,
    kind: 'visit',
    day,
    number,
    ticketId: ticket?.id ?? null,
    counterId,
    deviceId: null,
  } as const;
  const by = { centreId: actor.centreId, id: actor.accountId };
  await repo.insertItem(tx, { ...result, outcome, look, happenedAt: item.when }, by, now);
  return { id, outcome, look };
}

/**
 * Takes over what an officer did at a counter while its line was gone, item by item in its order, in one transaction. What meanwhile ended, was given
 * up or went elsewhere stays as it is and is shown to the officers. A repeat changes nothing.
 * @throws Problem `forbidden`, `not-found` (counter)
 */
export async function mergeVisits(
  ctx: AppContext,
  actor: Actor,
  { counterId, items }: MergeVisitsInput,
): Promise<MergeReply> {
  authorise(OFFLINE_POLICY, actor, 'visits.merge', actor);
  const officer = officerAt(actor);
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await getCounter(tx, counterId);
    await lockShift(tx, counterId);
    const last = await repo.lastAtCounter(tx, counterId);
    // A millisecond after the last thing known there, so that no stay ends before it began.
    const from = last === undefined ? 0 : last.epochMilliseconds + 1;
    const told = items.map(({ at }) => at);
    const times = clampTimes(told, from, Math.max(from, now.epochMilliseconds));
    const known = await repo.findItems(
      tx,
      items.map(({ id }) => id),
    );
    const batch: Batch = { ctx, tx, actor: officer, counterId, now };
    const merged: MergeReply['items'] = [];
    for (const [index, item] of items.entries()) {
      const before = known.get(item.id);
      const when = Temporal.Instant.fromEpochMilliseconds(times[index] ?? now.epochMilliseconds);
      merged.push(
        before === undefined ? await mergeOne(batch, { ...item, when }) : { id: item.id, ...before },
      );
    }
    if (known.size < items.length) {
      await publishHall(ctx, tx, actor, { kind: 'changed' });
      const detail = { merged: merged.map(({ outcome }) => outcome) };
      await record(
        tx,
        actor,
        { action: 'offline.merge-visits', subjectType: 'counter', subjectId: counterId, detail },
        now,
      );
    }
    return { items: merged };
  });
}
