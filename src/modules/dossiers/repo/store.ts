import { sql } from 'kysely';
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import type { Json } from '#modules/audit/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Dossier, DossierEvent } from '../schema.ts';
import { toRow } from './row.ts';
import { writeStrands } from './strands.ts';

/** How a dossier is named by people and programs: its id, or its number (official or local). */
export type DossierRef = { readonly id: string } | { readonly number: string };

/** Before the first event of every dossier. */
const GENESIS = new Uint8Array(32);

/** Digest of one event on top of the one before: SHA-256(previous ‖ canonical JSON). */
export function eventDigest(previous: Uint8Array, data: Json): Uint8Array {
  return sha256(previous, canonicalJson(data));
}

/** The event as the database will give it back: letters composed, no zero character, instants as Temporal. */
export function normalise(event: DossierEvent): DossierEvent {
  return DossierEvent.parse(toJson(event));
}

/** The dossier, locked until the transaction ends, so that deciders come one after another. */
export async function lockDossier(tx: Tx, ref: DossierRef): Promise<Dossier | null> {
  const row = await tx
    .selectFrom('dossiers')
    .select('state')
    .where((where) =>
      'id' in ref
        ? where('id', '=', ref.id)
        : where.or([where('number', '=', ref.number), where('local_number', '=', ref.number)]),
    )
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : Dossier.parse(row.state);
}

async function lastDigest(tx: Tx, dossierId: string, seq: number): Promise<Uint8Array> {
  if (seq === 0) {
    return GENESIS;
  }
  const row = await tx
    .selectFrom('dossier_events')
    .select('digest')
    .where('dossier_id', '=', dossierId)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  return new Uint8Array(row.digest);
}

/**
 * Appends the events of one command and stores the row derived from them.
 * @param before number of events the dossier had
 * @returns the digest of the last event, for the audit chain
 */
export async function append(
  tx: Tx,
  before: number,
  dossier: Dossier,
  events: readonly DossierEvent[],
  requestId: string,
): Promise<Uint8Array> {
  let digest = await lastDigest(tx, dossier.id, before);
  const rows = events.map((event, i) => {
    const data = toJson(event);
    digest = eventDigest(digest, data);
    return {
      dossier_id: dossier.id,
      seq: before + i + 1,
      centre_id: dossier.centreId,
      type: event.type,
      at: event.at,
      account_id: event.by.accountId,
      request_id: requestId,
      data: JSON.stringify(data),
      digest: Buffer.from(digest),
    };
  });
  await tx.insertInto('dossier_events').values(rows).execute();
  await writeStrands(tx, dossier);
  if (before === 0) {
    await tx.insertInto('dossiers').values(toRow(dossier)).execute();
  } else {
    await tx.updateTable('dossiers').set(toRow(dossier)).where('id', '=', dossier.id).execute();
  }
  return digest;
}

/** A stored event with its place and digest. */
export interface StoredEvent {
  readonly seq: number;
  readonly event: DossierEvent;
  readonly data: Json;
  readonly digest: Uint8Array;
}

function toStored(row: {
  readonly seq: number;
  readonly data: unknown;
  readonly digest: Uint8Array;
}): StoredEvent {
  return {
    seq: row.seq,
    event: DossierEvent.parse(row.data),
    data: toJson(row.data),
    digest: new Uint8Array(row.digest),
  };
}

/** The history of a dossier in order, up to `upTo` where given. */
export async function listEvents(tx: Tx, dossierId: string, upTo?: number): Promise<readonly StoredEvent[]> {
  const rows = await tx
    .selectFrom('dossier_events')
    .select(['seq', 'data', 'digest'])
    .where('dossier_id', '=', dossierId)
    .$if(upTo !== undefined, (query) => query.where('seq', '<=', upTo ?? 0))
    .orderBy('seq')
    .execute();
  return rows.map(toStored);
}

/** The histories of several dossiers in one statement, by id. */
export async function listEventsOf(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
  if (ids.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectFrom('dossier_events')
    .select(['dossier_id', 'seq', 'data', 'digest'])
    .where('dossier_id', 'in', [...ids])
    .orderBy('dossier_id')
    .orderBy('seq')
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.dossier_id);
  return new Map([...grouped].map(([id, group]) => [id, group.map(toStored)]));
}

/** What an earlier request with the same id did. */
export interface EarlierRequest {
  readonly fingerprint: Uint8Array;
  readonly dossierId: string | null;
  readonly seq: number | null;
}

/**
 * Claims a request id. Waits for a transaction that claimed it first; null when it is ours now, else what that one did.
 */
export async function claimRequest(
  tx: Tx,
  centreId: string,
  requestId: string,
  fingerprint: Uint8Array,
  at: Temporal.Instant,
): Promise<EarlierRequest | null> {
  const claimed = await tx
    .insertInto('dossier_requests')
    .values({ centre_id: centreId, request_id: requestId, fingerprint: Buffer.from(fingerprint), at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst();
  if (claimed !== undefined) {
    return null;
  }
  const row = await tx
    .selectFrom('dossier_requests')
    .select(['fingerprint', 'dossier_id', 'seq'])
    .where('request_id', '=', requestId)
    .executeTakeFirstOrThrow();
  return { fingerprint: new Uint8Array(row.fingerprint), dossierId: row.dossier_id, seq: row.seq };
}

/** Writes what the request led to, in the same transaction. */
export async function settleRequest(tx: Tx, requestId: string, dossier: Dossier): Promise<void> {
  await tx
    .updateTable('dossier_requests')
    .set({ dossier_id: dossier.id, seq: dossier.seq })
    .where('request_id', '=', requestId)
    .execute();
}

/** The next number of a series on a local day; stays locked until the transaction ends, so that a refusal leaves no gap. */
export async function nextNumber(tx: Tx, series: string, day: Temporal.PlainDate): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select app.next_number(${series}, ${day.toString()}::date) as n`.execute(tx);
  const n = rows[0]?.n;
  if (n === undefined) {
    throw new Error('number series: no number was given');
  }
  return n;
}

/** A dossier with its history in one statement; null when the transaction's centre has none like it. */
export async function findWithEvents(
  tx: Tx,
  ref: DossierRef,
): Promise<{ readonly dossier: Dossier; readonly events: readonly DossierEvent[] } | null> {
  const row = await tx
    .selectFrom('dossiers')
    .select((eb) => [
      'state',
      eb
        .selectFrom('dossier_events')
        .select(sql<unknown[]>`json_agg(data order by seq)`.as('history'))
        .whereRef('dossier_events.dossier_id', '=', 'dossiers.id')
        .as('history'),
    ])
    .where((where) =>
      'id' in ref
        ? where('id', '=', ref.id)
        : where.or([where('number', '=', ref.number), where('local_number', '=', ref.number)]),
    )
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        dossier: Dossier.parse(row.state),
        events: (row.history ?? []).map((data) => DossierEvent.parse(data)),
      };
}

/** States of the centre's dossiers in the order of their ids, a batch at a time. */
export async function listStates(tx: Tx, after: string | null, limit: number): Promise<readonly Dossier[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select('state')
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => Dossier.parse(row.state));
}
