import type { Tx } from '#platform/db/tx.ts';
import { formatIso, localDay } from '#platform/time.ts';
import { findCounter } from './repo/counters.ts';
import { listGroups } from './repo/groups.ts';
import { dossiersOf } from './repo/tickets.ts';
import { allowedActions } from './rules/states.ts';
import type { ServiceGroup, StaffTicket, Ticket, TicketView } from './schema.ts';
import { waitOfTicket } from './wait.ts';

/** The ticket as its holder may see it, with place and honest waiting range. */
export async function ticketView(tx: Tx, ticket: Ticket, now: Temporal.Instant): Promise<TicketView> {
  const groups = await listGroups(tx);
  const group = groups.find(({ id }) => id === ticket.groupId);
  const waits = ticket.state === 'waiting' && ticket.day.equals(localDay(now));
  const outlook = waits ? await waitOfTicket(tx, ticket, now) : undefined;
  const counter = ticket.counterId === null ? undefined : await findCounter(tx, ticket.counterId);
  return {
    token: ticket.token,
    number: ticket.number,
    day: ticket.day.toString(),
    state: ticket.state,
    group: {
      id: ticket.groupId,
      letter: group?.letter ?? '',
      name: group?.name ?? '',
      nameEn: group?.nameEn ?? '',
    },
    procedureCode: ticket.procedureCode,
    counter: counter?.number ?? null,
    ahead: outlook?.ahead ?? null,
    wait: outlook?.wait ?? null,
    issuedAt: formatIso(ticket.issuedAt),
    mayCancel: waits || ticket.state === 'called',
  };
}

interface CallTimes {
  readonly calledAt: Temporal.Instant | null;
  readonly servedAt: Temporal.Instant | null;
}

/** The ticket as the counter sees it; `groups` are those of the centre. */
export function presentForStaff(
  ticket: Ticket,
  groups: readonly Pick<ServiceGroup, 'id' | 'name'>[],
  times: CallTimes,
  dossiers: readonly string[],
): StaffTicket {
  return {
    id: ticket.id,
    number: ticket.number,
    state: ticket.state,
    groupId: ticket.groupId,
    groupName: groups.find(({ id }) => id === ticket.groupId)?.name ?? '',
    need: ticket.need,
    procedureCode: ticket.procedureCode,
    priority: ticket.priorityReason,
    note: ticket.note,
    holdReason: ticket.holdReason,
    returns: ticket.returns,
    issuedAt: formatIso(ticket.issuedAt),
    waitingSince: formatIso(ticket.waitingSince),
    calledAt: times.calledAt === null ? null : formatIso(times.calledAt),
    servedAt: times.servedAt === null ? null : formatIso(times.servedAt),
    dossiers: [...dossiers],
    allowed: [...allowedActions(ticket)],
  };
}

/** {@link presentForStaff} with call times, dossiers and groups read from the database in one statement each. */
export async function staffTicket(tx: Tx, ticket: Ticket): Promise<StaffTicket> {
  const call = await tx
    .selectFrom('ticket_calls')
    .select(['called_at', 'served_at'])
    .where('ticket_id', '=', ticket.id)
    .orderBy('called_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const dossiers = await dossiersOf(tx, ticket.id);
  return presentForStaff(
    ticket,
    await listGroups(tx),
    { calledAt: call?.called_at ?? null, servedAt: call?.served_at ?? null },
    dossiers,
  );
}
