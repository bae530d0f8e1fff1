/**
 * The hall's day: from when on numbers are given, when the last ones are, lunch, and closing. No law fixes these; office hours are the
 * calendar's, the minutes around them the centre's own rules.
 */

/** Where the hall's day stands. `last-numbers`: still working, no numbers any more; `day-off`: no office hours today. */
export const DAY_PHASES = ['before', 'open', 'last-numbers', 'lunch', 'closed', 'day-off'] as const;
/** One of {@link DAY_PHASES}. */
export type DayPhase = (typeof DAY_PHASES)[number];

/** An unbroken stretch of office hours of the day. */
export interface Stretch {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

/** When numbers are given around the office hours, all in whole minutes. */
export interface NumberHours {
  /** False: numbers are given at any hour, and nobody is told of closing. */
  readonly keepsHours: boolean;
  /** Minutes before the first opening. */
  readonly opensBefore: number;
  /** Minutes before the last closing. */
  readonly lastNumbersBefore: number;
  /** Whether numbers are given between two stretches of the day. */
  readonly numbersOverLunch: boolean;
}

/** Until the centre sets its own rules. */
export const USUAL_HOURS: NumberHours = {
  keepsHours: false,
  opensBefore: 30,
  lastNumbersBefore: 15,
  numbersOverLunch: true,
};

/** The day as it stands at an instant. */
export interface HallDay {
  readonly phase: DayPhase;
  /** Whether visitors get numbers now. Officers may always give one. */
  readonly givesNumbers: boolean;
  /** When numbers are given, or counters work, again today; null when not any more. */
  readonly opensAt: Temporal.Instant | null;
  /** When the last numbers of today are given. */
  readonly lastNumbersAt: Temporal.Instant | null;
  readonly closesAt: Temporal.Instant | null;
}

const ALWAYS: HallDay = {
  phase: 'open',
  givesNumbers: true,
  opensAt: null,
  lastNumbersAt: null,
  closesAt: null,
};

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;

/**
 * The phase of the hall's day.
 * @param stretches today's office hours in order; empty on a day off
 */
export function dayOfHall(now: Temporal.Instant, stretches: readonly Stretch[], hours: NumberHours): HallDay {
  if (!hours.keepsHours) {
    return ALWAYS;
  }
  const [first] = stretches;
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) {
    return { ...ALWAYS, phase: 'day-off', givesNumbers: false };
  }
  const closesAt = last.end;
  const lastNumbersAt = closesAt.subtract({ minutes: hours.lastNumbersBefore });
  const numbersFrom = first.start.subtract({ minutes: hours.opensBefore });
  const over = !isBefore(now, lastNumbersAt);
  const day = { lastNumbersAt, closesAt };
  if (!isBefore(now, closesAt)) {
    return { ...day, phase: 'closed', givesNumbers: false, opensAt: null };
  }
  if (isBefore(now, first.start)) {
    return {
      ...day,
      phase: 'before',
      givesNumbers: !over && !isBefore(now, numbersFrom),
      opensAt: first.start,
    };
  }
  const next = stretches.find(({ start }) => isBefore(now, start));
  const working = stretches.some(({ start, end }) => !isBefore(now, start) && isBefore(now, end));
  if (!working) {
    return {
      ...day,
      phase: 'lunch',
      givesNumbers: hours.numbersOverLunch && !over,
      opensAt: next?.start ?? null,
    };
  }
  return { ...day, phase: over ? 'last-numbers' : 'open', givesNumbers: !over, opensAt: null };
}

/** A break of the day that is still to come: whole minutes from now, and how long it lasts. */
export interface ComingBreak {
  readonly after: number;
  readonly lasts: number;
}

/** The break at the end of the stretch of office hours that contains the instant; undefined outside office hours and in the last stretch. */
export function comingBreak(now: Temporal.Instant, stretches: readonly Stretch[]): ComingBreak | undefined {
  const index = stretches.findIndex(({ start, end }) => !isBefore(now, start) && isBefore(now, end));
  const [here, next] = [stretches[index], stretches[index + 1]];
  if (here === undefined || next === undefined) {
    return undefined;
  }
  const minutes = (from: Temporal.Instant, to: Temporal.Instant) =>
    Math.round((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
  return { after: minutes(now, here.end), lasts: minutes(here.end, next.start) };
}
