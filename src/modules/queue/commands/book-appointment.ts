import { randomInt } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { APPOINTMENT_POLICY } from '../appointment-policy.ts';
import { getBookable } from '../queries/free-slots.ts';
import { countOpen, insertContact } from '../repo/appointment-contacts.ts';
import { readRules } from '../repo/appointment-plans.ts';
import {
  addAppointmentEvent,
  findAppointment,
  findAppointmentRequest,
  insertAppointment,
} from '../repo/appointments.ts';
import type { Appointment, BookInput } from '../schema/appointments.ts';
import { newToken } from './issue-ticket.ts';
import { publishAppointments } from './publish.ts';
import { findPlace, type Place, takeSlot } from './take-slot.ts';

const t = appointmentMessages('vi');
const CODES = 100_000_000;
const CODE_TRIES = 10;

/** The appointment that this request made before. @throws Problem `conflict` when the request did something else */
async function repeated(tx: Tx, requestId: string | undefined): Promise<Appointment | undefined> {
  const before = await findAppointmentRequest(tx, requestId);
  if (before === undefined) {
    return undefined;
  }
  if (before.action !== 'book') {
    throw new Problem('conflict', { detail: t('request.other') });
  }
  return findAppointment(tx, { id: before.appointmentId });
}

/** @throws Problem `conflict` when the phone number has enough open bookings already */
async function checkPhone(tx: Tx, phone: string): Promise<void> {
  const { openPerPhone } = await readRules(tx);
  const count = await countOpen(tx, phone);
  if (count >= openPerPhone) {
    const detail = t('too-many', { count });
    throw new Problem('conflict', { detail, fields: [{ path: 'phone', message: detail }] });
  }
}

/** Eight random digits, short enough for a kiosk; those in use are left out. */
async function store(
  tx: Tx,
  actor: Actor,
  input: BookInput,
  place: Place,
  { requestId, at }: { readonly requestId: string | undefined; readonly at: Temporal.Instant },
): Promise<Appointment> {
  for (let attempt = 0; attempt < CODE_TRIES; attempt += 1) {
    const appointment = await insertAppointment(tx, {
      ...place.slot,
      seat: place.seat,
      centreId: actor.centreId,
      token: newToken(),
      code: String(randomInt(CODES)).padStart(8, '0'),
      groupId: input.groupId,
      procedureCode: input.procedureCode ?? null,
      requestId,
      at,
    });
    if (appointment !== undefined) {
      return appointment;
    }
  }
  throw new Error('no free code for an appointment was found');
}

/**
 * Books an appointment (đặt lịch hẹn): a place in the slot, a code, an address that cannot be guessed. A repeated request id gives the
 * same appointment.
 * @throws Problem `forbidden`, `not-found` (group), `not-allowed-now` (no such slot), `conflict` (slot full, with the next free ones in
 *   `facts.next`; phone with too many open bookings; request id used otherwise), `unavailable` (too many at the same moment)
 */
export async function bookAppointment(
  ctx: AppContext,
  actor: Actor,
  input: BookInput,
  requestId?: string,
): Promise<Appointment> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.book', actor);
  return takeSlot(ctx, actor, input, async (tx) => {
    const at = ctx.clock.now();
    const same = await repeated(tx, requestId);
    if (same !== undefined) {
      return same;
    }
    const line = await getBookable(tx, actor.centreId, input.groupId);
    await checkPhone(tx, input.phone);
    const place = await findPlace(tx, line, input.start, at);
    if (place === undefined) {
      return undefined;
    }
    const appointment = await store(tx, actor, input, place, { requestId, at });
    const { name, phone } = input;
    await insertContact(tx, { appointmentId: appointment.id, centreId: actor.centreId, name, phone });
    await addAppointmentEvent(tx, actor, { appointment, action: 'book', requestId }, at);
    const { id: appointmentId, token, start } = appointment;
    await ctx.events.emit('appointment.booked', { appointmentId, token, start }, { tx, actor, at });
    await publishAppointments(ctx, tx, actor);
    return appointment;
  });
}
