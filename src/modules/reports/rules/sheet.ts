/** A report as a table: what the page, the PDF and the Excel file are all drawn from. */
export interface Sheet {
  /** "Biểu số 07a/BTP/KSTT"; left out for a report that is no official form. */
  readonly form: string | null;
  readonly source: string | null;
  readonly title: string;
  /** Who issues it. */
  readonly office: { readonly governing: string; readonly name: string; readonly place: string };
  /** "Kỳ báo cáo: tháng 11/2026 (từ ngày 15/10/2026 đến ngày 14/11/2026)". */
  readonly period: string;
  /** "Đơn vị tính: …"; null where a table holds more than figures of one kind. */
  readonly unit: string | null;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** The last row, in bold; null when nothing is added up. */
  readonly total: readonly SheetCell[] | null;
  readonly notes: readonly string[];
  /** "Hoa Lộc, ngày 23 tháng 11 năm 2026". */
  readonly madeOn: string;
}

export type SheetCell = string | number | null;

export interface SheetColumn {
  /** "(3)"; null on reports without numbered columns. */
  readonly no: string | null;
  readonly under: readonly string[];
  readonly label: string;
  readonly kind: 'figure' | 'text';
  /** Width against the other columns; 1 is that of a figure. */
  readonly width: number;
}

/** One cell of a head with how far it reaches. */
export interface HeadCell {
  readonly text: string;
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
}

function sameUnder(a: SheetColumn | undefined, b: SheetColumn, level: number): boolean {
  return (
    a !== undefined &&
    a.under.length > level &&
    b.under.length > level &&
    b.under.slice(0, level + 1).every((text, i) => a.under[i] === text)
  );
}

/**
 * The head as it stands on the form: heads that several columns share are one cell over all of them, a label reaches
 * down to the last row. Row by row, from the top.
 */
export function headRows(columns: readonly SheetColumn[]): readonly (readonly HeadCell[])[] {
  const depth = Math.max(1, ...columns.map(({ under }) => under.length + 1));
  return Array.from({ length: depth }, (_, level) =>
    columns.flatMap((column, i): HeadCell[] => {
      const text = column.under[level];
      if (text === undefined) {
        return level === column.under.length
          ? [{ text: column.label, column: i, columns: 1, rows: depth - level }]
          : [];
      }
      if (sameUnder(columns[i - 1], column, level)) {
        return [];
      }
      const rest = columns.slice(i + 1).findIndex((next) => !sameUnder(column, next, level));
      const reach = rest === -1 ? columns.length - i : rest + 1;
      return [{ text, column: i, columns: reach, rows: 1 }];
    }),
  );
}
