import type { Tx } from '#platform/db/tx.ts';
import { COLUMNS, type DossierLine, toLine } from '../repo/lists.ts';
import { Dossier } from '../schema.ts';

/** Lines of some dossiers in the order of their ids as given; what the transaction's centre does not have is left out. */
export async function listLinesIn(
  tx: Tx,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<readonly DossierLine[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('dossiers')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [toLine(row, now)];
  });
}

/** Whole states of some dossiers, in the order of their ids as given. */
export async function listStatesIn(tx: Tx, ids: readonly string[]): Promise<readonly Dossier[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('dossiers')
    .select(['id', 'state'])
    .where('id', 'in', [...ids])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row.state]));
  return ids.flatMap((id) => (byId.has(id) ? [Dossier.parse(byId.get(id))] : []));
}

/** Ids of the dossiers received in a span of time, in the order of their receipt; narrowed to a field when one is named. */
export async function listReceivedIds(
  tx: Tx,
  span: { readonly from: Temporal.Instant; readonly before: Temporal.Instant },
  field: string | null,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select('id')
    .where('received_at', '>=', span.from)
    .where('received_at', '<', span.before)
    .$if(field !== null, (query) => query.where('field', '=', field ?? ''))
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}
