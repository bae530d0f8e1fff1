/** How long dossiers of one procedure really took, as the public page says it. Pure. */

/** Working minutes, time waiting for the citizen left out: the quickest quarter, the middle, and nine in ten. */
export interface Took {
  readonly cases: number;
  readonly quick: number;
  readonly usual: number;
  readonly slow: number;
}

/** Fewer finished dossiers say nothing of the next one. */
export const LEAST_CASES = 10;
/** Days looked back, today among them. */
export const TOOK_DAYS = 90;
const HOUR = 60;
/** Working minutes of an ordinary working day. */
const DAY = 8 * HOUR;

/** An amount of working time as people say it. */
export interface Spoken {
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly amount: number;
}

const upTo = (minutes: number, step: number): number => Math.max(1, Math.ceil(minutes / step));

/**
 * Rounded up, so that nobody comes too early: minutes by fives below an hour, whole hours below a working day, then
 * half working days, from ten on whole ones.
 *
 * @param minutes working minutes, 0 or more
 */
export function spoken(minutes: number): Spoken {
  if (minutes <= HOUR - 5) {
    return { unit: 'minutes', amount: upTo(minutes, 5) * 5 };
  }
  if (minutes <= DAY - HOUR) {
    return { unit: 'hours', amount: upTo(minutes, HOUR) };
  }
  const halves = upTo(minutes, DAY / 2) / 2;
  return { unit: 'days', amount: Math.max(1, halves >= 10 ? Math.ceil(halves) : halves) };
}
