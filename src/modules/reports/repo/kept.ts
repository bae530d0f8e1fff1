import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import type { FormCode, FormRow } from '../rules/forms.ts';
import type { Period } from '../schema.ts';

const Rows = z.array(z.object({ about: z.string(), values: z.record(z.coerce.number(), z.number()) }));

/** Figures of a form as an officer entered them. */
export interface ManualEntry {
  readonly rows: readonly FormRow[];
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** The newest entry of a form and period. */
export async function findManual(tx: Tx, form: FormCode, period: Period): Promise<ManualEntry | null> {
  const row = await tx
    .selectFrom('report_manual')
    .select(['rows', 'entered_by', 'at'])
    .where('form', '=', form)
    .where('period_from', '=', period.from)
    .where('period_to', '=', period.to)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { rows: Rows.parse(row.rows), by: row.entered_by, at: row.at };
}

/** Adds an entry; false when the request was stored before. */
export async function insertManual(
  tx: Tx,
  entry: {
    readonly id: string;
    readonly centreId: string;
    readonly form: FormCode;
    readonly period: Period;
    readonly rows: readonly FormRow[];
    readonly by: string;
    readonly accountId: string | null;
    readonly requestId: string;
    readonly at: Temporal.Instant;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('report_manual')
    .values({
      id: entry.id,
      centre_id: entry.centreId,
      form: entry.form,
      period_from: entry.period.from,
      period_to: entry.period.to,
      rows: JSON.stringify(entry.rows),
      at: entry.at,
      entered_by: entry.by,
      account_id: entry.accountId,
      request_id: entry.requestId,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A report as it was kept. */
export interface Snapshot {
  readonly id: string;
  readonly form: string;
  readonly period: Period;
  readonly mark: number;
  readonly at: Temporal.Instant;
  readonly rows: readonly FormRow[];
  readonly by: string;
  readonly sent: { readonly at: Temporal.Instant; readonly by: string } | null;
}

const COLUMNS = [
  'id',
  'form',
  'period_from',
  'period_to',
  'mark',
  'at',
  'figures',
  'made_by',
  'sent_at',
  'sent_by',
] as const;

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function rowsOf(tx: Tx) {
  return tx.selectFrom('report_snapshots').select(COLUMNS).execute();
}

function toSnapshot(row: Row): Snapshot {
  return {
    id: row.id,
    form: row.form,
    period: { from: row.period_from, to: row.period_to },
    mark: row.mark,
    at: row.at,
    rows: Rows.parse(row.figures),
    by: row.made_by,
    sent: row.sent_at === null || row.sent_by === null ? null : { at: row.sent_at, by: row.sent_by },
  };
}

/** Keeps a report; the one kept before by the same request is given back. */
export async function insertSnapshot(
  tx: Tx,
  snapshot: Omit<Snapshot, 'sent'> & { readonly centreId: string; readonly requestId: string },
): Promise<Snapshot> {
  await tx
    .insertInto('report_snapshots')
    .values({
      id: snapshot.id,
      centre_id: snapshot.centreId,
      form: snapshot.form,
      period_from: snapshot.period.from,
      period_to: snapshot.period.to,
      mark: snapshot.mark,
      at: snapshot.at,
      figures: JSON.stringify(snapshot.rows),
      made_by: snapshot.by,
      request_id: snapshot.requestId,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .execute();
  const row = await tx
    .selectFrom('report_snapshots')
    .select(COLUMNS)
    .where('request_id', '=', snapshot.requestId)
    .executeTakeFirstOrThrow();
  return toSnapshot(row);
}

/** One kept report; locked where it is to be changed. */
export async function findSnapshot(tx: Tx, id: string, lock = false): Promise<Snapshot | null> {
  const row = await tx
    .selectFrom('report_snapshots')
    .select(COLUMNS)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : toSnapshot(row);
}

/** Kept reports of a form and period, newest first. */
export async function listSnapshots(tx: Tx, form: FormCode, period: Period): Promise<readonly Snapshot[]> {
  const rows = await tx
    .selectFrom('report_snapshots')
    .select(COLUMNS)
    .where('form', '=', form)
    .where('period_from', '=', period.from)
    .where('period_to', '=', period.to)
    .orderBy('at', 'desc')
    .execute();
  return rows.map(toSnapshot);
}

/** Writes down that a kept report was sent. */
export async function markSent(tx: Tx, id: string, by: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('report_snapshots').set({ sent_at: at, sent_by: by }).where('id', '=', id).execute();
}

/** Forms with the periods that end on or after a day and were sent. */
export async function listSent(
  tx: Tx,
  since: Temporal.PlainDate,
): Promise<readonly (Period & { readonly form: string })[]> {
  const rows = await tx
    .selectFrom('report_snapshots')
    .select(['form', 'period_from', 'period_to'])
    .where('period_to', '>=', since)
    .where('sent_at', 'is not', null)
    .execute();
  return rows.flatMap(({ form, period_from: from, period_to: to }) =>
    form === null ? [] : [{ form, from, to }],
  );
}
