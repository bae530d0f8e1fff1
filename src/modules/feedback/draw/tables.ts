import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Lang } from '#platform/i18n.ts';
import { figuresMessages } from '../messages/figures.ts';
import { messages } from '../messages.ts';
import { FACETS, type RatingFigures } from '../queries.ts';
import { LEVELS } from '../schema.ts';

type Value = string | number | null;

/** What a downloaded table holds: what the page shows, no more. First row: the headings. */
function rowsOf(figures: RatingFigures, lang: Lang): readonly (readonly Value[])[] {
  const t = figuresMessages(lang);
  const levels = LEVELS.map((level) => messages(lang)(`level.${level}`));
  const head = [
    t('group'),
    t('value'),
    t('sample'),
    t('hidden'),
    ...levels,
    t('satisfiedShare'),
    t('low'),
    t('high'),
  ];
  const { all, interval } = figures;
  const total: Value[] = [
    t('all'),
    `${figures.from.toString()} – ${figures.to.toString()}`,
    all.sample,
    0,
    ...LEVELS.map((level) => all.counts?.[level] ?? null),
    all.satisfied ?? null,
    interval?.low ?? null,
    interval?.high ?? null,
  ];
  const rows = FACETS.flatMap((facet) =>
    figures.facets[facet].map((row): Value[] => [
      t(`col.${facet}`),
      row.value,
      row.sample,
      row.hidden,
      ...LEVELS.map((level) => (row.sample === 0 ? null : row.counts[level])),
      row.satisfied ?? null,
      row.interval?.low ?? null,
      row.interval?.high ?? null,
    ]),
  );
  return [head, total, ...rows];
}

/** A text that a spreadsheet program cannot take for a formula. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function cell(value: Value): string {
  const text = value === null ? '' : typeof value === 'number' ? String(value) : harmless(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The page's tables as CSV (UTF-8 with mark, comma, point for decimals). */
export function ratingsCsv(figures: RatingFigures, lang: Lang): Buffer {
  const lines = rowsOf(figures, lang).map((row) => row.map(cell).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf8');
}

/** The page's tables as an Excel file. */
export async function ratingsExcel(figures: RatingFigures, lang: Lang): Promise<Buffer> {
  const data: SheetData = rowsOf(figures, lang).map((row, line) =>
    row.map((value) =>
      value === null
        ? null
        : typeof value === 'number'
          ? { value, type: Number }
          : { value, type: String, ...(line === 0 ? { fontWeight: 'bold' as const } : {}) },
    ),
  );
  const widths = [22, 48, 10, 10, 12, 12, 16, 14, 10, 10].map((width) => ({ width }));
  return writeExcelFile(data, { columns: widths }).toBuffer();
}
