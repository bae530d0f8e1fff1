import type { Agency } from '#modules/agencies/schema.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import type { PdfData } from '#platform/pdf/render.ts';
import { formatDateTime } from '#platform/time.ts';
import { messages } from './messages.ts';
import type { BoardLine, BoardPerson, PublicBoard } from './queries-board.ts';
import { scopeWords } from './words.ts';

const t = messages('vi');
const COLUMNS = ['receptionist', 'officer', 'commune-leader'] as const;

function personText(person: BoardPerson): string {
  const away =
    person.awayUntil === null ? '' : ` (${t('away', { until: formatDateTime(person.awayUntil) })})`;
  return `${[person.name, person.position].filter(Boolean).join(', ')}${
    person.counter === null ? '' : `, ${t('boardCounter', { no: person.counter })}`
  }${away}`;
}

function cell(line: BoardLine | undefined) {
  return {
    mains: line?.mains.map(personText) ?? [],
    standIn:
      line?.standIn == null ? null : [line.standIn.name, line.standIn.position].filter(Boolean).join(', '),
    deputies: line?.deputies.map(personText) ?? [],
  };
}

/** What the template of the printed board is given; `url` is the page behind its QR. */
export function boardData(
  board: PublicBoard,
  centre: Pick<Agency, 'name' | 'phone' | 'address'>,
  url: string,
): PdfData {
  const name = (line: BoardLine) =>
    'fieldGroup' in line.scope ? line.scope.fieldGroup : scopeWords(line.scope);
  const rows = [...Map.groupBy(board.lines, name)].sort(([a], [b]) => a.localeCompare(b, 'vi'));
  return {
    // A board of many rows is hung up as A3, so that it can be read standing.
    paper: rows.length > 14 ? 'a3' : 'a4',
    title: t('boardPrintTitle'),
    centre: centre.name,
    contact: [centre.address, centre.phone].filter(Boolean).join(' · '),
    at: t('boardAt', { at: formatDateTime(board.at) }),
    basis: t('boardLead', { centre: centre.name }),
    qr: qrSvg(url),
    url: url.replace(/^https?:\/\//, ''),
    scan: t('boardScan'),
    deputyWord: t('deputyShort'),
    none: t('none'),
    standInWord: t('standIn', { name: '' }).trim(),
    heads: [t('colScope'), t('boardReceive'), t('boardHandle'), t('boardSign')],
    rows: rows.map(([field, lines]) => ({
      field,
      cells: COLUMNS.map((role) => cell(lines.find((line) => line.role === role))),
    })),
  };
}
