import { getCalendar } from '#modules/calendar/queries.ts';
import { openSpans } from '#modules/calendar/rules/compile.ts';
import { fromLocalMs, toEpochDay } from '#modules/calendar/rules/local-time.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatTime, localDay, toLocal } from '#platform/time.ts';
import { hallMessages } from './messages-hall.ts';
import { rulesOn } from './repo/hall-rules.ts';
import { type ComingBreak, comingBreak, dayOfHall, type HallDay, type Stretch } from './rules/day.ts';

/**
 * The hall's day at an instant, by the calendar of open doors and the centre's rules.
 * @throws Problem `not-found` when the centre keeps hours but has no calendar
 */
export async function hallDayAt(tx: Tx, centreId: string, now: Temporal.Instant): Promise<HallDay> {
  const day = localDay(now);
  const { hours } = await rulesOn(tx, day);
  if (!hours.keepsHours) {
    return dayOfHall(now, [], hours);
  }
  return dayOfHall(now, await stretchesOf(tx, centreId, now), hours);
}

async function stretchesOf(tx: Tx, centreId: string, now: Temporal.Instant): Promise<readonly Stretch[]> {
  const { open } = await getCalendar(tx, centreId, now);
  return openSpans(open, toEpochDay(localDay(now))).map(({ start, end }) => ({
    start: fromLocalMs(start),
    end: fromLocalMs(end),
  }));
}

/** The lunch break that is still to come, by the calendar of open doors; undefined where the centre keeps no hours in its hall. */
export async function breakAt(
  tx: Tx,
  centreId: string,
  now: Temporal.Instant,
): Promise<ComingBreak | undefined> {
  const { hours } = await rulesOn(tx, localDay(now));
  return hours.keepsHours ? comingBreak(now, await stretchesOf(tx, centreId, now)) : undefined;
}

/** Before opening and over lunch it depends on the centre whether numbers are given all the same. */
function wordsKey(phase: Exclude<HallDay['phase'], 'open'>, givesNumbers: boolean) {
  switch (phase) {
    case 'before':
      return givesNumbers ? 'day.before-numbers' : 'day.before';
    case 'lunch':
      return givesNumbers ? 'day.lunch' : 'day.lunch-no-numbers';
    default:
      return `day.${phase}` as const;
  }
}

/** What people in the hall are told of the day; undefined while it simply works. */
export function dayWords(day: HallDay, lang: Lang): string | undefined {
  if (day.phase === 'open') {
    return undefined;
  }
  const time = (instant: Temporal.Instant | null) => (instant === null ? '' : formatTime(toLocal(instant)));
  return hallMessages(lang)(wordsKey(day.phase, day.givesNumbers), {
    opens: time(day.opensAt),
    closes: time(day.closesAt),
  });
}

/** @throws Problem `not-allowed-now` while no numbers are given, in words that say when they are again */
export function checkGivesNumbers(day: HallDay): void {
  if (!day.givesNumbers) {
    throw new Problem('not-allowed-now', { detail: dayWords(day, 'vi') ?? '' });
  }
}
