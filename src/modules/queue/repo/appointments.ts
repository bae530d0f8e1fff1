import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Appointments } from '#platform/db/types.gen.ts';
import { newId } from '#platform/id.ts';
import type { Slot, TakenSeat } from '../rules/appointments.ts';
import { type Appointment, AppointmentStateRow } from '../schema/appointments.ts';
import { actorId } from './events.ts';

function toAppointment(row: Selectable<Appointments>): Appointment {
  return {
    id: row.id,
    token: row.token,
    code: row.code,
    groupId: row.group_id,
    procedureCode: row.procedure_code,
    start: row.starts_at,
    end: row.ends_at,
    seat: row.seat,
    state: AppointmentStateRow.parse(row.state),
    ticketId: row.ticket_id,
    remindedAt: row.reminded_at,
    remindedBy: row.reminded_by,
  };
}

/** Places held in a line between two instants, each with its slot. */
export async function listTaken(tx: Tx, groupId: string, from: Slot): Promise<readonly TakenSeat[]> {
  const rows = await tx
    .selectFrom('appointments')
    .select(['starts_at', 'ends_at', 'seat'])
    .where('group_id', '=', groupId)
    .where('starts_at', '<', from.end)
    .where('ends_at', '>', from.start)
    .where('seat', 'is not', null)
    .execute();
  return rows.flatMap(({ starts_at: start, ends_at: end, seat }) =>
    seat === null ? [] : [{ start, end, seat }],
  );
}

/** What a new appointment consists of besides its state. */
export interface NewAppointment extends Slot {
  readonly centreId: string;
  readonly token: string;
  readonly code: string;
  readonly groupId: string;
  readonly procedureCode: string | null;
  readonly seat: number;
  readonly requestId: string | undefined;
  readonly at: Temporal.Instant;
}

/**
 * Stores a booking; undefined when its code is already used. A place, code or request id taken by a transaction that runs at the same
 * time makes the database ask for another try.
 */
export async function insertAppointment(tx: Tx, it: NewAppointment): Promise<Appointment | undefined> {
  const row = await tx
    .insertInto('appointments')
    .values({
      id: newId(),
      centre_id: it.centreId,
      token: it.token,
      code: it.code,
      group_id: it.groupId,
      procedure_code: it.procedureCode,
      starts_at: it.start,
      ends_at: it.end,
      seat: it.seat,
      state: 'booked',
      request_id: it.requestId ?? null,
      booked_at: it.at,
      changed_at: it.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toAppointment(row);
}

/** How an appointment is looked up: by the address that its holder knows, by the code at the kiosk, or by what staff and jobs hold. */
export type AppointmentKey =
  | { readonly id: string }
  | { readonly token: string }
  | { readonly code: string }
  | { readonly requestId: string }
  | { readonly ticketId: string };

const COLUMNS = {
  id: 'id',
  token: 'token',
  code: 'code',
  requestId: 'request_id',
  ticketId: 'ticket_id',
} as const;

/** One appointment of the centre, locked where it is going to change. */
export async function findAppointment(
  tx: Tx,
  key: AppointmentKey,
  lock = false,
): Promise<Appointment | undefined> {
  let query = tx.selectFrom('appointments').selectAll();
  for (const [name, value] of Object.entries(key)) {
    query = query.where(COLUMNS[name as keyof typeof COLUMNS], '=', value);
  }
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : toAppointment(row);
}

/** What changes about an appointment. */
export interface AppointmentChange {
  readonly state: Appointment['state'];
  readonly seat: number | null;
  readonly slot?: Slot;
  readonly ticketId?: string;
}

/** Stores a change; a moved appointment is reminded of anew. */
export async function updateAppointment(
  tx: Tx,
  id: string,
  change: AppointmentChange,
  at: Temporal.Instant,
): Promise<Appointment> {
  const row = await tx
    .updateTable('appointments')
    .set({
      state: change.state,
      seat: change.seat,
      changed_at: at,
      ...(change.slot === undefined
        ? {}
        : {
            starts_at: change.slot.start,
            ends_at: change.slot.end,
            reminded_at: null,
            reminded_by: [],
          }),
      ...(change.ticketId === undefined ? {} : { ticket_id: change.ticketId }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAppointment(row);
}

/** Adds to the history of an appointment. */
export async function addAppointmentEvent(
  tx: Tx,
  actor: Actor,
  event: {
    readonly appointment: Pick<Appointment, 'id' | 'groupId' | 'start'>;
    readonly action: 'book' | 'move' | 'cancel' | 'check-in' | 'no-show' | 'remind' | 'forget';
    readonly note?: string;
    readonly requestId?: string | undefined;
  },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('appointment_events')
    .values({
      id: newId(),
      centre_id: actor.centreId,
      appointment_id: event.appointment.id,
      group_id: event.appointment.groupId,
      action: event.action,
      at,
      actor_kind: actor.kind,
      actor_id: actorId(actor),
      starts_at: event.appointment.start,
      note: event.note ?? '',
      request_id: event.requestId ?? null,
    })
    .execute();
}

/** The appointment and the act that an earlier request of this id was about. */
export async function findAppointmentRequest(
  tx: Tx,
  requestId: string | undefined,
): Promise<{ readonly appointmentId: string; readonly action: string } | undefined> {
  if (requestId === undefined) {
    return undefined;
  }
  await sql`select pg_advisory_xact_lock(hashtextextended(${requestId}, 101))`.execute(tx);
  const row = await tx
    .selectFrom('appointment_events')
    .select(['appointment_id', 'action'])
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row === undefined ? undefined : { appointmentId: row.appointment_id, action: row.action };
}

/** An appointment of a day as the officers see it. */
export interface AppointmentLine extends Appointment {
  readonly letter: string;
  readonly groupName: string;
  /** Gone once the visit is over. */
  readonly name: string | null;
  readonly phone: string | null;
  readonly ticketNumber: string | null;
}

/** The appointments between two instants, soonest first; cancelled ones are left out. */
export async function listAppointments(tx: Tx, during: Slot): Promise<readonly AppointmentLine[]> {
  const rows = await tx
    .selectFrom('appointments as a')
    .innerJoin('service_groups as g', 'g.id', 'a.group_id')
    .leftJoin('appointment_contacts as c', 'c.appointment_id', 'a.id')
    .leftJoin('tickets as t', 't.id', 'a.ticket_id')
    .selectAll('a')
    .select(['g.letter', 'g.name as group_name', 'c.name', 'c.phone', 't.number'])
    .where('a.starts_at', '>=', during.start)
    .where('a.starts_at', '<', during.end)
    .where('a.state', '<>', 'cancelled')
    .orderBy('a.starts_at')
    .orderBy('g.sort_order')
    .orderBy('a.seat')
    .execute();
  return rows.map((row) => ({
    ...toAppointment(row),
    letter: row.letter,
    groupName: row.group_name,
    name: row.name,
    phone: row.phone,
    ticketNumber: row.number,
  }));
}

/** Booked appointments that began before an instant, locked; those that another job works on are left to it. */
export async function lockMissed(tx: Tx, before: Temporal.Instant): Promise<readonly Appointment[]> {
  const rows = await tx
    .selectFrom('appointments')
    .selectAll()
    .where('state', '=', 'booked')
    .where('starts_at', '<', before)
    .orderBy('starts_at')
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(toAppointment);
}

/** Booked appointments that begin in a stretch of time and were not reminded of, locked. */
export async function lockToRemind(tx: Tx, during: Slot): Promise<readonly Appointment[]> {
  const rows = await tx
    .selectFrom('appointments')
    .selectAll()
    .where('state', '=', 'booked')
    .where('reminded_at', 'is', null)
    .where('starts_at', '>', during.start)
    .where('starts_at', '<=', during.end)
    .orderBy('starts_at')
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(toAppointment);
}

/** Notes that the time for the reminder came, and who took it over. */
export async function setReminded(
  tx: Tx,
  id: string,
  channels: readonly string[],
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('appointments')
    .set({ reminded_at: at, reminded_by: [...channels] })
    .where('id', '=', id)
    .execute();
}

/** What became of the bookings of a line. */
export interface Outcomes {
  readonly arrived: number;
  readonly missed: number;
  readonly cancelled: number;
}

/** What became of the bookings whose slot began between two instants, by group. */
export async function countOutcomes(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<ReadonlyMap<string, Outcomes>> {
  const rows = await tx
    .selectFrom('appointments')
    .select(({ fn }) => [
      'group_id',
      fn.countAll<number>().filterWhere('state', '=', 'arrived').as('arrived'),
      fn.countAll<number>().filterWhere('state', '=', 'no-show').as('missed'),
      fn.countAll<number>().filterWhere('state', '=', 'cancelled').as('cancelled'),
    ])
    .where('starts_at', '>=', from)
    .where('starts_at', '<', to)
    .groupBy('group_id')
    .execute();
  return new Map(rows.map(({ group_id, ...counts }) => [group_id, counts]));
}
