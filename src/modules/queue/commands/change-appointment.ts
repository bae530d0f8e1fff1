import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { APPOINTMENT_POLICY } from '../appointment-policy.ts';
import { getBookable } from '../queries/free-slots.ts';
import { deleteContact } from '../repo/appointment-contacts.ts';
import {
  type AppointmentKey,
  addAppointmentEvent,
  findAppointment,
  findAppointmentRequest,
  updateAppointment,
} from '../repo/appointments.ts';
import { deleteSubscriptions } from '../repo/push.ts';
import { type AppointmentAction, nextAppointmentState } from '../rules/appointments.ts';
import type { Appointment, MoveInput } from '../schema/appointments.ts';
import { publishAppointments } from './publish.ts';
import { findPlace, takeSlot } from './take-slot.ts';

const t = appointmentMessages('vi');

/** The appointment, locked. @throws Problem `not-found` */
export async function lockAppointment(tx: Tx, key: AppointmentKey): Promise<Appointment> {
  const found = await findAppointment(tx, key, true);
  if (found === undefined) {
    throw new Problem('not-found', { detail: t('unknown') });
  }
  return found;
}

/** The state after the action. @throws Problem `not-allowed-now` */
export function allowedState(appointment: Appointment, action: AppointmentAction): Appointment['state'] {
  const to = nextAppointmentState(appointment.state, action);
  if (to === undefined) {
    const state = t(`state.${appointment.state}`);
    throw new Problem('not-allowed-now', { detail: t('not-allowed', { state }) });
  }
  return to;
}

/** Whether the request was already carried out. @throws Problem `conflict` when it did something else */
async function isRepeated(
  tx: Tx,
  appointment: Appointment,
  action: AppointmentAction,
  requestId: string | undefined,
): Promise<boolean> {
  const before = await findAppointmentRequest(tx, requestId);
  if (before === undefined) {
    return false;
  }
  if (before.action !== action || before.appointmentId !== appointment.id) {
    throw new Problem('conflict', { detail: t('request.other') });
  }
  return true;
}

/**
 * Moves an appointment to another slot of the same line (đổi giờ hẹn); code and address stay. The old place is free at once.
 * @throws Problem `not-found`, `not-allowed-now` (used, over; no such slot), `conflict` (slot full, with the next free ones), `unavailable`
 */
export async function moveAppointment(
  ctx: AppContext,
  actor: Actor,
  token: string,
  input: MoveInput,
  requestId?: string,
): Promise<Appointment> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.follow', actor);
  const known = await readOnly(ctx, actor, (tx) => findAppointment(tx, { token }));
  if (known === undefined) {
    throw new Problem('not-found', { detail: t('unknown') });
  }
  return takeSlot(ctx, actor, { groupId: known.groupId, start: input.start }, async (tx) => {
    const at = ctx.clock.now();
    const appointment = await lockAppointment(tx, { token });
    if (await isRepeated(tx, appointment, 'move', requestId)) {
      return appointment;
    }
    const state = allowedState(appointment, 'move');
    if (appointment.start.equals(input.start)) {
      return appointment;
    }
    const line = await getBookable(tx, actor.centreId, appointment.groupId);
    const place = await findPlace(tx, line, input.start, at);
    if (place === undefined) {
      return undefined;
    }
    const { slot, seat } = place;
    const moved = await updateAppointment(tx, appointment.id, { state, seat, slot }, at);
    await addAppointmentEvent(tx, actor, { appointment: moved, action: 'move', requestId }, at);
    await publishAppointments(ctx, tx, actor);
    return moved;
  });
}

/**
 * Cancels an appointment (hủy lịch hẹn): the place is free again, name and phone are forgotten at once. Cancelling twice is once.
 * @throws Problem `not-found`, `not-allowed-now` (used, over)
 */
export async function cancelAppointment(
  ctx: AppContext,
  actor: Actor,
  token: string,
  requestId?: string,
): Promise<Appointment> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.follow', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const appointment = await lockAppointment(tx, { token });
    if (appointment.state === 'cancelled' || (await isRepeated(tx, appointment, 'cancel', requestId))) {
      return appointment;
    }
    const state = allowedState(appointment, 'cancel');
    const cancelled = await updateAppointment(tx, appointment.id, { state, seat: null }, at);
    await deleteContact(tx, appointment.id);
    await deleteSubscriptions(tx, { appointmentId: appointment.id });
    await addAppointmentEvent(tx, actor, { appointment: cancelled, action: 'cancel', requestId }, at);
    await publishAppointments(ctx, tx, actor);
    return cancelled;
  });
}
