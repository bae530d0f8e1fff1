/**
 * The own score after QĐ 766/QĐ-TTg (23/6/2022): indicators with their most points and how a share becomes points. How
 * each is counted was read from one description of the portal (October 2026), so the weights are dated configuration.
 */

/** What an indicator's figures come from, when not from our own records. */
export type Outside = 'portal' | 'population' | 'petitions' | 'copies';

/** Codes of the indicators that a commune gets (1.1 to 1.3 are not computed for communes). */
export const INDICATOR_CODES = [
  '1.4',
  '2.1',
  '2.2',
  '3',
  '3.5',
  '3.5b',
  '3.6',
  '4.1',
  '4.2',
  '4.x',
  '4.3',
  '4.4',
  '4.5a',
  '4.5b',
  '5.2',
  '5.3',
  '5.4',
] as const;
export type IndicatorCode = (typeof INDICATOR_CODES)[number];

/** One indicator of the set, as a commune gets it. */
interface Indicator {
  readonly code: IndicatorCode;
  readonly group: 1 | 2 | 3 | 4 | 5;
  readonly most: number;
  /** A share from which all points are given; below it they fall in proportion. */
  readonly fullAt: number;
  readonly outside: Outside | null;
}

function indicator(
  code: IndicatorCode,
  group: Indicator['group'],
  most: number,
  fullAt = 1,
  outside: Outside | null = null,
): Indicator {
  return { code, group, most, fullAt, outside };
}

/** The indicators of a commune: 100 points less the 12 of 1.1 to 1.3. */
export const INDICATORS: readonly Indicator[] = [
  indicator('1.4', 1, 6, 1, 'portal'),
  indicator('2.1', 2, 20),
  indicator('2.2', 2, 0),
  indicator('3', 3, 12),
  indicator('3.5', 3, 2, 0.8, 'portal'),
  indicator('3.5b', 3, 2),
  indicator('3.6', 3, 6),
  indicator('4.1', 4, 6),
  indicator('4.2', 4, 4, 0.8),
  indicator('4.x', 4, 2, 1, 'copies'),
  indicator('4.3', 4, 2, 0.8),
  indicator('4.4', 4, 4, 1, 'portal'),
  indicator('4.5a', 4, 2, 1, 'population'),
  indicator('4.5b', 4, 2, 1, 'population'),
  indicator('5.2', 5, 6, 1, 'petitions'),
  indicator('5.3', 5, 6, 1, 'petitions'),
  indicator('5.4', 5, 6, 0.9),
];

/** Most points by indicator, where they differ from the product's. */
export type Weights = Readonly<Record<string, number>>;

/** How an indicator stands. */
export interface Scored {
  readonly code: string;
  readonly group: Indicator['group'];
  readonly most: number;
  readonly outside: Outside | null;
  /** Dossiers (or procedures) that meet it, of those that count; null where only others know. */
  readonly met: number | null;
  readonly counted: number | null;
  /** Null with nothing to count: no points are invented. Two decimals. */
  readonly points: number | null;
}

/** Points of a share: in proportion up to where all are given, two decimals. */
export function pointsOf(met: number, counted: number, most: number, fullAt: number): number | null {
  if (counted === 0) {
    return null;
  }
  return Math.round(Math.min(1, met / counted / fullAt) * most * 100) / 100;
}

/** Every indicator with its points. `counts` holds what our own records say, by code. */
export function score(
  counts: Readonly<Record<string, { readonly met: number; readonly counted: number }>>,
  weights: Weights = {},
): readonly Scored[] {
  return INDICATORS.map(({ code, group, most: usual, fullAt, outside }) => {
    const most = weights[code] ?? usual;
    const count = outside === null ? counts[code] : undefined;
    return {
      code,
      group,
      most,
      outside,
      met: count?.met ?? null,
      counted: count?.counted ?? null,
      points: count === undefined || most === 0 ? null : pointsOf(count.met, count.counted, most, fullAt),
    };
  });
}

/** Points reached, points that could be counted, and points that could not. */
export function sumOf(lines: readonly Scored[]): {
  readonly points: number;
  readonly most: number;
  readonly missing: number;
} {
  const add = (values: readonly number[]) => Math.round(values.reduce((a, b) => a + b, 0) * 100) / 100;
  const known = lines.filter((line) => line.points !== null);
  return {
    points: add(known.map((line) => line.points ?? 0)),
    most: add(known.map((line) => line.most)),
    missing: add(lines.filter((line) => line.points === null).map((line) => line.most)),
  };
}
