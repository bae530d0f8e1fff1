import type { PeriodFigures, ReportChannel } from './schema.ts';

/** Columns (3) to (15) of form 07a/BTP/KSTT (TT 09/2026/TT-BTP); (1) and (2) are the number and the field. */
export interface Form07aRow {
  readonly field: string;
  /** (3) to (15), by their numbers on the form. */
  readonly columns: Readonly<Record<Form07aColumn, number>>;
}

export const FORM_07A_COLUMNS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;
type Form07aColumn = (typeof FORM_07A_COLUMNS)[number];

/**
 * One row: a field's figures with what was received by each channel. What was withdrawn or stopped counts as settled on
 * time, as Thanh Hóa counts it (rules 7.1), because the form has no column of its own for it and (3) = (9) + (13) must hold.
 */
export function form07aRow(
  field: string,
  figures: PeriodFigures,
  receivedBy: Readonly<Record<ReportChannel, number>>,
): Form07aRow {
  const onTime = figures.onTime + figures.withdrawn + figures.stopped;
  return {
    field,
    columns: {
      3: figures.received + figures.carriedOver,
      4: receivedBy['online-full'],
      5: receivedBy['online-partial'],
      6: receivedBy.postal,
      7: receivedBy.direct,
      8: figures.carriedOver,
      9: figures.early + onTime + figures.late,
      10: figures.early,
      11: onTime,
      12: figures.late,
      13: figures.inTerm + figures.overdue,
      14: figures.inTerm,
      15: figures.overdue,
    },
  };
}

/** The sum row. */
export function form07aTotal(label: string, rows: readonly Form07aRow[]): Form07aRow {
  const sum = (column: Form07aColumn) => rows.reduce((total, row) => total + row.columns[column], 0);
  return {
    field: label,
    columns: {
      3: sum(3),
      4: sum(4),
      5: sum(5),
      6: sum(6),
      7: sum(7),
      8: sum(8),
      9: sum(9),
      10: sum(10),
      11: sum(11),
      12: sum(12),
      13: sum(13),
      14: sum(14),
      15: sum(15),
    },
  };
}

/** The identities printed on the form, and (3) = (9) + (13). Empty when all hold; else those that fail, as on the form. */
export function form07aFaults(row: Form07aRow): readonly string[] {
  const c = row.columns;
  return [
    c[3] === c[4] + c[5] + c[6] + c[7] + c[8] ? '' : '(3)=(4)+(5)+(6)+(7)+(8)',
    c[9] === c[10] + c[11] + c[12] ? '' : '(9)=(10)+(11)+(12)',
    c[13] === c[14] + c[15] ? '' : '(13)=(14)+(15)',
    c[3] === c[9] + c[13] ? '' : '(3)=(9)+(13)',
  ].filter((fault) => fault !== '');
}
