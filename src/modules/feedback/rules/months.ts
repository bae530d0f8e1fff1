import { SMALLEST_SAMPLE } from '../rules.ts';
import type { Level } from '../schema.ts';
import { type Interval, wilson } from './interval.ts';

/** Counts of one value of a facet (a procedure, a counter …) in one calendar month. */
export interface Cell {
  readonly value: string;
  /** "2026-11". */
  readonly month: string;
  readonly counts: Readonly<Record<Level, number>>;
}

/** A value of a facet as it may be shown: sums of its months that rest on enough ratings. */
export interface FacetRow {
  readonly value: string;
  readonly sample: number;
  /** Ratings of months that are not shown. */
  readonly hidden: number;
  readonly counts: Readonly<Record<Level, number>>;
  /** Satisfied and very satisfied among all, 0 to 100, one decimal; undefined without a month that may be shown. */
  readonly satisfied: number | undefined;
  readonly interval: Interval | undefined;
  /** Whether there are enough ratings to compare this row with others. */
  readonly comparable: boolean;
}

const size = ({ counts }: Pick<Cell, 'counts'>) => counts[1] + counts[2] + counts[3];

/**
 * Cells of one month that may be shown: those of enough ratings; where just one smaller one stands beside them, the
 * smallest of the others is hidden with it, since the month's total is known.
 */
function openCells(month: readonly Cell[]): readonly Cell[] {
  const filled = month.filter((cell) => size(cell) > 0).sort((a, b) => size(a) - size(b));
  const small = filled.filter((cell) => size(cell) < SMALLEST_SAMPLE);
  const large = filled.filter((cell) => size(cell) >= SMALLEST_SAMPLE);
  return small.length === 1 ? large.slice(1) : large;
}

function shareOf(counts: Cell['counts'], sample: number): number | undefined {
  return sample === 0 ? undefined : Math.round(((counts[2] + counts[3]) / sample) * 1000) / 10;
}

/**
 * Rows of a facet. Each month is shown whole or not at all, so the difference of two periods is again a sum of groups
 * that are large enough: no two readings give a small group's figures (NĐ 118/2025 Điều 29 khoản 3).
 * Rows of at least `compareFrom` ratings come first, best share first; the others follow by name, in no order of merit.
 */
export function facetRows(cells: readonly Cell[], compareFrom: number): readonly FacetRow[] {
  const months = Map.groupBy(cells, (cell) => cell.month);
  const open = new Set([...months.values()].flatMap((month) => openCells(month)));
  const rows = [...Map.groupBy(cells, (cell) => cell.value)].map(([value, all]): FacetRow => {
    const seen = all.filter((cell) => open.has(cell));
    const sum = (level: Level) => seen.reduce((n, { counts }) => n + counts[level], 0);
    const counts = { 1: sum(1), 2: sum(2), 3: sum(3) };
    const sample = size({ counts });
    return {
      value,
      sample,
      hidden: all.reduce((n, cell) => n + size(cell), 0) - sample,
      counts,
      satisfied: shareOf(counts, sample),
      interval: wilson(counts[2] + counts[3], sample),
      comparable: sample >= compareFrom,
    };
  });
  return rows.sort((a, b) => {
    if (a.comparable !== b.comparable) {
      return a.comparable ? -1 : 1;
    }
    const better = a.comparable ? (b.satisfied ?? 0) - (a.satisfied ?? 0) : 0;
    return better === 0 ? a.value.localeCompare(b.value, 'vi') : better;
  });
}

/** One point of the trend: a calendar month of all ratings. */
export interface TrendPoint {
  readonly month: string;
  readonly sample: number;
  readonly satisfied: number | undefined;
  readonly interval: Interval | undefined;
}

/** The trend over all months of a span, also those without ratings; a month of too few shows no share. */
export function trendOf(cells: readonly Cell[], months: readonly string[]): readonly TrendPoint[] {
  return months.map((month) => {
    const found = cells.find((cell) => cell.month === month);
    const sample = found === undefined ? 0 : size(found);
    if (found === undefined || sample < SMALLEST_SAMPLE) {
      return { month, sample, satisfied: undefined, interval: undefined };
    }
    const { counts } = found;
    return {
      month,
      sample,
      satisfied: shareOf(counts, sample),
      interval: wilson(counts[2] + counts[3], sample),
    };
  });
}

/** "2026-11" of each calendar month from the first to the last day. */
export function monthsBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): readonly string[] {
  const last = to.toPlainYearMonth();
  const months: string[] = [];
  for (
    let month = from.toPlainYearMonth();
    Temporal.PlainYearMonth.compare(month, last) <= 0;
    month = month.add({ months: 1 })
  ) {
    months.push(month.toString());
  }
  return months;
}

/** Whole months inside a span that are over on the given day: those whose figures no longer move. */
export function closedMonths(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  today: Temporal.PlainDate,
): readonly string[] {
  return monthsBetween(from, to).filter((text) => {
    const month = Temporal.PlainYearMonth.from(text);
    const first = month.toPlainDate({ day: 1 });
    const last = month.toPlainDate({ day: month.daysInMonth });
    return (
      Temporal.PlainDate.compare(first, from) >= 0 &&
      Temporal.PlainDate.compare(last, to) <= 0 &&
      Temporal.PlainDate.compare(last, today) < 0
    );
  });
}
