import { fromLocal, toLocal } from '#platform/time.ts';

/** Hours of the day in which messages may go, local time, `HH:MM`. `until` before `from` runs over midnight. */
export interface AllowedHours {
  readonly from: string;
  readonly until: string;
}

/**
 * Hours in which a Zalo template that is no transaction and a broadcast are taken; from 22:00 to 05:59 they are refused (-133, -234).
 * Five minutes later than the carrier's own hour, so that its clock may be slow.
 */
export const ZALO_HOURS: AllowedHours = { from: '06:05', until: '22:00' };

/** Whether a moment lies within the hours. Equal ends mean the whole day. */
export function withinHours(now: Temporal.Instant, hours: AllowedHours): boolean {
  const time = toLocal(now).toPlainTime();
  const from = Temporal.PlainTime.from(hours.from);
  const until = Temporal.PlainTime.from(hours.until);
  const afterFrom = Temporal.PlainTime.compare(time, from) >= 0;
  const beforeUntil = Temporal.PlainTime.compare(time, until) < 0;
  const order = Temporal.PlainTime.compare(from, until);
  if (order === 0) {
    return true;
  }
  return order < 0 ? afterFrom && beforeUntil : afterFrom || beforeUntil;
}

/** The moment itself when it lies within the hours, else the next time they begin. */
export function nextAllowed(now: Temporal.Instant, hours: AllowedHours): Temporal.Instant {
  if (withinHours(now, hours)) {
    return now;
  }
  const day = toLocal(now).toPlainDate();
  const today = fromLocal(day, hours.from);
  return Temporal.Instant.compare(today, now) > 0 ? today : fromLocal(day.add({ days: 1 }), hours.from);
}
