import type { StaffActor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { type KeepFilterInput, type KeptFilter, WorkFilter } from '../schema/work.ts';

/** The filters that an account keeps, by name. */
export async function listFilters(tx: Tx, accountId: string): Promise<readonly KeptFilter[]> {
  const rows = await tx
    .selectFrom('work_filters')
    .select(['id', 'name', 'filter'])
    .where('account_id', '=', accountId)
    .orderBy('name')
    .limit(50)
    .execute();
  return rows.map(({ id, name, filter }) => ({ id, name, filter: WorkFilter.parse(filter) }));
}

/** Keeps a filter; one of the same name is replaced. */
export async function saveFilter(
  tx: Tx,
  actor: StaffActor,
  { name, filter }: KeepFilterInput,
  at: Temporal.Instant,
): Promise<void> {
  const json = JSON.stringify(filter);
  await tx
    .insertInto('work_filters')
    .values({
      id: newId(),
      centre_id: actor.centreId,
      account_id: actor.accountId,
      name,
      filter: json,
      created_at: at,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet({ filter: json }))
    .execute();
}

/** Throws an own filter away. @returns whether it was there */
export async function deleteFilter(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('work_filters')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
