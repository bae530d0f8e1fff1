import { qrSvg } from '#platform/pdf/qr.ts';
import type { PdfData } from '#platform/pdf/render.ts';
import { formatDate } from '#platform/time.ts';
import type { CentreFace } from '#ui/layout.tsx';
import { postedMessages } from './pages/posted-messages.ts';
import { feeInWords, ordinaryTerm, titleOf } from './pages/words.ts';
import type { ProcedureVersion } from './schema.ts';

/** Paper of a wall board. */
export type Sheet = 'a4' | 'a3';

/** What a wall board is drawn from. */
export interface PostedBoard {
  readonly centre: CentreFace;
  /** The field; undefined for all of them. */
  readonly field: string | undefined;
  readonly sheet: Sheet;
  readonly versions: readonly ProcedureVersion[];
  readonly today: Temporal.PlainDate;
  /** "https://…": where the codes lead. */
  readonly publicUrl: string;
}

/** The newest first day among versions; today where there is none. */
export function lastChanged(
  versions: readonly ProcedureVersion[],
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  return versions
    .map(({ effectiveFrom }) => effectiveFrom)
    .reduce(
      (newest, day) => (Temporal.PlainDate.compare(day, newest) > 0 ? day : newest),
      versions[0]?.effectiveFrom ?? today,
    );
}

/** A code, and below it where it leads, as far as a person would type it. */
const drawn = (url: string) => ({
  url: url.replace(/^https?:\/\/|\?.*$/g, ''),
  qr: qrSvg(url, { margin: 2 }),
});

/**
 * What the template of the wall board is given. One field: a code for each procedure. All fields: a code for each field.
 * In Vietnamese, as the law wants it posted (NĐ 63/2010 Điều 15, 16).
 */
export function postedBoard({ centre, field, sheet, versions, today, publicUrl }: PostedBoard): PdfData {
  const t = postedMessages('vi');
  const listUrl = (name: string | undefined) =>
    `${publicUrl}/thu-tuc${name === undefined ? '' : `?linh-vuc=${encodeURIComponent(name)}`}`;
  const perRow = field !== undefined;
  const row = ({ body, effectiveFrom }: ProcedureVersion, at: number) => {
    const url = `${publicUrl}/thu-tuc/${body.code}`;
    return {
      no: String(at + 1),
      code: body.code,
      name: titleOf(body),
      official: body.plainName === undefined ? null : body.name,
      term: ordinaryTerm(body, 'vi'),
      fee: body.fees[0] ? feeInWords(body.fees[0], 'vi') : t('noFee'),
      from: formatDate(effectiveFrom),
      ...(perRow ? drawn(url) : {}),
    };
  };
  const groups = [...Map.groupBy(versions, ({ body }) => body.fieldGroup)].sort(([a], [b]) =>
    a.localeCompare(b, 'vi'),
  );
  const heads = [t('number'), t('code'), t('name'), t('term'), t('fee'), t('from')];
  return {
    paper: sheet,
    perRow,
    title: t('boardTitle', { name: field ?? t('wholeBoard') }),
    centre: centre.name,
    contact: [centre.address, centre.phone].filter(Boolean).join(' · '),
    inForce: t('inForce', { day: formatDate(today) }),
    basis: t('boardBasis', { last: formatDate(lastChanged(versions, today)), count: versions.length }),
    ...drawn(listUrl(field)),
    scan: t('scanShort'),
    foot: t('foot', { centre: centre.name, day: formatDate(today) }),
    heads: perRow ? [...heads, t('scanHead')] : heads,
    groups: groups.map(([name, of]) => ({ name, rows: of.map(row), ...drawn(listUrl(name)) })),
    note: t('posted-note'),
    signedOn: t('signedOn', { day: today.day, month: today.month, year: today.year }),
    signer: t('signer'),
    signHint: t('signHint'),
  };
}
