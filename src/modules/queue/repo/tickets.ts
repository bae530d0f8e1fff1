import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Tickets } from '#platform/db/types.gen.ts';
import type { InLine } from '../rules/order.ts';
import { type Ticket, TicketRow } from '../schema.ts';

/** A row as a domain value. @throws ZodError when the row holds a value that the rules do not know */
export function toTicket(row: Selectable<Tickets>): Ticket {
  const checked = TicketRow.parse(row);
  return {
    id: row.id,
    token: row.token,
    number: row.number,
    day: row.day,
    groupId: row.group_id,
    wantedCounterId: row.wanted_counter_id,
    lane: checked.lane,
    place: row.place,
    arrival: row.arrival,
    state: checked.state,
    counterId: row.counter_id,
    heldCounterId: row.held_counter_id,
    holdReason: row.hold_reason,
    returns: row.returns,
    source: checked.source,
    need: row.need,
    procedureCode: row.procedure_code,
    priorityReason: checked.priority_reason,
    note: row.note,
    issuedAt: row.issued_at,
    waitingSince: row.waiting_since,
  };
}

/** What a new ticket consists of besides its state. */
export interface NewTicket {
  readonly id: string;
  readonly centreId: string;
  readonly token: string;
  readonly day: Temporal.PlainDate;
  readonly letter: string;
  readonly sequence: number;
  readonly number: string;
  readonly groupId: string;
  readonly lane: Ticket['lane'];
  readonly place: number;
  readonly arrival: number;
  readonly source: Ticket['source'];
  readonly need: string;
  readonly procedureCode: string | null;
  readonly priorityReason: Ticket['priorityReason'];
  readonly at: Temporal.Instant;
  /** Given out by a kiosk without a line. */
  readonly offline?: boolean;
  readonly note?: string;
}

/** Stores a ticket that begins to wait. */
export async function insertTicket(tx: Tx, ticket: NewTicket): Promise<Ticket> {
  const row = await tx
    .insertInto('tickets')
    .values({
      id: ticket.id,
      centre_id: ticket.centreId,
      token: ticket.token,
      day: ticket.day,
      letter: ticket.letter,
      sequence: ticket.sequence,
      number: ticket.number,
      group_id: ticket.groupId,
      lane: ticket.lane,
      place: ticket.place,
      arrival: ticket.arrival,
      state: 'waiting',
      source: ticket.source,
      need: ticket.need,
      procedure_code: ticket.procedureCode,
      priority_reason: ticket.priorityReason,
      issued_at: ticket.at,
      waiting_since: ticket.at,
      changed_at: ticket.at,
      offline_at: ticket.offline === true ? ticket.at : null,
      note: ticket.note ?? '',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTicket(row);
}

/** The ticket of this address, locked when it is going to change. */
export async function findTicketByToken(tx: Tx, token: string, lock = false): Promise<Ticket | undefined> {
  const query = tx.selectFrom('tickets').selectAll().where('token', '=', token);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : toTicket(row);
}

/** One ticket of the centre. */
export async function findTicket(tx: Tx, id: string): Promise<Ticket | undefined> {
  const row = await tx.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toTicket(row);
}

/** One ticket of the centre, locked until the transaction ends. */
export async function lockTicket(tx: Tx, id: string): Promise<Ticket | undefined> {
  const row = await tx.selectFrom('tickets').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : toTicket(row);
}

/** The ticket that a counter has before it. */
export async function findAtCounter(tx: Tx, counterId: string): Promise<Ticket | undefined> {
  const row = await tx
    .selectFrom('tickets')
    .selectAll()
    .where('counter_id', '=', counterId)
    .executeTakeFirst();
  return row === undefined ? undefined : toTicket(row);
}

/** Which counter calls, by whose press, when. */
export interface Caller {
  readonly counterId: string;
  readonly officerId: string | null;
  readonly at: Temporal.Instant;
}

/**
 * Whether the ticket of the row may be called by this counter: sent to none, to this one, or to one that is closed or paused; and not kept for
 * another officer's console that may be without a line (`rules/offline-share.ts`).
 */
export function callableBy({ counterId, officerId, at }: Caller) {
  return sql<boolean>`(wanted_counter_id is null or wanted_counter_id = ${counterId}
    or not exists (select from counter_shifts s where s.counter_id = wanted_counter_id and s.closed_at is null
      and not exists (select from counter_pauses p where p.shift_id = s.id and p.ended_at is null)))
    and (share_until is null or share_until <= ${at} or share_officer_id = ${officerId})`;
}

/** The ticket of this number today, locked until the transaction ends. */
export async function lockByNumber(
  tx: Tx,
  day: Temporal.PlainDate,
  number: string,
): Promise<Ticket | undefined> {
  const row = await tx
    .selectFrom('tickets')
    .selectAll()
    .where('day', '=', day)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : toTicket(row);
}

/** The heads of all lines of a counter, without locking them. */
export async function headsFor(
  tx: Tx,
  caller: Caller,
  day: Temporal.PlainDate,
): Promise<readonly { groupId: string; helps: boolean; since: Temporal.Instant }[]> {
  const { rows } = await sql<{ group_id: string; helps: boolean; since: Temporal.Instant }>`
    select c.group_id, c.helps, head.waiting_since as since
    from service_group_counters c
    cross join lateral (
      select t.waiting_since from tickets t
      where t.group_id = c.group_id and t.day = ${day} and t.state = 'waiting' and ${callableBy(caller)}
      order by t.place, t.arrival limit 1
    ) head
    where c.counter_id = ${caller.counterId}`.execute(tx);
  return rows.map((row) => ({ groupId: row.group_id, helps: row.helps, since: row.since }));
}

/** What changes about a ticket when it moves. */
export interface TicketChange {
  readonly state: Ticket['state'];
  readonly counterId: string | null;
  readonly note?: string;
  /** Kept in mind by this counter; left out: by none. */
  readonly held?: { readonly counterId: string; readonly reason: string };
  /** Another spot in the same line, waiting on as before. */
  readonly spot?: InLine;
  readonly line?: InLine & {
    readonly groupId: string;
    readonly lane: Ticket['lane'];
    readonly wantedCounterId: string | null;
    readonly returns: number;
  };
}

/** Stores a move. A ticket that joins a line again waits from now on. */
export async function updateTicket(
  tx: Tx,
  id: string,
  change: TicketChange,
  at: Temporal.Instant,
): Promise<Ticket> {
  const { line, spot, held } = change;
  const row = await tx
    .updateTable('tickets')
    .set({
      state: change.state,
      counter_id: change.counterId,
      held_counter_id: held?.counterId ?? null,
      changed_at: at,
      ...(held === undefined ? {} : { hold_reason: held.reason }),
      ...(spot === undefined ? {} : { place: spot.place, arrival: spot.arrival }),
      ...(change.note === undefined ? {} : { note: change.note }),
      ...(line === undefined
        ? {}
        : {
            group_id: line.groupId,
            lane: line.lane,
            place: line.place,
            arrival: line.arrival,
            wanted_counter_id: line.wantedCounterId,
            returns: line.returns,
            waiting_since: at,
          }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTicket(row);
}

/** How many are called before this ticket. */
export async function countAhead(tx: Tx, ticket: Ticket): Promise<number> {
  const row = await tx
    .selectFrom('tickets')
    .select(({ fn }) => fn.countAll<number>().as('ahead'))
    .where('group_id', '=', ticket.groupId)
    .where('day', '=', ticket.day)
    .where('state', '=', 'waiting')
    .where(sql<boolean>`(place, arrival) < (${ticket.place}, ${ticket.arrival})`)
    .executeTakeFirstOrThrow();
  return row.ahead;
}

/** People waiting today in all lines of a counter. */
export async function countWaitingFor(tx: Tx, counterId: string, day: Temporal.PlainDate): Promise<number> {
  const row = await tx
    .selectFrom('tickets')
    .innerJoin('service_group_counters as c', 'c.group_id', 'tickets.group_id')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('c.counter_id', '=', counterId)
    .where('tickets.day', '=', day)
    .where('tickets.state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return row.waiting;
}

/** Ids of the dossiers that a visit led to, in the order of linking. */
export async function dossiersOf(tx: Tx, ticketId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('ticket_dossiers')
    .select('dossier_id')
    .where('ticket_id', '=', ticketId)
    .orderBy('linked_at')
    .execute();
  return rows.map((row) => row.dossier_id);
}
