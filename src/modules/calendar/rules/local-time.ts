import type { Pause } from '../schema.ts';
import { CalendarError } from './error.ts';

/**
 * Local time as plain numbers, so that a term is a matter of integer arithmetic: milliseconds since 1970-01-01T00:00
 * on the clocks of Viet Nam, which keep UTC+7 without daylight saving (since 13 June 1975). The machine's own zone
 * never enters.
 */
export type LocalMs = number;

/** Days since 1970-01-01. */
export type EpochDay = number;

/** Lengths in milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const OFFSET = 7 * HOUR;
const EPOCH = Temporal.PlainDate.from('1970-01-01');

/** An instant as local time. */
export function toLocalMs(instant: Temporal.Instant): LocalMs {
  return instant.epochMilliseconds + OFFSET;
}

/** Local time as an instant. */
export function fromLocalMs(at: LocalMs): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(at - OFFSET);
}

/** The local day that holds the moment; midnight belongs to the day that begins. */
export function dayOf(at: LocalMs): EpochDay {
  return Math.floor(at / DAY);
}

/** Monday 0 … Sunday 6. */
export function weekdayIndex(day: EpochDay): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The day as a calendar date. */
export function toPlainDate(day: EpochDay): Temporal.PlainDate {
  return EPOCH.add({ days: day });
}

/** `2026-04-23`. */
export function toIsoDay(day: EpochDay): string {
  return toPlainDate(day).toString();
}

/** The day's number, from a date or its ISO form. */
export function toEpochDay(day: Temporal.PlainDate | string): EpochDay {
  return EPOCH.until(Temporal.PlainDate.from(day), { largestUnit: 'day' }).days;
}

/** `2026-04-23T16:45:00+07:00`; fractions of a second only where there are any. */
export function toIsoMoment(at: LocalMs): string {
  return fromLocalMs(at).toString({ timeZone: '+07:00' });
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/i;
const HAS_OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Reads an ISO moment. Without an offset it is the time on the clocks of Viet Nam, whatever the machine's zone.
 * A day without a time of day is refused: its meaning would be a guess.
 * @throws CalendarError `unreadable-moment`
 */
export function parseMoment(text: string): Temporal.Instant {
  const trimmed = text.trim();
  if (MOMENT.test(trimmed)) {
    try {
      return Temporal.Instant.from(HAS_OFFSET.test(trimmed.slice(11)) ? trimmed : `${trimmed}+07:00`);
    } catch {
      // Falls through: the shape is right but the day or the time does not exist, as 30 February.
    }
  }
  throw new CalendarError('unreadable-moment', { text });
}

/**
 * Reads a pause `FROM/TO`.
 * @throws CalendarError `unreadable-pause`, `unreadable-moment` or `pause-reversed`
 */
export function parsePause(text: string): Pause {
  const [from, to, ...rest] = text.split('/');
  if (!from || !to || rest.length > 0) {
    throw new CalendarError('unreadable-pause', { text });
  }
  const pause = { from: parseMoment(from), to: parseMoment(to) };
  refuseReversed(pause);
  return pause;
}

/** @throws CalendarError `pause-reversed` */
export function refuseReversed(pause: Pause): void {
  if (Temporal.Instant.compare(pause.to, pause.from) < 0) {
    throw new CalendarError('pause-reversed', {
      from: toIsoMoment(toLocalMs(pause.from)),
      to: toIsoMoment(toLocalMs(pause.to)),
    });
  }
}
