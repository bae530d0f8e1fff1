/** SQL of the mirror. */
import { sql } from 'kysely';
import { Status } from '#modules/dossiers/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import { RUNNING, SETTLED, WAITING } from './rules/figures.ts';
import { asOf } from './rules/merge.ts';
import {
  LinkedBy,
  type MirroredDossier,
  MirrorMapping,
  type MirrorSettings,
  MirrorSource,
  StampedFields,
} from './schema.ts';

/** Name of the line in the circuits of the centre. */
export const MIRROR_LINE = 'provincial-system';

/** Settings with the sealed secret; null before the first. */
export async function findSettings(
  tx: Tx,
): Promise<{ readonly settings: MirrorSettings; readonly secretBox: Uint8Array | null } | null> {
  const row = await tx.selectFrom('mirror_settings').selectAll().executeTakeFirst();
  return row === undefined
    ? null
    : {
        settings: {
          version: row.version,
          source: MirrorSource.parse(row.source),
          mapping: MirrorMapping.parse(row.mapping),
          staleHours: row.stale_hours,
          changedAt: row.changed_at,
          changedBy: row.changed_by,
        },
        secretBox: row.secret_box,
      };
}

/** Stores the settings. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  settings: MirrorSettings,
  secretBox: Uint8Array | null,
): Promise<void> {
  const values = {
    version: settings.version,
    source: JSON.stringify(settings.source),
    mapping: JSON.stringify(settings.mapping),
    secret_box: secretBox === null ? null : Buffer.from(secretBox),
    stale_hours: settings.staleHours,
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
  };
  await tx
    .insertInto('mirror_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

/** How far the source was read. */
export interface Cursor {
  readonly since: Temporal.Instant | null;
  readonly fullAt: Temporal.Instant | null;
  readonly passedAt: Temporal.Instant | null;
}

/** The cursor; all null before the first pass. */
export async function findCursor(tx: Tx): Promise<Cursor> {
  const row = await tx.selectFrom('mirror_cursors').selectAll().executeTakeFirst();
  return { since: row?.since ?? null, fullAt: row?.full_at ?? null, passedAt: row?.passed_at ?? null };
}

/** Stores the cursor. */
export async function saveCursor(tx: Tx, centreId: string, cursor: Cursor): Promise<void> {
  const values = { since: cursor.since, full_at: cursor.fullAt, passed_at: cursor.passedAt };
  await tx
    .insertInto('mirror_cursors')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

/** Notes that the source was read with success. */
export async function notePassed(tx: Tx, centreId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('mirror_cursors')
    .values({ centre_id: centreId, passed_at: at })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet({ passed_at: at }))
    .execute();
}

/** Holds the mirror of the centre against other readings until the transaction ends. */
export async function holdMirror(tx: Tx, centreId: string): Promise<void> {
  await tx
    .insertInto('mirror_cursors')
    .values({ centre_id: centreId })
    .onConflict((conflict) => conflict.column('centre_id').doNothing())
    .execute();
  await tx.selectFrom('mirror_cursors').select('centre_id').forUpdate().execute();
}

/** The fields of a mirrored dossier as they are; empty for a new one. */
export async function findFields(tx: Tx, number: string): Promise<StampedFields> {
  const row = await tx
    .selectFrom('mirror_dossiers')
    .select('fields')
    .where('number', '=', number)
    .executeTakeFirst();
  return row === undefined ? {} : StampedFields.parse(row.fields);
}

const instant = (text: string | undefined) => (text === undefined ? null : Temporal.Instant.from(text));

/** Stores the fields of a mirrored dossier, and the columns that follow from them. */
export async function saveFields(
  tx: Tx,
  centreId: string,
  number: string,
  fields: StampedFields,
  source: string,
): Promise<void> {
  const values = {
    fields: JSON.stringify(fields),
    status: Number(fields.status?.value),
    local_number: fields.localNumber?.value ?? null,
    procedure_code: fields.procedureCode?.value ?? null,
    procedure_name: fields.procedureName?.value ?? '',
    applicant_name: fields.applicantName?.value ?? '',
    applicant_id: fields.applicantId?.value ?? null,
    phone: fields.phone?.value ?? null,
    unit_name: fields.unitName?.value ?? '',
    received_at: instant(fields.receivedAt?.value),
    due_at: instant(fields.dueAt?.value),
    ended_at: instant(fields.endedAt?.value),
    returned_at: instant(fields.returnedAt?.value),
    source,
    as_of: asOf(fields),
  };
  await tx
    .insertInto('mirror_dossiers')
    .values({ centre_id: centreId, number, ...values })
    .onConflict((conflict) => conflict.columns(['centre_id', 'number']).doUpdateSet(values))
    .execute();
}

/** Columns of a mirrored dossier. */
export const COLUMNS = [
  'number',
  'status',
  'local_number as localNumber',
  'procedure_code as procedureCode',
  'procedure_name as procedureName',
  'applicant_name as applicantName',
  'applicant_id as applicantId',
  'phone',
  'unit_name as unitName',
  'received_at as receivedAt',
  'due_at as dueAt',
  'ended_at as endedAt',
  'returned_at as returnedAt',
  'source',
  'as_of as asOf',
  'dossier_id as dossierId',
  'linked_by as linkedBy',
] as const;

type Row = Omit<MirroredDossier, 'status' | 'linkedBy'> & {
  readonly status: number;
  readonly linkedBy: string | null;
};
/** A row as its type. */
export const mirrored = (row: Row): MirroredDossier => ({
  ...row,
  status: Status.parse(row.status),
  linkedBy: LinkedBy.nullable().parse(row.linkedBy),
});

/** A mirrored dossier by its official code, or by the dossier here that it is. */
export async function findMirrored(
  tx: Tx,
  by: { readonly number: string } | { readonly dossierId: string },
): Promise<MirroredDossier | null> {
  const row = await tx
    .selectFrom('mirror_dossiers')
    .select(COLUMNS)
    .where('number' in by ? 'number' : 'dossier_id', '=', 'number' in by ? by.number : by.dossierId)
    .executeTakeFirst();
  return row === undefined ? null : mirrored(row);
}

/** Mirrored dossiers that belong to none here yet, by code. */
export async function listUnlinked(tx: Tx): Promise<readonly MirroredDossier[]> {
  const rows = await tx
    .selectFrom('mirror_dossiers')
    .select(COLUMNS)
    .where('dossier_id', 'is', null)
    .orderBy('number')
    .execute();
  return rows.map(mirrored);
}

/** Notes that a mirrored dossier is one received here. @returns false where it was linked already */
export async function link(tx: Tx, number: string, dossierId: string, by: LinkedBy): Promise<boolean> {
  const row = await tx
    .updateTable('mirror_dossiers')
    .set({ dossier_id: dossierId, linked_by: by })
    .where('number', '=', number)
    .where('dossier_id', 'is', null)
    .returning('number')
    .executeTakeFirst();
  return row !== undefined;
}

/** What a list of mirrored dossiers is narrowed by. */
export interface MirrorFilter {
  readonly text: string;
  readonly which: 'all' | 'open' | 'late';
  /** Only these; none: any. */
  readonly statuses?: readonly Status[];
  /** Only of units that the source calls so, whatever marks and capitals; empty: any. */
  readonly unitName?: string;
  readonly now: Temporal.Instant;
}

/** Mirrored dossiers, newest reception first. */
export async function listMirrored(
  tx: Tx,
  filter: MirrorFilter,
  from: number,
  limit: number,
): Promise<{ readonly rows: readonly MirroredDossier[]; readonly total: number }> {
  const { text, which, statuses = [], unitName = '', now } = filter;
  const digits = text.replace(/[\s.]/g, '');
  const base = tx
    .selectFrom('mirror_dossiers')
    .$if(text !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb('number', 'ilike', `%${text.replace(/[%_\\]/g, '\\$&')}%`),
          eb('local_number', 'ilike', `%${text.replace(/[%_\\]/g, '\\$&')}%`),
          eb(sql<string>`app.plain(applicant_name)`, 'like', sql<string>`'%' || app.plain(${text}) || '%'`),
          // The end of a phone or identity number, as somebody reads it from a card.
          ...(/^\d{4,}$/.test(digits)
            ? [eb('applicant_id', 'like', `%${digits}`), eb('phone', 'like', `%${digits}`)]
            : []),
        ]),
      ),
    )
    .$if(which === 'open', (query) => query.where('status', 'in', [...RUNNING, ...WAITING]))
    .$if(statuses.length > 0, (query) => query.where('status', 'in', [...statuses]))
    .$if(unitName !== '', (query) =>
      query.where((eb) => eb(sql`app.plain(unit_name)`, '=', sql`app.plain(${unitName})`)),
    )
    .$if(which === 'late', (query) => query.where('status', 'in', [...RUNNING]).where('due_at', '<', now));
  const rows = await base
    .select(COLUMNS)
    .orderBy('received_at', (order) => order.desc().nullsLast())
    .orderBy('number')
    .offset(from)
    .limit(limit)
    .execute();
  const { total } = await base.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { rows: rows.map(mirrored), total: Number(total) };
}

/** Figures of the mirror. */
export interface MirrorFigures {
  readonly all: number;
  readonly open: number;
  readonly late: number;
  /** Running and due within a day. */
  readonly soon: number;
  readonly finished: number;
  /** Of the finished: after their day. */
  readonly finishedLate: number;
  readonly linked: number;
  /** As of when the newest word of the source is; null while the mirror is empty. */
  readonly asOf: Temporal.Instant | null;
  readonly source: string | null;
}

/** Counts of the mirror at an instant. */
export async function countMirror(tx: Tx, now: Temporal.Instant): Promise<MirrorFigures> {
  const day = now.add({ hours: 24 });
  const running = sql`status in (${sql.join(RUNNING)})`;
  const { rows } = await sql<MirrorFigures>`
    select count(*)::int as all,
      count(*) filter (where status in (${sql.join([...RUNNING, ...WAITING])}))::int as open,
      count(*) filter (where ${running} and due_at < ${now})::int as late,
      count(*) filter (where ${running} and due_at >= ${now} and due_at < ${day})::int as soon,
      count(*) filter (where status in (${sql.join(SETTLED)}))::int as finished,
      count(*) filter (where status in (${sql.join(SETTLED)}) and coalesce(ended_at, returned_at) > due_at)::int as "finishedLate",
      count(*) filter (where dossier_id is not null)::int as linked,
      max(as_of) as "asOf", max(source) as source
    from mirror_dossiers`.execute(tx);
  const [row] = rows;
  if (row === undefined) {
    throw new Error('count of the mirror gave no row');
  }
  return row;
}
