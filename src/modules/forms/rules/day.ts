/**
 * Days as people know them: whole, month and year, the year alone, or not at all. Typed as `14/2/1950`, `/2/1950`,
 * `//1950`; kept as `1950-02-14`, `1950-02`, `1950`, `unknown`. Plain numbers, since browsers have no Temporal yet.
 */

/** The answer of somebody who does not know the day. */
export const UNKNOWN_DAY = 'unknown';

/** A day with what is known of it; the rest null. */
export interface KnownDay {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
}

/** Days of a month. */
function lengthOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The three boxes of an answer, kept or typed, as text: what a form shows again. */
export function dayParts(value: string): { day: string; month: string; year: string } {
  const kept = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(value);
  if (kept) {
    const plain = (part: string | undefined) => (part === undefined ? '' : String(Number(part)));
    return { day: plain(kept[3]), month: plain(kept[2]), year: kept[1] ?? '' };
  }
  if (value === UNKNOWN_DAY) {
    return { day: '', month: '', year: '' };
  }
  const [day = '', month = '', year = ''] = value.split('/');
  return { day, month, year };
}

/** Reads a day, kept or typed. `null` when no calendar has it: a 31 April, a word, a day without its month. */
export function readDay(value: string): KnownDay | null {
  if (value === UNKNOWN_DAY) {
    return { year: null, month: null, day: null };
  }
  const typed = dayParts(value);
  const number = (text: string, longest: number) =>
    text === '' ? null : new RegExp(`^\\d{1,${longest}}$`).test(text) ? Number(text) : Number.NaN;
  const [day, month, year] = [number(typed.day, 2), number(typed.month, 2), number(typed.year, 4)];
  const known =
    year !== null &&
    year >= 1800 &&
    year <= 2200 &&
    (month === null ? day === null : month >= 1 && month <= 12) &&
    (day === null || month === null || (day >= 1 && day <= lengthOf(year, month)));
  return known ? { year, month, day } : null;
}

const two = (n: number) => String(n).padStart(2, '0');

/** The one form in which a day is kept. What cannot be read stays as typed. */
export function keptDay(value: string): string {
  const read = readDay(value);
  if (read === null || value === UNKNOWN_DAY || read.year === null) {
    return value;
  }
  const { year, month, day } = read;
  return [String(year), month === null ? '' : two(month), day === null ? '' : two(day)]
    .filter((part) => part !== '')
    .join('-');
}

/** Whether all of the day is known. */
export function isWhole(day: KnownDay): boolean {
  return day.year !== null && day.month !== null && day.day !== null;
}

/** -1, 0 or 1 as far as both are known; 0 where what is known does not tell them apart. */
export function compareDays(one: KnownDay, other: KnownDay): -1 | 0 | 1 {
  for (const part of ['year', 'month', 'day'] as const) {
    const [a, b] = [one[part], other[part]];
    if (a === null || b === null) {
      return 0;
    }
    if (a !== b) {
      return a < b ? -1 : 1;
    }
  }
  return 0;
}

/** The day so many months later; the last day of a shorter month. Parts that are not known stay so. */
export function addMonths({ year, month, day }: KnownDay, months: number): KnownDay {
  if (year === null || month === null) {
    return { year: year === null ? null : year + Math.ceil(months / 12), month: null, day: null };
  }
  const count = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return {
    year: toYear,
    month: toMonth,
    day: day === null ? null : Math.min(day, lengthOf(toYear, toMonth)),
  };
}

/** Whole years from a day to another: the most there can be and the least, as far as the day is known. Null when nothing is. */
export function yearsBetween(from: KnownDay, to: KnownDay): { least: number; most: number } | null {
  if (from.year === null || to.year === null) {
    return null;
  }
  const years = to.year - from.year;
  const rest = { year: 0, month: from.month, day: from.day };
  const order = compareDays(rest, { year: 0, month: to.month, day: to.day });
  const exact = isWhole(from) || order !== 0;
  return { least: order > 0 || !exact ? years - 1 : years, most: order > 0 ? years - 1 : years };
}

/** "14/02/1950", "02/1950", "1950": figures, as papers carry them. What cannot be read comes back as typed. */
export function dayFigures(value: string): string {
  const read = readDay(value);
  if (read === null || read.year === null) {
    return value === UNKNOWN_DAY ? '' : value;
  }
  return [read.day, read.month]
    .filter((part) => part !== null)
    .map(two)
    .concat(String(read.year))
    .join('/');
}
