/** Reads exported tables: Excel (`.xlsx`) and CSV, as texts. */
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { type MergedBlock, mergedBlocks } from './merged-cells.ts';

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
const TABLE_FILES = /\.(xlsx|csv)$/i;
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

/** Gives each row of a block that was merged downwards the value that stands in its first cell. */
function fillDown(cells: string[][], blocks: readonly MergedBlock[]): string[][] {
  for (const { top, left, bottom } of blocks) {
    const value = cells[top]?.[left] ?? '';
    for (const row of cells.slice(top + 1, bottom + 1)) {
      row[left] = value;
    }
  }
  return cells;
}

/** The text of a CSV: UTF-8, or what Excel calls "Unicode text". @throws TypeError where it is neither */
function csvText(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes).replace(/^\uFEFF/, '');
}

async function cellsOf(name: string, bytes: Uint8Array): Promise<string[][]> {
  if (/\.xlsx$/i.test(name)) {
    const sheet = await readSheet(Buffer.from(bytes));
    return fillDown(
      sheet.map((row) => row.map(textOf)),
      mergedBlocks(bytes),
    );
  }
  const text = csvText(bytes);
  const first = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  const delimiter = [';', '\t', ','].find((sign) => first.includes(sign)) ?? ',';
  const rows: string[][] = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  return rows.map((row) => row.map(textOf));
}

/** Fewest filled cells of the row that holds the headers: titles above a table have fewer. */
const HEADER_CELLS = 3;

/**
 * Reads a table. Titles above it are passed over: the headers are the first row with at least three filled cells, or the lower one of two that share merged cells. Cells merged downwards count for each of their rows. Empty rows are passed over, lines are counted
 * as in the file.
 * @throws TableFileError where it is no table of the kind that its name says
 */
export async function readTableFile(name: string, bytes: Uint8Array): Promise<TableFile> {
  if (!TABLE_FILES.test(name)) {
    throw new TableFileError(
      'Tệp cần là Excel (.xlsx) hoặc CSV (.csv). Tệp .xls cũ: xin mở bằng Excel rồi lưu lại thành .xlsx.',
    );
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
  let at = cells.findIndex((row) => row.filter((cell) => cell !== '').length >= HEADER_CELLS);
  // Headers over two rows: what is merged downwards stands in both, and the lower has the names of the columns.
  while (cells[at]?.some((cell, column) => cell !== '' && cell === cells[at + 1]?.[column])) {
    at += 1;
  }
  const headers = cells[at];
  if (headers === undefined) {
    throw new TableFileError('Tệp không có dòng tiêu đề cột.');
  }
  const rows = cells
    .map((row, index) => ({ line: index + 1, cells: row }))
    .filter(({ line, cells: row }) => line > at + 1 && row.some((cell) => cell !== ''));
  return { headers, rows };
}
