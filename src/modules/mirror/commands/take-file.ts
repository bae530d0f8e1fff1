import { readTableFile, TableFileError } from '#integrations/provincial-system/table-file.ts';
import { record } from '#modules/audit/commands/record.ts';
import { sha256 } from '#modules/audit/rules.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { mirrorMessages } from '../messages.ts';
import { MIRROR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { insertBatch, wasTaken } from '../repo-batches.ts';
import { requireLayer } from '../role.ts';
import { FIELD_WORDS, findColumns, isHeading, readRow } from '../rules/rows.ts';
import type { MirrorField, MirrorMapping } from '../schema.ts';
import { linkCodes } from './link-codes.ts';
import { type RowAtLine, takeRows } from './take-rows.ts';

/** An exported file. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** When it was made: for rows that do not say when they changed. */
  readonly madeAt: Temporal.Instant;
}

/** What became of a file. `repeated`: the same content was taken before, nothing was written. */
export type FileOutcome =
  | { readonly kind: 'taken'; readonly changed: number; readonly quarantined: number }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'failed'; readonly why: string };

/** Names that a remark lists. */
const NAMED = 10;

const named = (fields: readonly MirrorField[], mapping: MirrorMapping) =>
  fields.map((field) => `“${mapping.columns[field] ?? FIELD_WORDS[field].name}”`).join(', ');

/** The first of many names, and how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` … (+${more})` : ''}`;
}

function parted<T>(all: readonly T[], is: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(is), all.filter((one) => !is(one))];
}

/** What stands in a list more than once, each once. */
function repeated(numbers: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const number of numbers) {
    (seen.has(number) ? twice : seen).add(number);
  }
  return [...twice];
}

/** Reads the rows of a file by the mapping. @throws TableFileError where a needed column is missing */
async function rowsOf(
  { name, bytes, madeAt }: ExportedFile,
  mapping: MirrorMapping,
): Promise<{ readonly rows: readonly RowAtLine[]; readonly remarks: readonly string[] }> {
  const t = mirrorMessages('vi');
  const table = await readTableFile(name, bytes);
  const columns = findColumns(table.headers, mapping);
  if (columns.missing.length > 0) {
    throw new TableFileError(
      t('columns-missing', {
        missing: named(columns.missing, mapping),
        headers: table.headers.filter((header) => header !== '').join(', '),
      }),
    );
  }
  const cellOf = (cells: readonly string[], field: MirrorField) => cells[columns.at.get(field) ?? -1] ?? '';
  const [headings, dossiers] = parted(table.rows, ({ cells }) =>
    isHeading(cells, cellOf(cells, 'number'), cellOf(cells, 'status')),
  );
  const rows = dossiers.map(({ line, cells }) => ({
    line,
    raw: cells,
    read: readRow((field) => cellOf(cells, field), mapping, madeAt),
  }));
  const twice = repeated(rows.flatMap(({ read }) => ('seen' in read ? [read.seen.number] : [])));
  const remarks = [
    ...(columns.absent.length === 0 ? [] : [t('columns-absent', { absent: named(columns.absent, mapping) })]),
    ...(headings.length === 0
      ? []
      : [t('headings-passed', { lines: listed(headings.map(({ line }) => String(line))) })]),
    ...(twice.length === 0 ? [] : [t('rows-repeated', { numbers: listed(twice) })]),
  ];
  return { rows, remarks };
}

/**
 * Takes an exported file into the mirror: rows that cannot be read are kept aside with line and reason, the others are taken. The same content is taken once.
 * @throws Problem `forbidden`, `not-allowed-now`
 */
export async function takeFile(ctx: AppContext, actor: Actor, file: ExportedFile): Promise<FileOutcome> {
  authorise(MIRROR_POLICY, actor, 'follow', actor);
  requireLayer(ctx);
  const t = mirrorMessages('vi');
  const at = ctx.clock.now();
  const digest = sha256(file.bytes);
  const { mapping, known } = await readOnly(ctx, actor, async (tx) => ({
    mapping: (await repo.findSettings(tx))?.settings.mapping ?? { columns: {}, states: {} },
    known: await wasTaken(tx, digest),
  }));
  if (known) {
    await inTransaction(ctx, actor, (tx) => repo.notePassed(tx, actor.centreId, at));
    return { kind: 'repeated' };
  }
  const base = {
    centreId: actor.centreId,
    kind: 'file',
    name: file.name.slice(0, 200),
    sha256: digest,
    at,
  } as const;
  let read: Awaited<ReturnType<typeof rowsOf>>;
  try {
    read = await rowsOf(file, mapping);
  } catch (error) {
    if (!(error instanceof TableFileError)) {
      throw error;
    }
    const failed = { state: 'failed', why: error.message, remarks: [], rows: 0, changed: 0 } as const;
    await inTransaction(ctx, actor, (tx) =>
      insertBatch(tx, { ...base, ...failed, refused: [], asOf: null, byName: t('by-folder') }),
    );
    return { kind: 'failed', why: error.message };
  }
  const taken = await inTransaction(ctx, actor, async (tx) => {
    const done = await takeRows(tx, { ...base, ...read, source: t('source-file'), by: t('by-folder') });
    await repo.notePassed(tx, actor.centreId, at);
    await record(
      tx,
      actor,
      {
        action: 'mirror.file',
        subjectType: 'mirror-file',
        subjectId: Buffer.from(digest).toString('hex'),
        detail: { name: base.name, changed: done.changed, quarantined: done.quarantined },
      },
      at,
    );
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { kind: 'mirror' });
    return done;
  });
  await linkCodes(ctx, actor);
  return { kind: 'taken', changed: taken.changed, quarantined: taken.quarantined };
}
