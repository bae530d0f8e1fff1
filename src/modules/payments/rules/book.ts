import type { BookFigures, MoneyDifference } from '../schema-book.ts';

/** What may still go back of a receipt: never more than was paid. Whole đồng, never negative. */
export function refundable(
  totalVnd: number,
  refunds: readonly { readonly amountVnd: number; readonly state: string }[],
): number {
  const back = refunds
    .filter(({ state }) => state !== 'dropped')
    .reduce((sum, { amountVnd }) => sum + amountVnd, 0);
  return Math.max(0, totalVnd - back);
}

/** What must be in the drawer: what was there, and what came and went in cash. */
export function cashIn(openingVnd: number, figures: BookFigures): number {
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  return (
    openingVnd +
    sum(figures.takings.filter(({ method }) => method === 'cash').map(({ amount }) => amount)) -
    sum(figures.voids.filter(({ cash }) => cash).map(({ amount }) => amount)) -
    sum(figures.refunds.map(({ amount }) => amount))
  );
}

/** One line of a statement: the number of the transaction and what came in. */
export interface StatementLine {
  readonly number: string;
  readonly amountVnd: number;
}

/** A list that was read, or the first line that cannot be. */
export type ReadList =
  | { readonly ok: true; readonly lines: readonly StatementLine[] }
  | { readonly ok: false; readonly line: number; readonly text: string };

/**
 * Reads a list copied from a statement or a spreadsheet: each line a number of the transaction and an amount, set apart by tab or semicolon; what follows is not
 * read. Amounts may have points or spaces between thousands. Empty lines and one line of headings at the top are passed over.
 */
export function readList(text: string): ReadList {
  const lines: StatementLine[] = [];
  const rows = text.split('\n');
  for (const [index, row] of rows.entries()) {
    const [number = '', amount = ''] = row.split(/[\t;]/).map((cell) => cell.trim());
    if (row.trim() === '') {
      continue;
    }
    const digits = amount.replace(/[\s.]/g, '').replace(/(đ|đồng|vnd)$/i, '');
    if (number !== '' && /^\d{1,13}$/.test(digits)) {
      lines.push({ number, amountVnd: Number(digits) });
    } else if (lines.length > 0 || /\d{4}/.test(row)) {
      return { ok: false, line: index + 1, text: row.trim().slice(0, 80) };
    }
  }
  return { ok: true, lines };
}

/**
 * Compares a day's list with what we were told of: every transaction of either side that the other does not know, knows twice or knows with another amount.
 * Without a difference both sums are equal.
 */
export function compareLists(
  theirs: readonly StatementLine[],
  ours: readonly StatementLine[],
): readonly MoneyDifference[] {
  const left = new Map(ours.map((line) => [line.number, line]));
  const seen = new Set<string>();
  const differences: MoneyDifference[] = [];
  for (const { number, amountVnd } of theirs) {
    const mine = left.get(number);
    if (seen.has(number)) {
      differences.push({ kind: 'twice', number, theirsVnd: amountVnd, oursVnd: 0 });
    } else if (mine === undefined) {
      differences.push({ kind: 'not-ours', number, theirsVnd: amountVnd, oursVnd: 0 });
    } else if (mine.amountVnd !== amountVnd) {
      differences.push({ kind: 'other-amount', number, theirsVnd: amountVnd, oursVnd: mine.amountVnd });
    }
    seen.add(number);
    left.delete(number);
  }
  return [
    ...differences,
    ...[...left.values()].map(
      ({ number, amountVnd }): MoneyDifference => ({
        kind: 'not-theirs',
        number,
        theirsVnd: 0,
        oursVnd: amountVnd,
      }),
    ),
  ];
}
