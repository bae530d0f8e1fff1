import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import type { EventScope } from '#platform/events.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { offlineMessages } from '../messages-offline.ts';
import { OFFLINE_POLICY } from '../policy-offline.ts';
import { addEvent } from '../repo/events.ts';
import { listGroups } from '../repo/groups.ts';
import { joinLine, lockNumbers } from '../repo/lines.ts';
import * as repo from '../repo/offline.ts';
import { findTicketByToken, insertTicket, lockByNumber, updateTicket } from '../repo/tickets.ts';
import { ticketNumber } from '../rules/numbers.ts';
import type { OfflineOutcome } from '../rules/offline-merge.ts';
import type { ServiceGroup, Ticket } from '../schema.ts';
import type { MergeReply, MergeTicketsInput, OfflineTicketInput } from '../schema-offline.ts';
import { kioskOf } from './lease-numbers.ts';
import { publishHall } from './publish.ts';

const t = offlineMessages('vi');
type Merge = MergeReply['items'][number];

/** A number from before today is kept for the count and takes no place any more; one called by hand already waits at that counter. */
async function settle(
  scope: EventScope,
  ticket: Ticket,
): Promise<{ readonly outcome: OfflineOutcome; readonly look: boolean }> {
  const { tx, actor, at } = scope;
  const event = { ticketId: ticket.id, groupId: ticket.groupId };
  if (!ticket.day.equals(localDay(at))) {
    await updateTicket(tx, ticket.id, { state: 'cancelled', counterId: null }, at);
    await addEvent(tx, actor, { ...event, action: 'cancel' }, at);
    return { outcome: 'too-late', look: true };
  }
  const counterId = await repo.calledBefore(tx, ticket.day, ticket.number);
  if (counterId === undefined) {
    return { outcome: 'merged', look: false };
  }
  const reason = t('note.called-before');
  await updateTicket(tx, ticket.id, { state: 'held', counterId: null, held: { counterId, reason } }, at);
  await addEvent(tx, actor, { ...event, action: 'hold', counterId, note: reason }, at);
  return { outcome: 'called-before', look: true };
}

async function insert(
  { tx, actor, at }: EventScope,
  input: OfflineTicketInput,
  group: ServiceGroup,
  taken: { readonly day: Temporal.PlainDate; readonly number: string; readonly at: Temporal.Instant },
): Promise<Ticket> {
  const { centreId } = actor;
  const lane = input.priority ? 'priority' : 'ordinary';
  const { place, arrival } = await joinLine(tx, {
    groupId: group.id,
    day: taken.day,
    centreId,
    lane,
    takesNumber: false,
  });
  const ticket = await insertTicket(tx, {
    id: newId(),
    centreId,
    token: input.token,
    day: taken.day,
    letter: group.letter,
    sequence: input.sequence,
    number: taken.number,
    place,
    arrival,
    groupId: group.id,
    lane,
    source: 'kiosk',
    need: '',
    procedureCode: null,
    priorityReason: null,
    at: taken.at,
    offline: true,
    note: input.priority ? t('note.priority') : '',
  });
  await addEvent(
    tx,
    actor,
    { ticketId: ticket.id, groupId: group.id, action: 'issue', requestId: input.id },
    at,
  );
  return ticket;
}

/**
 * Takes over the numbers that a kiosk gave out while its line was gone: each joins its line in the order of giving, under the number and the
 * address that its holder has. A repeat changes nothing.
 * @throws Problem `forbidden`
 */
export async function mergeTickets(
  ctx: AppContext,
  actor: Actor,
  { keeperId, tickets }: MergeTicketsInput,
): Promise<MergeReply> {
  authorise(OFFLINE_POLICY, actor, 'tickets.merge', actor);
  const { deviceId, centreId } = kioskOf(actor);
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const scope: EventScope = { tx, actor, at: now };
    const groups = await listGroups(tx);
    const mergeOne = async (input: OfflineTicketInput): Promise<Merge> => {
      const { id, groupId, sequence } = input;
      const at = Temporal.Instant.fromEpochMilliseconds(Math.min(input.at, now.epochMilliseconds));
      const day = localDay(at);
      const group = groups.find((one) => one.id === groupId);
      const block = (await repo.leasesOf(tx, { deviceId, keeperId }, day)).find(
        (one) => one.groupId === groupId && sequence >= one.from && sequence <= one.to,
      );
      const note = async (
        result: { readonly outcome: OfflineOutcome; readonly look: boolean },
        number: string,
        ticketId: string | null,
      ) => {
        const item = {
          id,
          kind: 'ticket',
          day,
          number,
          ticketId,
          counterId: null,
          deviceId,
          ...result,
        } as const;
        await repo.insertItem(tx, { ...item, happenedAt: at }, { centreId, id: deviceId }, now);
        return { id, ...result };
      };
      if (group === undefined || block === undefined) {
        return note(
          { outcome: 'not-leased', look: true },
          group === undefined ? '' : `${group.letter}${sequence}`,
          null,
        );
      }
      const { firstNumber } = await lockNumbers(tx, { groupId, day, centreId });
      const number = ticketNumber(group.letter, firstNumber - 1 + sequence);
      const used = (await lockByNumber(tx, day, number)) ?? (await findTicketByToken(tx, input.token));
      if (used !== undefined) {
        return note({ outcome: 'number-used', look: true }, number, used.id);
      }
      const ticket = await insert(scope, input, group, { day, number, at });
      return note(await settle(scope, ticket), number, ticket.id);
    };
    const known = await repo.findItems(
      tx,
      tickets.map(({ id }) => id),
    );
    const items: Merge[] = [];
    for (const input of tickets) {
      const before = known.get(input.id);
      items.push(before === undefined ? await mergeOne(input) : { id: input.id, ...before });
    }
    if (known.size < tickets.length) {
      await publishHall(ctx, tx, actor, { kind: 'changed' });
      const detail = { merged: items.map(({ outcome }) => outcome) };
      await record(
        tx,
        actor,
        { action: 'offline.merge-tickets', subjectType: 'device', subjectId: deviceId, detail },
        now,
      );
    }
    return { items };
  });
}
