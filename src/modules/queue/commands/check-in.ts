import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, formatTime, toLocal } from '#platform/time.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { APPOINTMENT_POLICY } from '../appointment-policy.ts';
import { readRules } from '../repo/appointment-plans.ts';
import { type AppointmentKey, addAppointmentEvent, updateAppointment } from '../repo/appointments.ts';
import { listGroups } from '../repo/groups.ts';
import { moveSubscriptions } from '../repo/push.ts';
import { findTicket } from '../repo/tickets.ts';
import { type Arrival, judgeArrival } from '../rules/appointments.ts';
import type { Appointment } from '../schema/appointments.ts';
import type { Priority, ServiceGroup, Ticket, TicketView } from '../schema.ts';
import { ticketView } from '../views.ts';
import { allowedState, lockAppointment } from './change-appointment.ts';
import { placeTicket } from './issue-ticket.ts';
import { publishAppointments } from './publish.ts';

const t = appointmentMessages('vi');

/** What else is known of somebody who arrives. */
export interface CheckInInput {
  /** Came too early and rather waits in the ordinary line than comes back. */
  readonly waitInLine?: boolean;
  readonly priority?: Priority | undefined;
  readonly requestId?: string | undefined;
}

/** A checked-in visitor: the ticket, and why it stands in its lane. */
export interface CheckedIn {
  readonly ticket: TicketView;
  readonly arrival: 'on-time' | 'late' | 'early';
}

/** The lane for this arrival. @throws Problem `not-allowed-now` on another day, or too early for who does not want to wait in line */
function laneFor(
  appointment: Appointment,
  arrival: Arrival,
  input: CheckInInput,
): { readonly lane: Ticket['lane']; readonly arrival: CheckedIn['arrival'] } {
  const otherwise = input.priority === undefined ? 'ordinary' : 'priority';
  switch (arrival.kind) {
    case 'on-time':
      return { lane: 'appointment', arrival: 'on-time' };
    case 'late':
      return { lane: otherwise, arrival: 'late' };
    case 'too-early':
      if (input.waitInLine === true) {
        return { lane: otherwise, arrival: 'early' };
      }
      throw new Problem('not-allowed-now', {
        detail: t('too-early', {
          time: formatTime(toLocal(appointment.start)),
          from: formatTime(toLocal(arrival.from)),
        }),
        allowed: ['wait-in-line'],
      });
    case 'other-day':
      throw new Problem('not-allowed-now', {
        detail: t('other-day', { when: formatDateTime(appointment.start) }),
      });
    default:
      return arrival satisfies never;
  }
}

async function lineOf(tx: Tx, appointment: Appointment): Promise<ServiceGroup> {
  const group = (await listGroups(tx)).find(({ id }) => id === appointment.groupId);
  if (group === undefined) {
    throw new Problem('not-found', { detail: t('unknown') });
  }
  return group;
}

async function sameAgain(tx: Tx, ticketId: string, now: Temporal.Instant): Promise<CheckedIn | undefined> {
  const ticket = await findTicket(tx, ticketId);
  return ticket === undefined
    ? undefined
    : {
        ticket: await ticketView(tx, ticket, now),
        arrival: ticket.lane === 'appointment' ? 'on-time' : 'late',
      };
}

/**
 * Turns an appointment into a ticket when its person has come (nhận số theo lịch hẹn): on time in the appointments' lane, late or early in
 * the ordinary one. Who was marked absent and still comes on the same day gets an ordinary number. Checking in twice shows the same ticket.
 * @throws Problem `forbidden` (not in the hall), `not-found`, `not-allowed-now` (other day, cancelled; too early, then `allowed` holds
 *   `wait-in-line`)
 */
export async function checkIn(
  ctx: AppContext,
  actor: Actor,
  key: AppointmentKey,
  input: CheckInInput = {},
): Promise<CheckedIn> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.check-in', actor, t('check-in.where'));
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const appointment = await lockAppointment(tx, key);
    if (appointment.ticketId !== null) {
      const same = await sameAgain(tx, appointment.ticketId, now);
      if (same !== undefined) {
        return same;
      }
    }
    const state = allowedState(appointment, 'check-in');
    const judged = judgeArrival(appointment.start, now, await readRules(tx));
    const { lane, arrival } = laneFor(appointment, judged, input);
    const ticket = await placeTicket(
      ctx,
      { tx, actor, at: now },
      {
        group: await lineOf(tx, appointment),
        lane,
        source: actor.kind === 'device' ? 'kiosk' : 'counter',
        need: '',
        procedureCode: appointment.procedureCode,
        priorityReason: input.priority ?? null,
        requestId: input.requestId,
      },
    );
    const change = { state, seat: appointment.seat, ticketId: ticket.id };
    const arrived = await updateAppointment(tx, appointment.id, change, now);
    await moveSubscriptions(tx, appointment.id, ticket.id);
    await addAppointmentEvent(tx, actor, { appointment: arrived, action: 'check-in', note: arrival }, now);
    await publishAppointments(ctx, tx, actor);
    return { ticket: await ticketView(tx, ticket, now), arrival };
  });
}
