import writeExcelFile, { type CellObject, type SheetData } from 'write-excel-file/node';
import { headRows, type Sheet, type SheetCell, type SheetColumn } from '../rules/sheet.ts';

const EDGE = { borderColor: '#000000', borderStyle: 'thin' } as const;
const HEAD = {
  ...EDGE,
  fontWeight: 'bold',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
} as const;
/** Characters of a column of figures. */
const FIGURE_WIDTH = 11;
/** A whole number with the spreadsheet's own thousands sign. */
const FIGURE_FORMAT = '#,##0';

type Line = (CellObject | null)[];

function words(text: string, across: number, style: Partial<CellObject> = {}): Line {
  return [
    { value: text, type: String, columnSpan: across, ...style },
    ...Array.from({ length: across - 1 }, () => null),
  ];
}

function head(columns: readonly SheetColumn[]): Line[] {
  const rows = headRows(columns);
  const lines: Line[] = rows.map(() => columns.map(() => null));
  for (const [level, cells] of rows.entries()) {
    for (const cell of cells) {
      lines[level]?.splice(cell.column, 1, {
        value: cell.text,
        type: String,
        ...HEAD,
        ...(cell.columns > 1 ? { columnSpan: cell.columns } : {}),
        ...(cell.rows > 1 ? { rowSpan: cell.rows } : {}),
      });
    }
  }
  return columns.some(({ no }) => no !== null)
    ? [...lines, columns.map(({ no }) => ({ value: no ?? '', type: String, ...HEAD, fontStyle: 'italic' }))]
    : lines;
}

function body(columns: readonly SheetColumn[], row: readonly SheetCell[], strong: boolean): Line {
  const weight = strong ? ({ fontWeight: 'bold' } as const) : {};
  return columns.map(({ kind }, i) => {
    const value = row[i] ?? null;
    return typeof value === 'number'
      ? {
          value,
          type: Number,
          ...EDGE,
          ...weight,
          format: Number.isInteger(value) ? FIGURE_FORMAT : '#,##0.00',
          align: 'right',
          alignVertical: 'top',
        }
      : {
          value: value ?? '',
          type: String,
          ...EDGE,
          ...weight,
          wrap: true,
          align: kind === 'figure' ? 'right' : 'left',
          alignVertical: 'top',
        };
  });
}

/** The sheet as an Excel file: figures are numbers, the head is merged as on the form, its rows stay in view. */
export async function drawExcel(sheet: Sheet): Promise<Uint8Array> {
  const across = sheet.columns.length;
  const centre = { align: 'center' } as const;
  const opening: Line[] = [
    words([sheet.form, sheet.source].filter((text) => text !== null).join(' · '), across, {
      fontStyle: 'italic',
    }),
    words(`${sheet.office.governing} · ${sheet.office.name}`, across),
    words(sheet.title.toLocaleUpperCase('vi'), across, {
      fontWeight: 'bold',
      fontSize: 13,
      wrap: true,
      height: 36,
      alignVertical: 'center',
      ...centre,
    }),
    words(sheet.period, across, centre),
    ...(sheet.unit === null ? [] : [words(sheet.unit, across, { align: 'right', fontStyle: 'italic' })]),
  ];
  const heads = head(sheet.columns);
  const data: SheetData = [
    ...opening,
    ...heads,
    ...sheet.rows.map((row) => body(sheet.columns, row, false)),
    ...(sheet.total === null ? [] : [body(sheet.columns, sheet.total, true)]),
    ...sheet.notes.map((note) => words(note, across, { fontStyle: 'italic', wrap: true })),
    words(sheet.madeOn, across, { align: 'right' }),
  ];
  return new Uint8Array(
    await writeExcelFile(
      data,
      {
        sheet: (sheet.form ?? 'Báo cáo').replace(/[/\\?*[\]:]/g, '-').slice(0, 31),
        columns: sheet.columns.map(({ width }) => ({ width: Math.round(width * FIGURE_WIDTH) })),
        orientation: 'landscape',
        stickyRowsCount: opening.length + heads.length,
      },
      { fontFamily: 'Times New Roman', fontSize: 11 },
    ).toBuffer(),
  );
}
