import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import { Difference, type Reconciliation } from './schema.ts';

/** The name under which the portal's circuit is kept. */
export const PORTAL_LINE = 'national-portal';

/** One call with its answer. */
export interface Exchange {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly number: string;
  readonly service: string;
  readonly outcome: string;
  readonly message: string;
  readonly request: unknown;
  readonly sha256: Uint8Array;
}

/** Keeps calls with their answers. */
export async function addExchanges(tx: Tx, centreId: string, exchanges: readonly Exchange[]): Promise<void> {
  if (exchanges.length === 0) {
    return;
  }
  await tx
    .insertInto('portal_exchanges')
    .values(
      exchanges.map((exchange) => ({
        id: exchange.id,
        centre_id: centreId,
        at: exchange.at,
        number: exchange.number,
        service: exchange.service,
        outcome: exchange.outcome,
        message: exchange.message,
        request: JSON.stringify(exchange.request),
        sha256: Buffer.from(exchange.sha256),
      })),
    )
    .execute();
}

/** Calls about a dossier, newest first. */
export async function listExchanges(tx: Tx, number: string, limit: number): Promise<readonly Exchange[]> {
  return tx
    .selectFrom('portal_exchanges')
    .select(['id', 'at', 'number', 'service', 'outcome', 'message', 'request', 'sha256'])
    .where('number', '=', number)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Dossiers that the portal was told of, with what it was told last. */
export async function listTold(
  tx: Tx,
  after: string,
  limit: number,
): Promise<
  readonly {
    readonly dossierId: string;
    readonly number: string;
    readonly status: string;
    readonly open: boolean;
  }[]
> {
  const rows = await tx
    .selectFrom('portal_dossiers as d')
    .select([
      'd.dossier_id',
      'd.number',
      'd.told_status',
      (eb) =>
        eb
          .exists(
            eb
              .selectFrom('portal_outbox as o')
              .select('o.seq')
              .whereRef('o.dossier_id', '=', 'd.dossier_id')
              .where('o.state', 'in', [sql.lit('waiting'), sql.lit('pushed'), sql.lit('stuck')]),
          )
          .as('open'),
    ])
    .where('d.told_status', 'is not', null)
    .where('d.number', '>', after)
    .orderBy('d.number')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    number: row.number,
    status: row.told_status ?? '',
    open: Boolean(row.open),
  }));
}

/** Keeps a comparison. */
export async function addReconciliation(
  tx: Tx,
  centreId: string,
  id: string,
  found: Reconciliation,
): Promise<void> {
  await tx
    .insertInto('portal_reconciliations')
    .values({
      id,
      centre_id: centreId,
      at: found.at,
      checked: found.checked,
      unanswered: found.unanswered,
      differences: JSON.stringify(found.differences),
    })
    .execute();
}

/** The newest comparison. */
export async function newestReconciliation(tx: Tx): Promise<Reconciliation | null> {
  const row = await tx
    .selectFrom('portal_reconciliations')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        at: row.at,
        checked: row.checked,
        unanswered: row.unanswered,
        differences: z.array(Difference).parse(row.differences),
      };
}

/**
 * Calls by id as the chain tells of them, each with the row that is kept; null where the row is gone. Rows that the chain never told of are found too, with an empty digest.
 */
export async function pageOfExchanges(
  tx: Tx,
  after: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly kept: string; readonly exchange: Exchange | null }[]> {
  const { rows } = await sql<{ id: string; kept: string | null; row_id: string | null }>`
    select coalesce(a.detail->>'exchange', e.id::text) as id, a.detail->>'kept' as kept, e.id as row_id
    from (select detail from audit_entries where action = 'portal.exchange') a
    full join portal_exchanges e on e.id::text = a.detail->>'exchange'
    where coalesce(a.detail->>'exchange', e.id::text) > ${after}
    order by 1 limit ${limit}`.execute(tx);
  const kept = await tx
    .selectFrom('portal_exchanges')
    .select(['id', 'at', 'number', 'service', 'outcome', 'message', 'request', 'sha256'])
    .where('id', 'in', [...rows.flatMap((row) => row.row_id ?? []), '00000000-0000-0000-0000-000000000000'])
    .execute();
  const byId = new Map(kept.map((exchange) => [exchange.id, exchange]));
  return rows.map((row) => ({ id: row.id, kept: row.kept ?? '', exchange: byId.get(row.id) ?? null }));
}
