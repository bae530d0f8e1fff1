import type { DayRange, ExplanationStep } from '../schema.ts';
import { type CompiledCalendar, planOf } from './compile.ts';
import { type EpochDay, toIsoDay } from './local-time.ts';

/** Days in order as ranges of consecutive days, each with the name that its days share. */
export function toRanges(days: readonly EpochDay[], calendar: CompiledCalendar): DayRange[] {
  const ranges: { from: EpochDay; to: EpochDay; name: string | undefined }[] = [];
  for (const day of days) {
    const name = planOf(calendar, day).note?.name;
    const last = ranges.at(-1);
    if (last && last.to === day - 1) {
      last.to = day;
      last.name = last.name === name ? name : undefined;
    } else {
      ranges.push({ from: day, to: day, name });
    }
  }
  return ranges.map(({ from, to, name }) => ({
    from: toIsoDay(from),
    to: toIsoDay(to),
    ...(name === undefined ? {} : { name }),
  }));
}

type DaysStep = Extract<ExplanationStep, { days: readonly DayRange[] }>;

/** A step about days, or nothing where there are none. */
export function daysStep(
  kind: DaysStep['kind'],
  days: readonly EpochDay[],
  calendar: CompiledCalendar,
): ExplanationStep[] {
  return days.length === 0 ? [] : [{ kind, days: toRanges(days, calendar) }];
}

/** The days off and make-up days met between two days (both included), and which of them are only estimates. */
export function specialDaysSteps(
  from: EpochDay,
  to: EpochDay,
  calendar: CompiledCalendar,
): ExplanationStep[] {
  const holidays: EpochDay[] = [];
  const madeUp: EpochDay[] = [];
  for (let day = from; day <= to; day += 1) {
    const { kind } = planOf(calendar, day);
    if (kind === 'holiday') {
      holidays.push(day);
    } else if (kind === 'make-up') {
      madeUp.push(day);
    }
  }
  const estimated = [...holidays, ...madeUp]
    .filter((day) => planOf(calendar, day).note?.certainty === 'estimate')
    .sort((a, b) => a - b);
  return [
    ...daysStep('days-off', holidays, calendar),
    ...daysStep('make-up-days', madeUp, calendar),
    ...daysStep('estimated-days', estimated, calendar),
  ];
}
