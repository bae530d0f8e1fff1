import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import {
  type Arrival,
  ArrivalState,
  type ArrivedFile,
  ArrivedFileState,
  InboxSettings,
} from './schema-inbox.ts';

/** The settings of the centre with the sealed secret; null before the first. */
export async function findInboxSettings(tx: Tx): Promise<{
  readonly version: string;
  readonly settings: InboxSettings;
  readonly secretBox: Uint8Array | null;
} | null> {
  const row = await tx.selectFrom('portal_inbox_settings').selectAll().executeTakeFirst();
  return row === undefined
    ? null
    : { version: row.version, settings: InboxSettings.parse(row.settings), secretBox: row.secret_box };
}

/** Stores the settings. */
export async function saveInboxSettings(
  tx: Tx,
  centreId: string,
  saved: {
    readonly version: string;
    readonly settings: InboxSettings;
    readonly secretBox: Uint8Array | null;
    readonly at: Temporal.Instant;
    readonly by: string;
  },
): Promise<void> {
  const values = {
    version: saved.version,
    settings: JSON.stringify(saved.settings),
    secret_box: saved.secretBox === null ? null : Buffer.from(saved.secretBox),
    changed_at: saved.at,
    changed_by: saved.by,
  };
  await tx
    .insertInto('portal_inbox_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

const COLUMNS = [
  'id',
  'national_number',
  'version',
  'body',
  'arrived_at',
  'alert_by',
  'respond_by',
  'state',
  'why',
  'dossier_id',
  'opened_at',
  'opened_by',
  'answered_at',
  'escalated',
] as const;

const select = (tx: Tx) => tx.selectFrom('portal_inbox').select(COLUMNS);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function arrivalOf(row: Row): Arrival {
  return {
    id: row.id,
    number: row.national_number,
    version: row.version,
    body: row.body,
    arrivedAt: row.arrived_at,
    alertBy: row.alert_by,
    respondBy: row.respond_by,
    state: ArrivalState.parse(row.state),
    why: row.why,
    dossierId: row.dossier_id,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    answeredAt: row.answered_at,
    escalated: row.escalated,
  };
}

/** Posts about one number come one after another from here to the end of the transaction. */
export async function lockNumber(tx: Tx, centreId: string, number: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`portal-inbox ${centreId} ${number}`}, 0))`.execute(
    tx,
  );
}

/** Every version of a number that was taken, oldest first, with its digest. */
export async function listVersions(
  tx: Tx,
  number: string,
): Promise<readonly (Arrival & { readonly sha256: Uint8Array })[]> {
  const rows = await tx
    .selectFrom('portal_inbox')
    .select([...COLUMNS, 'sha256'])
    .where('national_number', '=', number)
    .orderBy('version')
    .orderBy('arrived_at')
    .execute();
  return rows.map((row) => ({ ...arrivalOf(row), sha256: row.sha256 }));
}

/** Keeps a post. False when the same content of this number is there already. */
export async function addArrival(
  tx: Tx,
  centreId: string,
  arrival: Pick<
    Arrival,
    'id' | 'number' | 'version' | 'body' | 'arrivedAt' | 'alertBy' | 'respondBy' | 'state' | 'why'
  > & {
    readonly sha256: Uint8Array;
  },
): Promise<boolean> {
  const done = await tx
    .insertInto('portal_inbox')
    .values({
      id: arrival.id,
      centre_id: centreId,
      national_number: arrival.number,
      version: arrival.version,
      sha256: Buffer.from(arrival.sha256),
      body: JSON.stringify(arrival.body),
      arrived_at: arrival.arrivedAt,
      alert_by: arrival.alertBy,
      respond_by: arrival.respondBy,
      state: arrival.state,
      why: arrival.why,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'national_number', 'sha256']).doNothing())
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

/** Keeps the files of a post, to be fetched. */
export async function addFiles(
  tx: Tx,
  centreId: string,
  files: readonly Pick<
    ArrivedFile,
    'id' | 'inboxId' | 'place' | 'outsideId' | 'name' | 'paperKey' | 'url' | 'nextAt'
  >[],
): Promise<void> {
  if (files.length > 0) {
    await tx
      .insertInto('portal_inbox_files')
      .values(
        files.map((file) => ({
          id: file.id,
          centre_id: centreId,
          inbox_id: file.inboxId,
          place: file.place,
          outside_id: file.outsideId,
          name: file.name,
          paper_key: file.paperKey,
          url: file.url,
          state: 'waiting',
          next_at: file.nextAt,
        })),
      )
      .execute();
  }
}

/** One arrival; locked when asked. */
export async function findArrival(tx: Tx, id: string, lock = false): Promise<Arrival | null> {
  const row = await select(tx)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : arrivalOf(row);
}

/** The newest admitted version by the dossier that it became; null for dossiers that did not come from the portal. */
export async function findByDossier(tx: Tx, dossierId: string): Promise<Arrival | null> {
  const row = await select(tx)
    .where('dossier_id', '=', dossierId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : arrivalOf(row);
}

/** Changes what is named. */
export async function changeArrival(
  tx: Tx,
  id: string,
  change: {
    readonly state?: ArrivalState;
    readonly version?: number;
    readonly body?: unknown;
    readonly why?: string | null;
    readonly dossierId?: string;
    readonly respondBy?: Temporal.Instant | null;
    readonly opened?: { readonly at: Temporal.Instant; readonly by: string };
    readonly answeredAt?: Temporal.Instant;
    readonly escalated?: number;
    readonly settledBy?: string;
  },
): Promise<void> {
  await tx
    .updateTable('portal_inbox')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.version === undefined ? {} : { version: change.version }),
      ...(change.body === undefined ? {} : { body: JSON.stringify(change.body) }),
      ...(change.why === undefined ? {} : { why: change.why }),
      ...(change.dossierId === undefined ? {} : { dossier_id: change.dossierId }),
      ...(change.respondBy === undefined ? {} : { respond_by: change.respondBy }),
      ...(change.opened === undefined ? {} : { opened_at: change.opened.at, opened_by: change.opened.by }),
      ...(change.answeredAt === undefined ? {} : { answered_at: change.answeredAt }),
      ...(change.escalated === undefined ? {} : { escalated: change.escalated }),
      ...(change.settledBy === undefined ? {} : { settled_by: change.settledBy }),
    })
    .where('id', '=', id)
    .execute();
}

/** The dossier was answered: every version of it that waited for that. */
export async function markAnswered(tx: Tx, dossierId: string, at: Temporal.Instant): Promise<boolean> {
  const done = await tx
    .updateTable('portal_inbox')
    .set({ answered_at: at })
    .where('dossier_id', '=', dossierId)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** What waits for an answer, the one that is due first on top. */
export async function listUnanswered(tx: Tx, limit: number): Promise<readonly Arrival[]> {
  const rows = await select(tx)
    .where('answered_at', 'is', null)
    .where('state', '<>', 'dismissed')
    .orderBy(sql`respond_by`, (order) => order.asc().nullsLast())
    .orderBy('arrived_at')
    .limit(limit)
    .execute();
  return rows.map(arrivalOf);
}

/** What was answered or left out, newest first. */
export async function listSettled(tx: Tx, limit: number): Promise<readonly Arrival[]> {
  const rows = await select(tx)
    .where((where) => where.or([where('answered_at', 'is not', null), where('state', '=', 'dismissed')]))
    .orderBy('arrived_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(arrivalOf);
}

/** How many wait for an answer. */
export async function countUnanswered(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('portal_inbox')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('answered_at', 'is', null)
    .where('state', '<>', 'dismissed')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const FILE_COLUMNS = [
  'id',
  'inbox_id',
  'place',
  'outside_id',
  'name',
  'paper_key',
  'url',
  'state',
  'why',
  'attempts',
  'next_at',
  'file_id',
  'bound',
] as const;

/** Files of some arrivals in the order of the portal. */
export async function listFiles(tx: Tx, inboxIds: readonly string[]): Promise<readonly ArrivedFile[]> {
  if (inboxIds.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('portal_inbox_files')
    .select(FILE_COLUMNS)
    .where('inbox_id', 'in', [...inboxIds])
    .orderBy('inbox_id')
    .orderBy('place')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    inboxId: row.inbox_id,
    place: row.place,
    outsideId: row.outside_id,
    name: row.name,
    paperKey: row.paper_key,
    url: row.url,
    state: ArrivedFileState.parse(row.state),
    why: row.why,
    attempts: row.attempts,
    nextAt: row.next_at,
    fileId: row.file_id,
    bound: row.bound,
  }));
}

/** Changes what is named of one file. */
export async function changeFile(
  tx: Tx,
  id: string,
  change: {
    readonly state?: ArrivedFile['state'];
    readonly why?: string | null;
    readonly attempts?: number;
    readonly nextAt?: Temporal.Instant;
    readonly fileId?: string;
    readonly bound?: boolean;
  },
): Promise<void> {
  await tx
    .updateTable('portal_inbox_files')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.why === undefined ? {} : { why: change.why }),
      ...(change.attempts === undefined ? {} : { attempts: change.attempts }),
      ...(change.nextAt === undefined ? {} : { next_at: change.nextAt }),
      ...(change.fileId === undefined ? {} : { file_id: change.fileId }),
      ...(change.bound === undefined ? {} : { bound: change.bound }),
    })
    .where('id', '=', id)
    .execute();
}

/** Numbers with something to do: kept and not admitted yet, or a file that is due. What a kill left behind is among them. */
export async function listDueNumbers(
  tx: Tx,
  now: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('portal_inbox')
    .select('national_number')
    .distinct()
    .where((where) =>
      where.or([
        where('state', '=', 'kept'),
        where.and([
          where('state', '=', 'admitted'),
          where.exists(
            where
              .selectFrom('portal_inbox_files')
              .select('portal_inbox_files.id')
              .whereRef('portal_inbox_files.inbox_id', '=', 'portal_inbox.id')
              .where((file) =>
                file.or([
                  file.and([file('portal_inbox_files.state', '=', 'waiting'), file('next_at', '<=', now)]),
                  file.and([file('portal_inbox_files.state', '=', 'kept'), file('bound', '=', false)]),
                ]),
              ),
          ),
        ]),
      ]),
    )
    .limit(limit)
    .execute();
  return rows.map((row) => row.national_number);
}
