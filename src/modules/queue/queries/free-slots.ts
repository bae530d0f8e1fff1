import { getCalendar } from '#modules/calendar/queries.ts';
import { type CompiledCalendar, planOf } from '#modules/calendar/rules/compile.ts';
import { MINUTE, toEpochDay } from '#modules/calendar/rules/local-time.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { fromLocal } from '#platform/time.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { listPlans } from '../repo/appointment-plans.ts';
import { listTaken } from '../repo/appointments.ts';
import { listGroups } from '../repo/groups.ts';
import {
  type OpenStretch,
  offeredDays,
  type Slot,
  seatsLeft,
  seatsOf,
  slotsOfDay,
  type TakenSeat,
} from '../rules/appointments.ts';
import type { PlanInput } from '../schema/appointments.ts';
import type { ServiceGroup } from '../schema.ts';

/** A line with what can be booked in it and when the doors are open. */
export interface Bookable {
  readonly group: ServiceGroup;
  readonly plan: PlanInput;
  /** Open doors of a day; none on a day that the calendar does not answer for. */
  openOn(day: Temporal.PlainDate): readonly OpenStretch[];
}

/** A slot with the places left. */
export interface FreeSlot extends Slot {
  readonly left: number;
}

/** A day that is offered; `left` is 0 when it is full. Days on which nobody works are not offered. */
export interface OfferedDay {
  readonly day: Temporal.PlainDate;
  readonly left: number;
}

function openStretches(calendar: CompiledCalendar, day: Temporal.PlainDate): readonly OpenStretch[] {
  const epochDay = toEpochDay(day);
  if (epochDay < calendar.first || epochDay > calendar.last) {
    return [];
  }
  return planOf(calendar, epochDay).open.map(({ start, end }) => ({
    start: start / MINUTE,
    end: end / MINUTE,
  }));
}

/** When the centre's doors are open, by the newest calendar. @throws Problem `not-found` without a calendar */
export async function openHours(
  tx: Tx,
  centreId: string,
): Promise<(day: Temporal.PlainDate) => readonly OpenStretch[]> {
  const { open } = await getCalendar(tx, centreId);
  return (day) => openStretches(open, day);
}

/** The lines that can be booked now, in the order of the hall. */
export async function listBookable(tx: Tx, centreId: string): Promise<readonly Bookable[]> {
  const plans = await listPlans(tx);
  const groups = (await listGroups(tx)).filter((group) => group.active);
  const open = groups.flatMap((group) => {
    const plan = plans.get(group.id);
    return plan === undefined || !plan.enabled || seatsOf(plan) === 0 ? [] : [{ group, plan }];
  });
  if (open.length === 0) {
    return [];
  }
  const openOn = await openHours(tx, centreId);
  return open.map((line) => ({ ...line, openOn }));
}

/** The line, or why it cannot be booked. @throws Problem `not-found`, `not-allowed-now` */
export async function getBookable(tx: Tx, centreId: string, groupId: string): Promise<Bookable> {
  const line = (await listBookable(tx, centreId)).find(({ group }) => group.id === groupId);
  if (line !== undefined) {
    return line;
  }
  const group = (await listGroups(tx)).find(({ id }) => id === groupId);
  throw group === undefined
    ? new Problem('not-found', { detail: appointmentMessages('vi')('group-unknown') })
    : new Problem('not-allowed-now', {
        detail: appointmentMessages('vi')('not-bookable', { name: group.name }),
      });
}

function withPlaces(
  slots: readonly Slot[],
  plan: PlanInput,
  taken: readonly TakenSeat[],
): readonly FreeSlot[] {
  const seats = seatsOf(plan);
  return slots.map((slot) => ({ ...slot, left: seatsLeft(slot, seats, taken) }));
}

/** All slots of the horizon with the places left, soonest first. */
async function allSlots(
  tx: Tx,
  { group, plan, openOn }: Bookable,
  now: Temporal.Instant,
): Promise<readonly { readonly day: Temporal.PlainDate; readonly slots: readonly FreeSlot[] }[]> {
  const days = offeredDays(plan, now);
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) {
    return [];
  }
  const horizon = { start: fromLocal(first, '00:00'), end: fromLocal(last.add({ days: 1 }), '00:00') };
  const taken = await listTaken(tx, group.id, horizon);
  return days.map((day) => ({
    day,
    slots: withPlaces(slotsOfDay(plan, day, openOn(day), now), plan, taken),
  }));
}

/** The days on which there are slots at all, with the places left. */
export async function offeredDaysOf(
  tx: Tx,
  line: Bookable,
  now: Temporal.Instant,
): Promise<readonly OfferedDay[]> {
  const days = await allSlots(tx, line, now);
  return days
    .filter(({ slots }) => slots.length > 0)
    .map(({ day, slots }) => ({ day, left: slots.reduce((sum, slot) => sum + slot.left, 0) }));
}

/** The slots of one day with the places left, full ones too. */
export async function slotsOn(
  tx: Tx,
  { group, plan, openOn }: Bookable,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<readonly FreeSlot[]> {
  const slots = slotsOfDay(plan, day, openOn(day), now);
  const whole = { start: fromLocal(day, '00:00'), end: fromLocal(day.add({ days: 1 }), '00:00') };
  return withPlaces(slots, plan, await listTaken(tx, group.id, whole));
}

/** Slots with a place left: those after the wanted time first, soonest first, then those before it, latest first. */
export async function nextFreeSlots(
  tx: Tx,
  line: Bookable,
  { wanted, now }: { readonly wanted: Temporal.Instant; readonly now: Temporal.Instant },
  limit: number,
): Promise<readonly FreeSlot[]> {
  const days = await allSlots(tx, line, now);
  const free = days.flatMap(({ slots }) => slots).filter(({ left }) => left > 0);
  const isLater = (slot: FreeSlot) => Temporal.Instant.compare(slot.start, wanted) > 0;
  const earlier = free.filter((slot) => !isLater(slot)).reverse();
  return [...free.filter(isLater), ...earlier].slice(0, limit);
}
