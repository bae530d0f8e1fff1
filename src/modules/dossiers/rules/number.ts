import { localDay } from '#platform/time.ts';
import type { DossierSettings } from '../schema.ts';

/** What a number is made of. `agency` is the identity code of the agency competent to decide (Đ28 k.2), e.g. `H56.14.2`. */
export interface NumberParts {
  readonly agency: string;
  /** Local day in Việt Nam. */
  readonly day: Temporal.PlainDate;
  readonly n: number;
}

function padded(n: number, width: number): string {
  return String(n).padStart(width, '0');
}

/**
 * Fills a number pattern: `{agency}`, `{YYMMDD}`, `{YYYYMMDD}`, `{YYYY}`, `{n:4}` (at least four digits; more when the
 * day has more). An unknown hole is an error, so that a mistyped setting is seen before the first dossier.
 */
export function renderNumber(pattern: string, parts: NumberParts): string {
  const date = `${padded(parts.day.year, 4)}${padded(parts.day.month, 2)}${padded(parts.day.day, 2)}`;
  return pattern.replace(/\{([^}]+)\}/g, (_hole, name: string) => {
    const width = /^n:(\d)$/.exec(name)?.[1];
    if (width !== undefined) {
      return padded(parts.n, Number(width));
    }
    switch (name) {
      case 'agency':
        return parts.agency;
      case 'YYMMDD':
        return date.slice(2);
      case 'YYYYMMDD':
        return date;
      case 'YYYY':
        return date.slice(0, 4);
      default:
        throw new RangeError(`unknown part of a number pattern: {${name}}`);
    }
  });
}

/** The pattern in force on a day: the latest that begins on or before it. Patterns are dated (rules 3, 9b). */
export function patternOn(
  settings: Pick<DossierSettings, 'numberTemplates'>,
  day: Temporal.PlainDate,
): string {
  const inForce = settings.numberTemplates
    .filter(({ from }) => from <= day.toString())
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (inForce === undefined) {
    throw new RangeError(`no number pattern in force on ${day.toString()}`);
  }
  return inForce.pattern;
}

/** The dossier number (mã hồ sơ) given at `at`: the `n`-th of its agency on that local day. */
export function dossierNumber(
  settings: Pick<DossierSettings, 'numberTemplates'>,
  agency: string,
  at: Temporal.Instant,
  n: number,
): string {
  const day = localDay(at);
  return renderNumber(patternOn(settings, day), { agency, day, n });
}

/** The local receipt number of a centre's layer, until the official code arrives. */
export function localReceiptNumber(
  settings: Pick<DossierSettings, 'localPattern'>,
  at: Temporal.Instant,
  n: number,
): string {
  return renderNumber(settings.localPattern, { agency: '', day: localDay(at), n });
}

/** The sign of a book as it is kept: "SCT/CK, ĐC" and "SCT/CK,ĐC" are one book. */
export function bookSign(typed: string): string {
  return typed.trim().replace(/\s*,\s*/g, ',');
}

/** "01/2026-SCT/CK, ĐC": volume, year and sign of a register (TT 01/2020/TT-BTP, annex note 8). */
export function renderVolume(volume: number, year: number, book: string): string {
  return `${padded(volume, 2)}/${year}-${book.replace(/,\s*/g, ', ')}`;
}

/** "Số chứng thực 12, quyển số 01/2026-SCT/CK, ĐC"; in other books than those of certification just "Số 12, …". */
export function renderRegisterLine(line: { no: number; volume: number; year: number; book: string }): string {
  const what = line.book.startsWith('SCT') ? 'Số chứng thực' : 'Số';
  return `${what} ${padded(line.no, 2)}, quyển số ${renderVolume(line.volume, line.year, line.book)}`;
}
