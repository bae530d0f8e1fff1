import type { Period } from '../schema.ts';
import type { PeriodKind } from './forms.ts';

/**
 * Where periods are cut: `fifteenth` as NĐ 09/2019 Điều 12 has it (a month runs from the 15th of the one before to the
 * 14th), `calendar` from the first to the last.
 */
export type Cut = 'fifteenth' | 'calendar';

const MONTHS: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/** A period with its name, e.g. "tháng 11/2026", and where it leads by its kind and cut. */
export interface NamedPeriod extends Period {
  readonly kind: PeriodKind;
  readonly cut: Cut;
  /** Number of the month, quarter or half within the year; 1 for a year. */
  readonly no: number;
  readonly year: number;
}

/** The n-th period of its kind in a year. */
export function period(kind: PeriodKind, cut: Cut, year: number, no: number): NamedPeriod {
  const months = MONTHS[kind];
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 }).add({ months: (no - 1) * months });
  const next = first.add({ months });
  return cut === 'calendar'
    ? { kind, cut, no, year, from: first, to: next.subtract({ days: 1 }) }
    : {
        kind,
        cut,
        no,
        year,
        from: first.subtract({ months: 1 }).with({ day: 15 }),
        to: next.subtract({ months: 1 }).with({ day: 14 }),
      };
}

function found(one: NamedPeriod | undefined): NamedPeriod {
  if (one === undefined) {
    throw new RangeError('periods: two years back and one ahead hold every period asked for');
  }
  return one;
}

/** The last period of a kind that is over on this day. */
export function lastPeriod(kind: PeriodKind, cut: Cut, today: Temporal.PlainDate): NamedPeriod {
  const over = (one: NamedPeriod) => Temporal.PlainDate.compare(one.to, today) < 0;
  return found(allPeriods(kind, cut, today).findLast(over));
}

/** The period of a kind that this day falls in. */
export function currentPeriod(kind: PeriodKind, cut: Cut, today: Temporal.PlainDate): NamedPeriod {
  const open = (one: NamedPeriod) => Temporal.PlainDate.compare(today, one.to) <= 0;
  return found(allPeriods(kind, cut, today).find(open));
}

function allPeriods(kind: PeriodKind, cut: Cut, today: Temporal.PlainDate): readonly NamedPeriod[] {
  const perYear = 12 / MONTHS[kind];
  return [-2, -1, 0, 1].flatMap((add) =>
    Array.from({ length: perYear }, (_, i) => period(kind, cut, today.year + add, i + 1)),
  );
}

/** The kind, cut and number of a period whose days are exactly those; null for any other. */
export function nameOf({ from, to }: Period): NamedPeriod | null {
  for (const cut of ['fifteenth', 'calendar'] as const) {
    for (const kind of ['month', 'quarter', 'half-year', 'year'] as const) {
      const same = allPeriods(kind, cut, to).find((one) => one.from.equals(from) && one.to.equals(to));
      if (same !== undefined) {
        return same;
      }
    }
  }
  return null;
}

/**
 * The day by which a form of a period is sent to the province (TT 09/2026/TT-BTP Điều 11 khoản 2): the 20th of the month
 * in which the period of the 15th to the 14th ends; for a period of the calendar, of the month after it.
 */
export function sendBy({ cut, to }: Pick<NamedPeriod, 'cut' | 'to'>): Temporal.PlainDate {
  return (cut === 'fifteenth' ? to : to.add({ days: 1 })).with({ day: 20 });
}
