import type { NamedPeriod } from './periods.ts';

/**
 * The day on which the report of a period is made: the given day of the month in which the period of the 15th to the 14th
 * ended (of the next one where that day was before its end), or of the month after a period of the calendar.
 */
export function runDate(
  { runDay }: { readonly runDay: number },
  { to }: Pick<NamedPeriod, 'to'>,
): Temporal.PlainDate {
  const same = to.with({ day: runDay });
  return Temporal.PlainDate.compare(same, to) > 0 ? same : same.add({ months: 1 });
}
