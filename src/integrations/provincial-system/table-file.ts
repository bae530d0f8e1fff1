/** Reads exported tables: Excel (`.xlsx`) and CSV, as texts. */
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';

/** A table: its headers as they stand, and its rows with the line in the file (from 1). */
export interface TableFile {
  readonly headers: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** The file cannot be read as a table; the message says why, for people. */
export class TableFileError extends Error {
  override readonly name = 'TableFileError';
}

/** Files that are read, by the end of their name. */
export const TABLE_FILES = /\.(xlsx|csv)$/i;
/** Largest file, in bytes. */
const LARGEST_TABLE = 30 * 1024 * 1024;

/** A cell as text; days and times of Excel carry no zone and are taken as they stand in the sheet. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  // read-excel-file hands times over as an instant whose UTC reading is what the sheet shows.
  return cell instanceof globalThis.Date
    ? cell.toISOString().replace(/(\.\d+)?Z$/, '')
    : String(cell).normalize('NFC').trim();
}

async function cellsOf(name: string, bytes: Uint8Array): Promise<string[][]> {
  if (/\.xlsx$/i.test(name)) {
    const sheet = await readSheet(Buffer.from(bytes));
    return sheet.map((row) => row.map(textOf));
  }
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
  const first = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  const delimiter = [';', '\t', ','].find((sign) => first.includes(sign)) ?? ',';
  const rows: string[][] = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  return rows.map((row) => row.map(textOf));
}

/** Fewest filled cells of the row that holds the headers: titles above a table have fewer. */
const HEADER_CELLS = 3;

/**
 * Reads a table. Titles above it are passed over: the headers are the first row with at least three filled cells. Empty rows are passed over, lines are counted
 * as in the file.
 * @throws TableFileError where it is no table of the kind that its name says
 */
export async function readTableFile(name: string, bytes: Uint8Array): Promise<TableFile> {
  if (!TABLE_FILES.test(name)) {
    throw new TableFileError('Tệp cần là Excel (.xlsx) hoặc CSV (.csv).');
  }
  if (bytes.length > LARGEST_TABLE) {
    throw new TableFileError('Tệp lớn hơn 30 MB. Xin xuất ít ngày hơn.');
  }
  let cells: string[][];
  try {
    cells = await cellsOf(name, bytes);
  } catch {
    throw new TableFileError(
      'Tệp không mở được như một bảng: có thể tệp hỏng, đặt mật khẩu, hoặc CSV không phải mã UTF-8.',
    );
  }
  const at = cells.findIndex((row) => row.filter((cell) => cell !== '').length >= HEADER_CELLS);
  const headers = cells[at];
  if (headers === undefined) {
    throw new TableFileError('Tệp không có dòng tiêu đề cột.');
  }
  const rows = cells
    .map((row, index) => ({ line: index + 1, cells: row }))
    .filter(({ line, cells: row }) => line > at + 1 && row.some((cell) => cell !== ''));
  return { headers, rows };
}
