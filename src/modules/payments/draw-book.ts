import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import type { Lang } from '#platform/i18n.ts';
import { bookMessages } from './messages-book.ts';
import type { CashBook } from './schema-book.ts';
import { methodInWords } from './words.ts';

type Value = string | number | null;

function rowsOf(book: CashBook, lang: Lang): readonly (readonly Value[])[] {
  const t = bookMessages(lang);
  const { figures } = book;
  return [
    [t('book-title'), book.no, book.day.toString()],
    [t('opening'), null, book.openingVnd],
    ...figures.takings.map((row): Value[] => [
      methodInWords(row.method, lang),
      row.collector,
      row.amount,
      row.count,
    ]),
    ...figures.voids.map((row): Value[] => [
      t('voids'),
      `${row.number} ${row.name}`,
      -row.amount,
      null,
      row.reason,
    ]),
    ...figures.refunds.map((row): Value[] => [
      t('cash-refunds'),
      `${row.number} ${row.name}`,
      -row.amount,
      null,
      row.reason,
    ]),
    [t('computed'), null, book.computedVnd],
    [t('col-counted'), null, book.countedVnd],
    [t('col-difference'), null, book.countedVnd - book.computedVnd, null, book.reason],
    [t('col-handed'), null, book.handedInVnd],
    [t('col-closer'), book.closer, null],
  ];
}

/** A closed book as an Excel file. */
export async function bookExcel(book: CashBook, lang: Lang): Promise<Buffer> {
  const data: SheetData = rowsOf(book, lang).map((row, line) =>
    row.map((value) =>
      value === null
        ? null
        : typeof value === 'number'
          ? { value, type: Number }
          : { value, type: String, ...(line === 0 ? { fontWeight: 'bold' as const } : {}) },
    ),
  );
  const columns = [24, 40, 16, 12, 48].map((width) => ({ width }));
  return writeExcelFile(data, { columns }).toBuffer();
}
