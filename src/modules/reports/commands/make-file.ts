import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { drawExcel } from '../draw/excel.ts';
import { drawPdf } from '../draw/pdf.ts';
import type { FileFormat } from '../repo/exports.ts';
import type { Sheet } from '../rules/sheet.ts';
import { reportMessages } from '../sheet-messages.ts';
import { buildSheet, type ReportAsked } from '../sheets.ts';
import type { ExportFile } from './exports.ts';

/** Draws a sheet as a file. */
export async function drawSheet(sheet: Sheet, format: FileFormat, at: Temporal.Instant): Promise<Uint8Array> {
  return format === 'pdf' ? drawPdf(sheet, at) : drawExcel(sheet);
}

/** "07a-2026-10-15-2026-11-14.pdf". */
export function fileNameOf(asked: Pick<ReportAsked, 'report' | 'tu' | 'den'>, format: FileFormat): string {
  return `${asked.report.replace('.', '')}-${asked.tu}-${asked.den}.${format}`;
}

/**
 * A report's file at once, for reports that are one page of figures. Lists of dossiers are ordered instead.
 * @throws Problem `forbidden`, `bad-request` for a list, `not-allowed-now` for a form that may not go out
 */
export async function makeFile(
  ctx: AppContext,
  actor: Actor,
  asked: ReportAsked,
  format: FileFormat,
): Promise<ExportFile> {
  if (asked.report === 'register' || asked.report === 'control' || asked.report === 'late') {
    throw new Problem('bad-request', { detail: reportMessages('vi')('list-is-ordered') });
  }
  const sheet = await buildSheet(ctx, actor, asked, async () => undefined);
  return {
    bytes: await drawSheet(sheet, format, ctx.clock.now()),
    name: fileNameOf(asked, format),
    format,
  };
}
