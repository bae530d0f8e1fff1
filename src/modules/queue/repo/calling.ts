/**
 * The statements of calling the next person. Many counters press at the same moment, so each does a whole step in one round trip;
 * measured with 20 counters, the press takes about as long as the bare statements of its transaction (bench/queue.bench.ts).
 */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Tickets } from '#platform/db/types.gen.ts';
import { newId } from '#platform/id.ts';
import type { CallOutcome } from '../rules/states.ts';
import type { Ticket } from '../schema.ts';
import { actorId } from './events.ts';
import { callableBy, toTicket } from './tickets.ts';

const Lines = z.array(z.object({ groupId: z.uuid(), name: z.string(), helps: z.boolean() }));

/** A counter at the moment of a press: its lines, who sits there, and whether this very press was seen before. */
export interface CounterNow {
  readonly number: number;
  readonly paused: boolean;
  /** Whether a question without a ticket is being answered here. */
  readonly quick: boolean;
  readonly lines: z.output<typeof Lines>;
  readonly current:
    | {
        readonly id: string;
        readonly token: string;
        readonly groupId: string;
        readonly groupName: string;
        readonly day: Temporal.PlainDate;
        readonly procedureCode: string | null;
      }
    | undefined;
  readonly repeated: { readonly ticketId: string; readonly action: string } | undefined;
}

interface CounterRow {
  readonly number: number;
  readonly paused: boolean;
  readonly quick: boolean;
  readonly lines: unknown;
  readonly id: string | null;
  readonly token: string;
  readonly group_id: string;
  readonly group_name: string;
  readonly day: Temporal.PlainDate;
  readonly procedure_code: string | null;
  readonly repeated_ticket: string | null;
  readonly repeated_action: string;
}

/** Reads an active counter of the centre; undefined when there is none. Locks nothing. */
export async function readCounter(
  tx: Tx,
  counterId: string,
  requestId: string | undefined,
): Promise<CounterNow | undefined> {
  const { rows } = await sql<CounterRow>`
    select c.number, t.id, t.token, t.group_id, t.day, t.procedure_code, g.name as group_name,
      e.ticket_id as repeated_ticket, e.action as repeated_action,
      exists (select from counter_shifts s join counter_pauses p on p.shift_id = s.id and p.ended_at is null
        where s.counter_id = c.id and s.closed_at is null) as paused,
      exists (select from quick_visits q where q.counter_id = c.id and q.ended_at is null) as quick,
      (select coalesce(json_agg(json_build_object('groupId', l.group_id, 'name', o.name, 'helps', l.helps) order by l.helps, o.sort_order), '[]')
        from service_group_counters l join service_groups o on o.id = l.group_id where l.counter_id = c.id) as lines
    from counters c
    left join tickets t on t.counter_id = c.id
    left join service_groups g on g.id = t.group_id
    left join ticket_events e on e.request_id = ${requestId ?? null}::uuid
    where c.id = ${counterId} and c.active`.execute(tx);
  const [row] = rows;
  if (row === undefined) {
    return undefined;
  }
  return {
    number: row.number,
    paused: row.paused,
    quick: row.quick,
    lines: Lines.parse(row.lines),
    current:
      row.id === null
        ? undefined
        : {
            id: row.id,
            token: row.token,
            groupId: row.group_id,
            groupName: row.group_name,
            day: row.day,
            procedureCode: row.procedure_code,
          },
    repeated:
      row.repeated_ticket === null
        ? undefined
        : { ticketId: row.repeated_ticket, action: row.repeated_action },
  };
}

/** Ends the visit at a counter: ticket, stay, running matter and history in one statement. */
export async function endVisit(
  tx: Tx,
  actor: Actor,
  visit: {
    readonly ticketId: string;
    readonly groupId: string;
    readonly counterId: string;
    readonly outcome: CallOutcome;
  },
  at: Temporal.Instant,
): Promise<void> {
  await sql`
    with call as (
      update ticket_calls set ended_at = ${at}, outcome = ${visit.outcome}
      where ticket_id = ${visit.ticketId} and ended_at is null),
    matter as (
      update visit_matters set ended_at = ${at} where ticket_id = ${visit.ticketId} and ended_at is null),
    event as (
      insert into ticket_events (id, centre_id, ticket_id, action, at, actor_kind, actor_id, counter_id, group_id)
      values (${newId()}, ${actor.centreId}, ${visit.ticketId}, 'finish', ${at}, ${actor.kind}, ${actorId(actor)},
        ${visit.counterId}, ${visit.groupId}))
    update tickets set state = 'done', counter_id = null, changed_at = ${at} where id = ${visit.ticketId}`.execute(
    tx,
  );
}

/** One call to a counter. */
export interface Call {
  readonly day: Temporal.PlainDate;
  readonly counterId: string;
  readonly officerId: string | null;
  readonly requestId: string | undefined;
}

/** Who was called, and how many still wait in the lines of the counter. */
export interface Called {
  readonly ticket: Ticket;
  readonly callId: string;
  readonly waiting: number;
}

interface CalledRow extends Selectable<Tickets> {
  readonly still_waiting: number;
}

/**
 * Calls the ticket that `head` selects: takes it, begins the stay, writes the history, counts who still waits; one statement.
 * @param inTurn a number called out of turn is stored with place 0, so that the line does not move on
 */
async function take(
  tx: Tx,
  actor: Actor,
  call: Call,
  head: RawBuilder<unknown>,
  inTurn: boolean,
  at: Temporal.Instant,
): Promise<Called | undefined> {
  const callId = newId();
  // Snapshot of the statement: whoever is being called still counts as waiting in it, and is taken off.
  const { rows } = await sql<CalledRow>`
    with head as (${head}),
    called as (
      update tickets t set state = 'called', counter_id = ${call.counterId}, held_counter_id = null, changed_at = ${at}
      from head where t.id = head.id returning t.*),
    stay as (
      insert into ticket_calls (id, centre_id, ticket_id, group_id, day, counter_id, officer_id, place, waiting_since,
        called_at, last_called_at)
      select ${callId}::uuid, centre_id, id, group_id, day, counter_id, ${call.officerId}::uuid,
        case when ${inTurn}::boolean then place else 0 end, waiting_since, ${at}::timestamptz, ${at}::timestamptz
      from called),
    event as (
      insert into ticket_events (id, centre_id, ticket_id, action, at, actor_kind, actor_id, counter_id, group_id, request_id)
      select ${newId()}::uuid, centre_id, id, 'call', ${at}::timestamptz, ${actor.kind}, ${actorId(actor)}::uuid,
        counter_id, group_id, ${call.requestId ?? null}::uuid from called)
    select called.*, (
      select count(*)::int from service_group_counters l
      join tickets w on w.group_id = l.group_id and w.day = ${call.day} and w.state = 'waiting'
      where l.counter_id = ${call.counterId} and w.id <> called.id) as still_waiting
    from called`.execute(tx);
  const [row] = rows;
  return row === undefined ? undefined : { ticket: toTicket(row), callId, waiting: row.still_waiting };
}

/**
 * Calls the head of a line to a counter. Undefined when nobody waits there.
 *
 * @param call `patient`: waits for tickets on which somebody else is writing, instead of passing them over
 *
 * Heads that another counter is taking at this very moment are passed over, so counters never wait for each other and never get the
 * same person. Somebody who was sent to one counter is left to it for as long as that counter is at work.
 */
export async function callHead(
  tx: Tx,
  actor: Actor,
  call: Call & { readonly groupId: string; readonly patient: boolean },
  at: Temporal.Instant,
): Promise<Called | undefined> {
  const head = sql`select id from tickets
      where group_id = ${call.groupId} and day = ${call.day} and state = 'waiting' and ${callableBy({ ...call, at })}
      order by place, arrival limit 1 for update ${call.patient ? sql`` : sql`skip locked`}`;
  return take(tx, actor, call, head, true, at);
}

/** Calls one ticket, out of turn unless said otherwise. Undefined when it is not to be called any more: another counter was quicker. */
export async function callOne(
  tx: Tx,
  actor: Actor,
  call: Call & { readonly ticketId: string; readonly inTurn?: boolean },
  at: Temporal.Instant,
): Promise<Called | undefined> {
  const one = sql`select id from tickets
      where id = ${call.ticketId} and state in ('waiting', 'held', 'no-show') for update`;
  return take(tx, actor, call, one, call.inTurn ?? false, at);
}
