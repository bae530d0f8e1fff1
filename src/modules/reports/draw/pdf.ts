import { renderPdf } from '#platform/pdf/render.ts';
import { headRows, type Sheet, type SheetCell } from '../rules/sheet.ts';

const TEMPLATE = new URL('../templates/report.typ', import.meta.url);

function written(cell: SheetCell): string {
  return typeof cell === 'number' ? cell.toLocaleString('vi-VN', { maximumFractionDigits: 2 }) : (cell ?? '');
}

function templateData(sheet: Sheet) {
  return {
    ...sheet,
    head: headRows(sheet.columns),
    numbered: sheet.columns.some(({ no }) => no !== null),
    rows: sheet.rows.map((row) => row.map(written)),
    total: sheet.total?.map(written) ?? null,
  };
}

/** The sheet as a PDF/A-2a file, A4 landscape, its head repeated on every page. The same sheet gives the same bytes. */
export async function drawPdf(sheet: Sheet, createdAt: Temporal.Instant): Promise<Uint8Array> {
  return renderPdf(TEMPLATE, templateData(sheet), { createdAt });
}
