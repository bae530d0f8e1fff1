import { maskNumber } from '#modules/dossiers/rules/mask.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { APPOINTMENT_POLICY } from '../appointment-policy.ts';
import { findContact } from '../repo/appointment-contacts.ts';
import { listPlans, readRules } from '../repo/appointment-plans.ts';
import {
  type AppointmentKey,
  type AppointmentLine,
  countOutcomes,
  findAppointment,
  listAppointments,
  type Outcomes,
} from '../repo/appointments.ts';
import { listGroups } from '../repo/groups.ts';
import { findTicket } from '../repo/tickets.ts';
import { type Arrival, comeFrom, isOpenFor, judgeArrival, seatsOf } from '../rules/appointments.ts';
import { type Appointment, type PlanInput, type RulesInput, USUAL_PLAN } from '../schema/appointments.ts';
import type { ServiceGroup } from '../schema.ts';
import {
  type FreeSlot,
  getBookable,
  listBookable,
  type OfferedDay,
  offeredDaysOf,
  openHours,
  slotsOn,
} from './free-slots.ts';

/** Who booked an appointment that still stands, with its code, for a module that tells them of it; null when it is cancelled or its person forgotten. */
export async function appointmentContactIn(
  tx: Tx,
  appointmentId: string,
): Promise<{ readonly name: string; readonly phone: string; readonly code: string } | null> {
  const appointment = await findAppointment(tx, { id: appointmentId });
  const contact = appointment?.state === 'booked' ? await findContact(tx, appointmentId) : undefined;
  return appointment === undefined || contact === undefined ? null : { ...contact, code: appointment.code };
}

/** The lines that can be booked now. @throws Problem `forbidden` */
export async function bookableGroups(ctx: AppContext, actor: Actor): Promise<readonly ServiceGroup[]> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.book', actor);
  const lines = await readOnly(ctx, actor, (tx) => listBookable(tx, actor.centreId));
  return lines.map(({ group }) => group);
}

/** The days of a line that have slots. @throws Problem `forbidden`, `not-found`, `not-allowed-now` (takes no bookings) */
export async function bookableDays(
  ctx: AppContext,
  actor: Actor,
  groupId: string,
): Promise<readonly OfferedDay[]> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.book', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) =>
    offeredDaysOf(tx, await getBookable(tx, actor.centreId, groupId), now),
  );
}

/** The slots of a line on a day, full ones too. @throws as {@link bookableDays} */
export async function bookableSlots(
  ctx: AppContext,
  actor: Actor,
  groupId: string,
  day: Temporal.PlainDate,
): Promise<readonly FreeSlot[]> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.book', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) =>
    slotsOn(tx, await getBookable(tx, actor.centreId, groupId), day, now),
  );
}

/** An appointment as its holder sees it: no name, the phone masked. */
export interface AppointmentView {
  readonly appointment: Appointment;
  readonly group: Pick<ServiceGroup, 'id' | 'letter' | 'name' | 'nameEn'>;
  /** "090****001"; null once it was forgotten. */
  readonly phone: string | null;
  /** The doors are closed at that time by now: a day off was announced after the booking. */
  readonly closed: boolean;
  /** From when on the person may come: not before the doors open. */
  readonly comeFrom: Temporal.Instant;
  /** What arriving now would mean. */
  readonly arrival: Arrival;
  readonly rules: RulesInput;
  /** Address of the ticket that it became. */
  readonly ticketToken: string | null;
}

async function view(
  tx: Tx,
  centreId: string,
  appointment: Appointment,
  now: Temporal.Instant,
): Promise<AppointmentView> {
  const group = (await listGroups(tx)).find(({ id }) => id === appointment.groupId);
  const contact = await findContact(tx, appointment.id);
  const ticket = appointment.ticketId === null ? undefined : await findTicket(tx, appointment.ticketId);
  const rules = await readRules(tx);
  const open = (await openHours(tx, centreId))(localDay(appointment.start));
  return {
    appointment,
    group: group ?? { id: appointment.groupId, letter: '', name: '', nameEn: '' },
    phone: contact === undefined ? null : maskNumber(contact.phone),
    closed: appointment.state === 'booked' && !isOpenFor(appointment, open),
    comeFrom: comeFrom(appointment, open, rules),
    arrival: judgeArrival(appointment.start, now, rules),
    rules,
    ticketToken: ticket?.token ?? null,
  };
}

/** The appointment behind an unguessable address, or behind its code at the kiosk. @throws Problem `forbidden`, `not-found` */
export async function getAppointment(
  ctx: AppContext,
  actor: Actor,
  key: AppointmentKey,
): Promise<AppointmentView> {
  const right = 'token' in key ? 'appointment.follow' : 'appointment.check-in';
  const t = appointmentMessages('vi');
  authorise(APPOINTMENT_POLICY, actor, right, actor, t('check-in.where'));
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const appointment = await findAppointment(tx, key);
    if (appointment === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    return view(tx, actor.centreId, appointment, now);
  });
}

/** A day's appointments as the officers see them: names to call people by, phones masked. */
export interface AppointmentDay {
  readonly day: Temporal.PlainDate;
  readonly lines: readonly (AppointmentLine & { readonly arrival: Arrival })[];
  readonly rules: RulesInput;
}

/** The appointments of a day, soonest first, without cancelled ones. @throws Problem `forbidden` */
export async function appointmentsOn(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<AppointmentDay> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.list', actor);
  const now = ctx.clock.now();
  const during = { start: fromLocal(day, '00:00'), end: fromLocal(day.add({ days: 1 }), '00:00') };
  return readOnly(ctx, actor, async (tx) => {
    const rules = await readRules(tx);
    const lines = await listAppointments(tx, during);
    return {
      day,
      rules,
      lines: lines.map((line) => ({
        ...line,
        phone: line.phone === null ? null : maskNumber(line.phone),
        arrival: judgeArrival(line.start, now, rules),
      })),
    };
  });
}

/** One line on the administrator's page. */
export interface PlanOverview {
  readonly group: ServiceGroup;
  readonly plan: PlanInput;
  /** Places of a slot that may be booked. */
  readonly seats: number;
  readonly outcomes: Outcomes;
}

const LOOK_BACK_DAYS = 30;

/** What can be booked in each line, with what became of the bookings of the last thirty days. @throws Problem `forbidden` */
export async function appointmentPlans(
  ctx: AppContext,
  actor: Actor,
): Promise<{ readonly plans: readonly PlanOverview[]; readonly rules: RulesInput }> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.plan', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const plans = await listPlans(tx);
    const outcomes = await countOutcomes(tx, now.subtract({ hours: 24 * LOOK_BACK_DAYS }), now);
    const none = { arrived: 0, missed: 0, cancelled: 0 };
    return {
      rules: await readRules(tx),
      plans: (await listGroups(tx)).map((group) => {
        const plan = plans.get(group.id) ?? USUAL_PLAN;
        return { group, plan, seats: seatsOf(plan), outcomes: outcomes.get(group.id) ?? none };
      }),
    };
  });
}
