import { z } from 'zod';
import type { PortalStep } from '#integrations/national-portal/payload.ts';
import { PortalConnection } from '#integrations/national-portal/port.ts';
import type { Tx } from '#platform/db/tx.ts';
import {
  type Known,
  type OutboxItem,
  OutboxState,
  PortalCodes,
  PortalFiles,
  type PortalSettings,
} from './schema.ts';

const KnownWord = z.enum(['no', 'unsure', 'yes']);

/** The settings of the centre with the sealed secret. */
export async function findSettings(
  tx: Tx,
): Promise<{ readonly settings: PortalSettings; readonly secretBox: Uint8Array | null } | null> {
  const row = await tx.selectFrom('portal_settings').selectAll().executeTakeFirst();
  return row === undefined
    ? null
    : {
        settings: {
          version: row.version,
          connection: PortalConnection.parse(row.connection),
          codes: PortalCodes.parse(row.codes),
          files: PortalFiles.parse(row.files),
          ratings: row.ratings,
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
  settings: PortalSettings,
  secretBox: Uint8Array | null,
): Promise<void> {
  const values = {
    version: settings.version,
    connection: JSON.stringify(settings.connection),
    codes: JSON.stringify(settings.codes),
    files: JSON.stringify(settings.files),
    ratings: settings.ratings,
    secret_box: secretBox === null ? null : Buffer.from(secretBox),
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
  };
  await tx
    .insertInto('portal_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

/** Adds a change to what the portal must hear of; the same version of a dossier is added once. */
export async function addItem(
  tx: Tx,
  item: {
    readonly centreId: string;
    readonly dossierId: string;
    readonly number: string;
    readonly dossierSeq: number;
    readonly payload: unknown;
    readonly steps: readonly PortalStep[];
    readonly trimmed: readonly string[];
    readonly at: Temporal.Instant;
    /** Default: a dossier of ours. */
    readonly kind?: OutboxItem['kind'];
  },
): Promise<void> {
  await tx
    .insertInto('portal_outbox')
    .values({
      centre_id: item.centreId,
      dossier_id: item.dossierId,
      number: item.number,
      dossier_seq: item.dossierSeq,
      kind: item.kind ?? 'dossier',
      payload: JSON.stringify(item.payload),
      steps: JSON.stringify(item.steps),
      trimmed: [...item.trimmed],
      state: 'waiting',
      created_at: item.at,
      next_at: item.at,
    })
    .onConflict((conflict) => conflict.columns(['dossier_id', 'dossier_seq']).doNothing())
    .execute();
}

const COLUMNS = [
  'seq',
  'dossier_id',
  'number',
  'dossier_seq',
  'kind',
  'payload',
  'steps',
  'trimmed',
  'state',
  'stuck_at',
  'attempts',
  'created_at',
  'first_try_at',
  'next_at',
  'lease_until',
  'last_why',
  'ended_at',
] as const;

const select = (tx: Tx) => tx.selectFrom('portal_outbox').select(COLUMNS);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

/** An item as its row has it. */
export function itemOf(row: Row): OutboxItem {
  return {
    seq: row.seq,
    dossierId: row.dossier_id,
    number: row.number,
    dossierSeq: row.dossier_seq,
    kind: row.kind === 'state' ? 'state' : 'dossier',
    payload: row.payload,
    steps: z.array(z.unknown()).parse(row.steps),
    trimmed: row.trimmed,
    state: OutboxState.parse(row.state),
    attempts: row.attempts,
    createdAt: row.created_at,
    firstTryAt: row.first_try_at,
    nextAt: row.next_at,
    lastWhy: row.last_why,
    endedAt: row.ended_at,
  };
}

/** What the portal is known to hold, by the row of the dossier; nothing where there is none. */
export function knownOf(row: {
  readonly known: string | null;
  readonly told_status: string | null;
  readonly tech_id: string | null;
}): Known {
  return { known: KnownWord.parse(row.known ?? 'no'), toldStatus: row.told_status, techId: row.tech_id };
}

/** What the portal is known to hold of a dossier. */
export async function findKnown(tx: Tx, dossierId: string): Promise<Known> {
  const row = await tx
    .selectFrom('portal_dossiers')
    .select(['known', 'told_status', 'tech_id'])
    .where('dossier_id', '=', dossierId)
    .executeTakeFirst();
  return knownOf(row ?? { known: null, told_status: null, tech_id: null });
}

/** Keeps the account that the portal named for a dossier; empty when it knows none. */
export async function saveTechId(
  tx: Tx,
  centreId: string,
  item: Pick<OutboxItem, 'dossierId' | 'number'>,
  techId: string,
): Promise<void> {
  await tx
    .insertInto('portal_dossiers')
    .values({
      dossier_id: item.dossierId,
      centre_id: centreId,
      number: item.number,
      known: 'no',
      tech_id: techId,
    })
    .onConflict((conflict) => conflict.column('dossier_id').doUpdateSet({ tech_id: techId }))
    .execute();
}

/** One item, locked for a person's decision. */
export async function lockItem(
  tx: Tx,
  seq: number,
): Promise<{ readonly item: OutboxItem; readonly stuckAt: 'waiting' | 'pushed' | null } | null> {
  const row = await select(tx).where('seq', '=', seq).forUpdate().executeTakeFirst();
  return row === undefined
    ? null
    : {
        item: itemOf(row),
        stuckAt: row.stuck_at === null ? null : z.enum(['waiting', 'pushed']).parse(row.stuck_at),
      };
}

/** Items by state, the newest first for what was sent, the oldest first otherwise. */
export async function listItems(
  tx: Tx,
  states: readonly OutboxState[],
  limit: number,
): Promise<readonly OutboxItem[]> {
  const newest = states.includes('sent');
  const rows = await select(tx)
    .where('state', 'in', [...states])
    .orderBy('seq', newest ? 'desc' : 'asc')
    .limit(limit)
    .execute();
  return rows.map(itemOf);
}

/** All items of a dossier by its number, oldest first. */
export async function listItemsOf(tx: Tx, number: string): Promise<readonly OutboxItem[]> {
  return (await select(tx).where('number', '=', number).orderBy('seq').execute()).map(itemOf);
}

/** How many items are in each state, and since when the oldest waits. */
export async function countItems(
  tx: Tx,
): Promise<
  readonly { readonly state: OutboxState; readonly count: number; readonly since: Temporal.Instant }[]
> {
  const rows = await tx
    .selectFrom('portal_outbox')
    .select([
      'state',
      (eb) => eb.fn.countAll<number>().as('count'),
      (eb) => eb.fn.min('created_at').as('since'),
    ])
    .groupBy('state')
    .execute();
  return rows.map((row) => ({
    state: OutboxState.parse(row.state),
    count: Number(row.count),
    since: row.since,
  }));
}

/** Puts a stuck item back to where it stood, to be tried at once. */
export async function restartItem(
  tx: Tx,
  seq: number,
  state: 'waiting' | 'pushed',
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('portal_outbox')
    .set({ state, stuck_at: null, attempts: 0, first_try_at: at, next_at: at, lease_until: null })
    .where('seq', '=', seq)
    .execute();
}
