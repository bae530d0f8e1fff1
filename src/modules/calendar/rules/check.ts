import type { DayRange } from '../schema.ts';
import { type CompiledCalendar, planOf } from './compile.ts';
import { type EpochDay, toEpochDay, toIsoDay, toPlainDate, weekdayIndex } from './local-time.ts';
import { ancestorsDay, tet } from './lunar.ts';
import { toRanges } from './notes.ts';

/** Occasions of Bộ luật Lao động Điều 112 and NQ 28/2026/QH16, for which the calendar is checked. */
export type Occasion =
  | 'new-year'
  | 'tet'
  | 'ancestors'
  | 'victory'
  | 'labour'
  | 'national-day'
  | 'culture-day';

/** Something an administrator should look at. None of them makes the calendar unusable. */
export type Finding =
  | {
      readonly kind: 'holiday-worked';
      readonly occasion: Occasion;
      readonly year: number;
      readonly day: string;
    }
  | { readonly kind: 'tet-short'; readonly year: number; readonly day: string; readonly daysOff: number }
  | { readonly kind: 'estimates'; readonly year: number; readonly days: readonly DayRange[] }
  | { readonly kind: 'next-year-missing'; readonly year: number }
  | { readonly kind: 'ends-soon'; readonly last: string };

/** Ngày Văn hóa Việt Nam is a day off since NQ 28/2026/QH16. */
const CULTURE_DAY_SINCE = 2026;
/** Working days off at Tết by law. */
const TET_DAYS = 5;

/**
 * Compares a calendar with what the law lets one expect: fixed holidays, Tết and Giỗ Tổ by the lunar calendar at UTC+7,
 * and the day off in lieu where a holiday falls on a weekly rest day (Bộ luật Lao động Điều 111 khoản 3).
 * @param today local day; the year after it should be covered from October on
 */
export function checkCalendar(calendar: CompiledCalendar, today: Temporal.PlainDate): Finding[] {
  const findings: Finding[] = [];
  const lastDay = toPlainDate(calendar.last);
  for (let year = toPlainDate(calendar.first).year; year <= lastDay.year; year += 1) {
    findings.push(
      ...holidaysWorked(calendar, year),
      ...tetShort(calendar, year),
      ...estimates(calendar, year),
    );
  }
  if (lastDay.year <= today.year && today.month >= 10) {
    findings.push({ kind: 'next-year-missing', year: today.year + 1 });
  } else if (Temporal.PlainDate.compare(lastDay, today.add({ months: 3 })) < 0) {
    findings.push({ kind: 'ends-soon', last: lastDay.toString() });
  }
  return findings;
}

function covered(calendar: CompiledCalendar, day: EpochDay): boolean {
  return day >= calendar.first && day <= calendar.last;
}

function worked(calendar: CompiledCalendar, day: EpochDay): boolean {
  return covered(calendar, day) && planOf(calendar, day).open.length > 0;
}

/** Whether the weekday is one on which nobody ever works. */
function weeklyRest(calendar: CompiledCalendar, day: EpochDay): boolean {
  return (calendar.week[weekdayIndex(day)]?.open.length ?? 0) === 0;
}

function holidaysOf(year: number): { occasion: Occasion; day: EpochDay }[] {
  const on = (month: number, day: number): EpochDay => toEpochDay(new Temporal.PlainDate(year, month, day));
  const fixed: { occasion: Occasion; day: EpochDay }[] = [
    { occasion: 'new-year', day: on(1, 1) },
    { occasion: 'ancestors', day: ancestorsDay(year) },
    { occasion: 'victory', day: on(4, 30) },
    { occasion: 'labour', day: on(5, 1) },
    { occasion: 'national-day', day: on(9, 2) },
  ];
  if (year >= CULTURE_DAY_SINCE) {
    fixed.push({ occasion: 'culture-day', day: on(11, 24) });
  }
  return fixed;
}

/** Each holiday, or the next working day in its stead, must be off; Quốc khánh takes a neighbouring day besides. */
function holidaysWorked(calendar: CompiledCalendar, year: number): Finding[] {
  const holidays = holidaysOf(year);
  const taken = new Set(holidays.map((h) => h.day));
  const findings: Finding[] = [];
  const expectOff = (occasion: Occasion, day: EpochDay): void => {
    if (worked(calendar, day)) {
      findings.push({ kind: 'holiday-worked', occasion, year, day: toIsoDay(day) });
    }
  };
  for (const { occasion, day } of holidays) {
    let off = day;
    while (weeklyRest(calendar, off) && off < day + 7) {
      off += 1;
      while (off !== day && taken.has(off)) {
        off += 1;
      }
    }
    taken.add(off);
    expectOff(occasion, off);
  }
  const nationalDay = toEpochDay(new Temporal.PlainDate(year, 9, 2));
  if (worked(calendar, nationalDay - 1) && worked(calendar, nationalDay + 1)) {
    findings.push({ kind: 'holiday-worked', occasion: 'national-day', year, day: toIsoDay(nationalDay - 1) });
  }
  const first = tet(year);
  for (let day = first; day < first + 3; day += 1) {
    expectOff('tet', day);
  }
  return findings;
}

/** Around mùng 1 at least five usual working days must be off. */
function tetShort(calendar: CompiledCalendar, year: number): Finding[] {
  const first = tet(year);
  if (!covered(calendar, first - 4) || !covered(calendar, first + 9)) {
    return [];
  }
  let daysOff = 0;
  for (let day = first - 4; day <= first + 9; day += 1) {
    daysOff += planOf(calendar, day).kind === 'holiday' ? 1 : 0;
  }
  return daysOff >= TET_DAYS ? [] : [{ kind: 'tet-short', year, day: toIsoDay(first), daysOff }];
}

function estimates(calendar: CompiledCalendar, year: number): Finding[] {
  const days = [...calendar.special]
    .filter(([day, plan]) => plan.note?.certainty === 'estimate' && toPlainDate(day).year === year)
    .map(([day]) => day)
    .sort((a, b) => a - b);
  return days.length === 0 ? [] : [{ kind: 'estimates', year, days: toRanges(days, calendar) }];
}
