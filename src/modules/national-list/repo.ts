/** SQL of settings, circuit, readings and records of the national list. */
import { z } from 'zod';
import { ListSource } from '#integrations/national-list/port.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { localDay } from '#platform/time.ts';
import { type Fetch, Listed, type ListSettings, NationalRecord, Unreadable } from './schema.ts';

/** The settings of the centre; null before the first. */
export async function findSettings(tx: Tx): Promise<ListSettings | null> {
  const row = await tx.selectFrom('national_list_settings').selectAll().executeTakeFirst();
  return row === undefined
    ? null
    : {
        version: row.version,
        source: ListSource.parse(row.source),
        changedAt: row.changed_at,
        changedBy: row.changed_by,
      };
}

/** Stores the settings. */
export async function saveSettings(tx: Tx, centreId: string, settings: ListSettings): Promise<void> {
  const values = {
    version: settings.version,
    source: JSON.stringify(settings.source),
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
  };
  await tx
    .insertInto('national_list_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

/** The name of the line in the circuits of the centre. */
export const LIST_LINE = 'national-list';

/** A reading with what is still to be read. */
export interface FetchWork extends Fetch {
  /** Null until the list itself was read. */
  readonly list: readonly Listed[] | null;
  readonly todo: readonly Listed[];
  readonly leaseUntil: Temporal.Instant | null;
}

const FETCH = [
  'id',
  'source',
  'state',
  'listed',
  'todo',
  'read_count',
  'unreadable',
  'found_count',
  'why',
  'asked_by',
  'begun_at',
  'lease_until',
  'ended_at',
] as const;

const FetchState = z.enum(['running', 'done', 'failed', 'short']);
const FetchSource = z.enum(['portal', 'public']);

interface FetchRow {
  readonly id: string;
  readonly source: string;
  readonly state: string;
  readonly listed: unknown;
  readonly todo: unknown;
  readonly read_count: number;
  readonly unreadable: unknown;
  readonly found_count: number;
  readonly why: string | null;
  readonly asked_by: string;
  readonly begun_at: Temporal.Instant;
  readonly lease_until: Temporal.Instant | null;
  readonly ended_at: Temporal.Instant | null;
}

function fetchOf(row: FetchRow): FetchWork {
  const list = row.listed === null ? null : Listed.array().parse(row.listed);
  const todo = Listed.array().parse(row.todo);
  return {
    id: row.id,
    source: FetchSource.parse(row.source),
    state: FetchState.parse(row.state),
    list,
    listed: list?.length ?? null,
    todo,
    left: todo.length,
    read: row.read_count,
    unreadable: Unreadable.array().parse(row.unreadable),
    found: row.found_count,
    why: row.why,
    askedBy: row.asked_by,
    begunAt: row.begun_at,
    leaseUntil: row.lease_until,
    endedAt: row.ended_at,
  };
}

/** The reading that runs, locked; null for none. */
export async function lockRunning(tx: Tx): Promise<FetchWork | null> {
  const row = await tx
    .selectFrom('national_list_fetches')
    .select(FETCH)
    .where('state', '=', 'running')
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : fetchOf(row);
}

/** A reading by id, locked. */
export async function lockFetch(tx: Tx, id: string): Promise<FetchWork | null> {
  const row = await tx
    .selectFrom('national_list_fetches')
    .select(FETCH)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : fetchOf(row);
}

/** The last readings, newest first. */
export async function listFetches(tx: Tx, limit: number): Promise<readonly FetchWork[]> {
  const rows = await tx
    .selectFrom('national_list_fetches')
    .select(FETCH)
    .orderBy('begun_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fetchOf);
}

/** How many procedures the last good reading by a source listed; null for none. */
export async function lastListed(tx: Tx, source: Fetch['source']): Promise<number | null> {
  const row = await tx
    .selectFrom('national_list_fetches')
    .select(FETCH)
    .where('state', '=', 'done')
    .where('source', '=', source)
    .orderBy('begun_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fetchOf(row).listed;
}

/** The reading that is the newest; null before the first. */
export async function newestFetch(tx: Tx): Promise<FetchWork | null> {
  return (await listFetches(tx, 1))[0] ?? null;
}

/** Begins a reading. */
export async function insertFetch(
  tx: Tx,
  centreId: string,
  begun: {
    readonly id: string;
    readonly source: Fetch['source'];
    readonly askedBy: string;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .insertInto('national_list_fetches')
    .values({
      id: begun.id,
      centre_id: centreId,
      source: begun.source,
      state: 'running',
      todo: '[]',
      asked_by: begun.askedBy,
      begun_at: begun.at,
    })
    .execute();
}

/** What changes of a reading. */
export interface FetchChange {
  readonly state?: Fetch['state'];
  readonly list?: readonly Listed[];
  readonly todo?: readonly Listed[];
  readonly read?: number;
  readonly unreadable?: readonly Unreadable[];
  readonly found?: number;
  readonly why?: string | null;
  readonly leaseUntil?: Temporal.Instant | null;
  readonly endedAt?: Temporal.Instant | null;
}

/** Notes how far a reading came. */
export async function noteFetch(tx: Tx, id: string, change: FetchChange): Promise<void> {
  await tx
    .updateTable('national_list_fetches')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.list === undefined ? {} : { listed: JSON.stringify(change.list) }),
      ...(change.todo === undefined ? {} : { todo: JSON.stringify(change.todo) }),
      ...(change.read === undefined ? {} : { read_count: change.read }),
      ...(change.unreadable === undefined ? {} : { unreadable: JSON.stringify(change.unreadable) }),
      ...(change.found === undefined ? {} : { found_count: change.found }),
      ...(change.why === undefined ? {} : { why: change.why }),
      ...(change.leaseUntil === undefined ? {} : { lease_until: change.leaseUntil }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
    })
    .where('id', '=', id)
    .execute();
}

/** Keeps a record as it was read, once for each version, and that it is what the list shows now. */
export async function keepRecord(
  tx: Tx,
  centreId: string,
  record: NationalRecord,
  sha256: Uint8Array,
  at: Temporal.Instant,
): Promise<void> {
  const digest = Buffer.from(sha256);
  await tx
    .insertInto('national_records')
    .values({
      id: newId(),
      centre_id: centreId,
      code: record.code,
      sha256: digest,
      record: JSON.stringify(record),
      first_seen: at,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'code', 'sha256']).doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('national_records')
    .select('id')
    .where('code', '=', record.code)
    .where('sha256', '=', digest)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('national_record_reads')
    .values({ centre_id: centreId, code: record.code, record_id: id, read_at: at })
    .onConflict((conflict) =>
      conflict.columns(['centre_id', 'code']).doUpdateSet({ record_id: id, read_at: at }),
    )
    .execute();
}

/** Local day of the last reading by code. */
export async function lastReads(tx: Tx): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
  const rows = await tx.selectFrom('national_record_reads').select(['code', 'read_at']).execute();
  return new Map(rows.map(({ code, read_at }) => [code, localDay(read_at)]));
}

/** What the list showed last of some procedures, with its digest. */
export async function readRecords(
  tx: Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, { readonly record: NationalRecord; readonly sha256: Uint8Array }>> {
  const rows =
    codes.length === 0
      ? []
      : await tx
          .selectFrom('national_record_reads as r')
          .innerJoin('national_records as n', 'n.id', 'r.record_id')
          .select(['n.code', 'n.record', 'n.sha256'])
          .where('r.code', 'in', [...codes])
          .execute();
  return new Map(
    rows.map((row) => [row.code, { record: NationalRecord.parse(row.record), sha256: row.sha256 }]),
  );
}
