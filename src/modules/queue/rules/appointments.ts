import { fromLocal, localDay } from '#platform/time.ts';

/** What can be booked in one line. All of it is the administrator's setting. */
export interface SlotPlan {
  readonly enabled: boolean;
  /** Length of a slot in minutes. */
  readonly slotMinutes: number;
  /** People that the line serves in one slot. */
  readonly capacity: number;
  /** Percent of the capacity that may book; the rest is for who simply comes. */
  readonly sharePercent: number;
  /** ISO weekdays, 1 is Monday. */
  readonly weekdays: readonly number[];
  /** Minutes before its start until which a slot can be booked. */
  readonly leadMinutes: number;
  /** Days ahead, today not counted. */
  readonly horizonDays: number;
}

/** An unbroken stretch of open doors, in minutes since local midnight. */
export interface OpenStretch {
  readonly start: number;
  readonly end: number;
}

/** A stretch of time that can be booked. */
export interface Slot {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** A booking that holds a place: its slot and which place. */
export interface TakenSeat extends Slot {
  readonly seat: number;
}

const DAY_MINUTES = 24 * 60;

/** Places of a slot that may be booked: the share of the capacity, rounded down. */
export function seatsOf(plan: Pick<SlotPlan, 'capacity' | 'sharePercent'>): number {
  return Math.floor((plan.capacity * plan.sharePercent) / 100);
}

/** The days that may be offered, today first; which of them are open is the calendar's to say. */
export function offeredDays(plan: SlotPlan, now: Temporal.Instant): readonly Temporal.PlainDate[] {
  if (!plan.enabled) {
    return [];
  }
  const today = localDay(now);
  return Array.from({ length: plan.horizonDays + 1 }, (_, days) => today.add({ days })).filter((day) =>
    plan.weekdays.includes(day.dayOfWeek),
  );
}

/**
 * The slots of a day: from each opening on, one after the other, as long as a whole one fits before the doors close, so that none runs into
 * lunch. Those that begin too soon are left out.
 */
export function slotsOfDay(
  plan: SlotPlan,
  day: Temporal.PlainDate,
  open: readonly OpenStretch[],
  now: Temporal.Instant,
): readonly Slot[] {
  if (!offeredDays(plan, now).some((offered) => offered.equals(day))) {
    return [];
  }
  const earliest = now.add({ minutes: plan.leadMinutes });
  const midnight = fromLocal(day, '00:00');
  return open
    .flatMap(({ start, end }) => {
      const count = Math.max(0, Math.floor((Math.min(end, DAY_MINUTES) - start) / plan.slotMinutes));
      return Array.from({ length: count }, (_, index) => start + index * plan.slotMinutes);
    })
    .map((minutes) => ({
      start: midnight.add({ minutes }),
      end: midnight.add({ minutes: minutes + plan.slotMinutes }),
    }))
    .filter((slot) => Temporal.Instant.compare(slot.start, earliest) >= 0);
}

/** Whether two stretches of time have a moment in common. */
export function overlaps(a: Slot, b: Slot): boolean {
  return Temporal.Instant.compare(a.start, b.end) < 0 && Temporal.Instant.compare(b.start, a.end) < 0;
}

/** Places still free in a slot. Bookings made under an older slot length count wherever they overlap. */
export function seatsLeft(slot: Slot, seats: number, taken: readonly TakenSeat[]): number {
  return Math.max(0, seats - taken.filter((booking) => overlaps(booking, slot)).length);
}

/** The lowest free place of a slot; undefined when it is full. */
export function freeSeat(slot: Slot, seats: number, taken: readonly TakenSeat[]): number | undefined {
  if (seatsLeft(slot, seats, taken) === 0) {
    return undefined;
  }
  const used = new Set(taken.filter((booking) => overlaps(booking, slot)).map(({ seat }) => seat));
  return Array.from({ length: seats }, (_, index) => index + 1).find((seat) => !used.has(seat));
}

/** Whether the doors are open during the whole slot: false where a day off was announced after the booking. */
export function isOpenFor(slot: Slot, open: readonly OpenStretch[]): boolean {
  const midnight = fromLocal(localDay(slot.start), '00:00');
  const minutes = (at: Temporal.Instant) => at.since(midnight).total('minutes');
  return open.some(({ start, end }) => start <= minutes(slot.start) && minutes(slot.end) <= end);
}

/** When people may come: the centre's setting. */
export interface ArrivalRules {
  /** Who comes so many minutes before the time or less is on time. */
  readonly earlyMinutes: number;
  /** Who comes so many minutes after the time or less is on time. */
  readonly graceMinutes: number;
}

/** From when on somebody with an appointment may come: the time before it that is early enough, but not before the doors open. */
export function comeFrom(
  slot: Slot,
  open: readonly OpenStretch[],
  rules: Pick<ArrivalRules, 'earlyMinutes'>,
): Temporal.Instant {
  const early = slot.start.subtract({ minutes: rules.earlyMinutes });
  const [first] = open;
  if (first === undefined) {
    return early;
  }
  const doors = fromLocal(localDay(slot.start), '00:00').add({ minutes: first.start });
  return Temporal.Instant.compare(early, doors) < 0 ? doors : early;
}

/** How somebody with an appointment has arrived. */
export type Arrival =
  | { readonly kind: 'other-day' }
  | { readonly kind: 'too-early'; readonly from: Temporal.Instant }
  | { readonly kind: 'on-time' }
  | { readonly kind: 'late'; readonly minutes: number };

/**
 * Judges an arrival. On time is from so many minutes before until so many minutes after the beginning of the slot, both included: then the
 * appointment's lane. Later on the same day the ordinary lane; on another day the appointment says nothing.
 */
export function judgeArrival(start: Temporal.Instant, now: Temporal.Instant, rules: ArrivalRules): Arrival {
  if (!localDay(start).equals(localDay(now))) {
    return { kind: 'other-day' };
  }
  const from = start.subtract({ minutes: rules.earlyMinutes });
  if (Temporal.Instant.compare(now, from) < 0) {
    return { kind: 'too-early', from };
  }
  return isMissed(start, now, rules)
    ? { kind: 'late', minutes: Math.floor(now.since(start).total('minutes')) }
    : { kind: 'on-time' };
}

/** Whether the time of grace has passed: who has not come by now is a no-show, and the place is free again. */
export function isMissed(
  start: Temporal.Instant,
  now: Temporal.Instant,
  rules: Pick<ArrivalRules, 'graceMinutes'>,
): boolean {
  return Temporal.Instant.compare(now, start.add({ minutes: rules.graceMinutes })) > 0;
}

/** Where an appointment stands. */
export const APPOINTMENT_STATES = ['booked', 'arrived', 'no-show', 'cancelled'] as const;
/** One of {@link APPOINTMENT_STATES}. */
export type AppointmentState = (typeof APPOINTMENT_STATES)[number];

/** What may be done with an appointment. */
export type AppointmentAction = 'move' | 'cancel' | 'check-in' | 'no-show';

const TRANSITIONS = {
  booked: { move: 'booked', cancel: 'cancelled', 'check-in': 'arrived', 'no-show': 'no-show' },
  'no-show': { 'check-in': 'arrived' },
  arrived: {},
  cancelled: {},
} as const satisfies Record<AppointmentState, Partial<Record<AppointmentAction, AppointmentState>>>;

/** The state after an action, or undefined when it is not possible now. */
export function nextAppointmentState(
  state: AppointmentState,
  action: AppointmentAction,
): AppointmentState | undefined {
  const row: Partial<Record<AppointmentAction, AppointmentState>> = TRANSITIONS[state];
  return row[action];
}

/**
 * What a person typed or a reader read at check-in: the eight digits of the code, spaces and dashes allowed, or the address in the QR code.
 * Undefined when it is neither.
 */
export function readCheckInText(
  text: string,
): { readonly code: string } | { readonly token: string } | undefined {
  const digits = text.replaceAll(/[\s.-]/g, '');
  if (/^\d{8}$/.test(digits)) {
    return { code: digits };
  }
  const token = /(?:^|\/hen\/)([\w-]{22})(?:[/?#]|$)/.exec(text.trim())?.[1];
  return token === undefined ? undefined : { token };
}

/** "48217730" → "4821 7730": as it is read out and printed. */
export function writeCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** A Vietnamese phone number as it is stored: "+84 912 345 678" → "0912345678". What is none comes back without its signs. */
export function plainPhone(typed: string): string {
  return typed.replaceAll(/[\s.()-]/g, '').replace(/^\+?84(?=\d{9,10}$)/, '0');
}
