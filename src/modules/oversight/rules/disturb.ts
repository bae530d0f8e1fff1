import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { openSpans } from '#modules/calendar/rules/compile.ts';
import { dayOf, toLocalMs } from '#modules/calendar/rules/local-time.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import type { WarningSettings } from '../schema/settings.ts';

/**
 * Whether people may be disturbed now: in office hours only, so not at lunch, at night and on days off, and not in the
 * quiet hours of the settings. A span whose end is not after its beginning runs over midnight.
 * @throws CalendarError where the calendar does not cover the day
 */
export function mayDisturb(
  now: Temporal.Instant,
  calendar: CompiledCalendar,
  { quiet }: Pick<WarningSettings, 'quiet'>,
): boolean {
  const ms = toLocalMs(now);
  // The very closing moment is still office time: what falls due then is told then.
  const open = openSpans(calendar, dayOf(ms)).some((span) => ms >= span.start && ms <= span.end);
  const time = formatTime(toLocal(now));
  const hushed = quiet.some(({ from, to }) =>
    from < to ? time >= from && time < to : time >= from || time < to,
  );
  return open && !hushed;
}
