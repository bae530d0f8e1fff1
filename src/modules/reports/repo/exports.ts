import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';

/** How a file of a report comes about. */
export const ExportState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export type ExportState = z.infer<typeof ExportState>;

export const FileFormat = z.enum(['pdf', 'xlsx']);
export type FileFormat = z.infer<typeof FileFormat>;

const MailState = z.enum(['not-asked', 'not-configured', 'sent', 'failed']);
export type MailState = z.infer<typeof MailState>;

/** A file of a report that a job makes. */
export interface Export {
  readonly id: string;
  readonly report: string;
  readonly title: string;
  readonly format: FileFormat;
  /** As it was asked for; read through the schema of what can be asked. */
  readonly params: unknown;
  readonly state: ExportState;
  readonly done: number;
  readonly total: number;
  readonly fileKey: string | null;
  readonly fileName: string | null;
  readonly error: string | null;
  readonly accountId: string | null;
  readonly askedBy: string;
  readonly askedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant | null;
  readonly scheduleId: string | null;
  readonly periodTo: Temporal.PlainDate;
  readonly mail: MailState | null;
  readonly mailDetail: string | null;
}

const COLUMNS = [
  'id',
  'report',
  'title',
  'format',
  'params',
  'state',
  'done',
  'total',
  'file_key',
  'file_name',
  'error',
  'account_id',
  'asked_by',
  'asked_at',
  'expires_at',
  'schedule_id',
  'period_to',
  'mail',
  'mail_detail',
] as const;

type Row = Awaited<ReturnType<typeof newest>>[number];

function newest(tx: Tx, limit: number) {
  return tx.selectFrom('report_exports').select(COLUMNS).orderBy('asked_at', 'desc').limit(limit).execute();
}

function toExport(row: Row): Export {
  return {
    id: row.id,
    report: row.report,
    title: row.title,
    format: FileFormat.parse(row.format),
    params: row.params,
    state: ExportState.parse(row.state),
    done: row.done,
    total: row.total,
    fileKey: row.file_key,
    fileName: row.file_name,
    error: row.error,
    accountId: row.account_id,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    scheduleId: row.schedule_id,
    periodTo: row.period_to,
    mail: row.mail === null ? null : MailState.parse(row.mail),
    mailDetail: row.mail_detail,
  };
}

/** The centre's newest files, newest first. */
export async function listExports(tx: Tx, limit: number): Promise<readonly Export[]> {
  return (await newest(tx, limit)).map(toExport);
}

/** One file; locked where it is to be changed. */
export async function findExport(tx: Tx, id: string, lock = false): Promise<Export | null> {
  const row = await tx
    .selectFrom('report_exports')
    .select(COLUMNS)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : toExport(row);
}

/**
 * Adds an order; the id of the one that the same request, or the same schedule for the same period, made before is given
 * back with `fresh: false`.
 */
export async function insertExport(
  tx: Tx,
  order: Pick<
    Export,
    | 'id'
    | 'report'
    | 'title'
    | 'format'
    | 'params'
    | 'accountId'
    | 'askedBy'
    | 'askedAt'
    | 'scheduleId'
    | 'periodTo'
  > & { readonly centreId: string; readonly requestId: string },
): Promise<{ readonly id: string; readonly fresh: boolean }> {
  await tx
    .insertInto('report_exports')
    .values({
      id: order.id,
      centre_id: order.centreId,
      report: order.report,
      title: order.title,
      format: order.format,
      params: JSON.stringify(order.params),
      state: 'waiting',
      account_id: order.accountId,
      asked_by: order.askedBy,
      asked_at: order.askedAt,
      schedule_id: order.scheduleId,
      period_to: order.periodTo,
      request_id: order.requestId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('report_exports')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('request_id', '=', order.requestId),
        ...(order.scheduleId === null
          ? []
          : [eb.and([eb('schedule_id', '=', order.scheduleId), eb('period_to', '=', order.periodTo)])]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return { id: row.id, fresh: row.id === order.id };
}

/** What a job or a person changes of a file. */
export interface ExportChange {
  readonly state?: ExportState;
  readonly done?: number;
  readonly total?: number;
  readonly file?: { readonly key: string; readonly name: string; readonly expiresAt: Temporal.Instant };
  readonly error?: string;
  readonly finishedAt?: Temporal.Instant;
  readonly mail?: { readonly state: MailState; readonly detail: string | null };
}

/** Changes a file's row, unless it is in another state than the ones given; tells whether it did. */
export async function changeExport(
  tx: Tx,
  id: string,
  from: readonly ExportState[],
  change: ExportChange,
): Promise<boolean> {
  const result = await tx
    .updateTable('report_exports')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.done === undefined ? {} : { done: change.done }),
      ...(change.total === undefined ? {} : { total: change.total }),
      ...(change.file === undefined
        ? {}
        : { file_key: change.file.key, file_name: change.file.name, expires_at: change.file.expiresAt }),
      ...(change.error === undefined ? {} : { error: change.error }),
      ...(change.finishedAt === undefined ? {} : { finished_at: change.finishedAt }),
      ...(change.mail === undefined ? {} : { mail: change.mail.state, mail_detail: change.mail.detail }),
    })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Files whose time is over and whose bytes still lie in the storage. */
export async function listExpired(tx: Tx, now: Temporal.Instant): Promise<readonly Export[]> {
  const rows = await tx
    .selectFrom('report_exports')
    .select(COLUMNS)
    .where('state', '=', 'done')
    .where('expires_at', '<=', now)
    .where('file_key', '<>', '')
    .execute();
  return rows.map(toExport);
}

/** Writes down that the bytes are gone. */
export async function forgetFile(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('report_exports').set({ file_key: '' }).where('id', '=', id).execute();
}
