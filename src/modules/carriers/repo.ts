import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { SmsConnection } from '#integrations/sms/port.ts';
import { ZaloConnection } from '#integrations/zalo/port.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Carriers } from '#platform/db/types.gen.ts';
import type { Carrier } from './schema.ts';

type Row = Selectable<Carriers>;

/** A carrier with what is sealed. */
export interface StoredCarrier {
  readonly carrier: Carrier;
  readonly secretBox: Uint8Array | null;
  readonly tokensBox: Uint8Array | null;
}

function stored(row: Row): StoredCarrier {
  const base = {
    id: row.id,
    name: row.name,
    place: row.place,
    active: row.active,
    priceVnd: row.price_vnd,
    version: row.version,
    reportToken: row.report_token,
    hasSecret: row.secret_box !== null,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
  };
  const carrier: Carrier =
    row.kind === 'zalo'
      ? {
          ...base,
          kind: 'zalo',
          connection: ZaloConnection.parse(row.connection),
          tokensUntil: row.tokens_until,
          consentWhy: row.consent_why,
        }
      : { ...base, kind: 'sms', connection: SmsConnection.parse(row.connection) };
  return { carrier, secretBox: row.secret_box, tokensBox: row.tokens_box };
}

/** All carriers of the centre: SMS gateways in their order, then Zalo. */
export async function listCarriers(tx: Tx): Promise<readonly StoredCarrier[]> {
  const rows = await tx.selectFrom('carriers').selectAll().orderBy('kind').orderBy('place').execute();
  return rows.map(stored);
}

/** One carrier; with `lock`, nobody else changes or renews it until the transaction ends. */
export async function findCarrier(
  tx: Tx,
  where: { readonly id: string } | { readonly reportToken: string },
  lock = false,
): Promise<StoredCarrier | null> {
  const all = tx.selectFrom('carriers').selectAll();
  const one =
    'id' in where ? all.where('id', '=', where.id) : all.where('report_token', '=', where.reportToken);
  const row = await (lock ? one.forUpdate() : one).executeTakeFirst();
  return row === undefined ? null : stored(row);
}

/** What is written of a carrier. */
export interface CarrierRow {
  readonly id: string;
  readonly kind: 'sms' | 'zalo';
  readonly name: string;
  readonly place: number;
  readonly active: boolean;
  readonly connection: SmsConnection | ZaloConnection;
  readonly priceVnd: number;
  readonly version: string;
  readonly secretBox: Uint8Array | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** Adds or changes a carrier; its report address stays. */
export async function saveCarrier(tx: Tx, centreId: string, row: CarrierRow): Promise<void> {
  const values = {
    name: row.name,
    place: row.place,
    active: row.active,
    connection: JSON.stringify(row.connection),
    price_vnd: row.priceVnd,
    version: row.version,
    secret_box: row.secretBox === null ? null : Buffer.from(row.secretBox),
    changed_at: row.changedAt,
    changed_by: row.changedBy,
  };
  await tx
    .insertInto('carriers')
    .values({
      id: row.id,
      centre_id: centreId,
      kind: row.kind,
      report_token: randomBytes(24).toString('base64url'),
      ...values,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Keeps a pair of tokens, or why there is none. */
export async function saveTokens(
  tx: Tx,
  id: string,
  kept: { readonly box: Uint8Array; readonly until: Temporal.Instant } | { readonly consentWhy: string },
): Promise<void> {
  await tx
    .updateTable('carriers')
    .set(
      'box' in kept
        ? { tokens_box: Buffer.from(kept.box), tokens_until: kept.until, consent_why: null }
        : { tokens_until: null, consent_why: kept.consentWhy.slice(0, 300) },
    )
    .where('id', '=', id)
    .execute();
}
