/** SQL of codes that a person has to place. */
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { Doubt } from './schema.ts';

/** Open doubts, oldest first. */
export async function listDoubts(tx: Tx): Promise<readonly Doubt[]> {
  return tx
    .selectFrom('mirror_doubts')
    .select(['id', 'number', 'candidates', 'found_at as foundAt'])
    .where('state', '=', 'open')
    .orderBy('found_at')
    .orderBy('number')
    .execute();
}

/** An open doubt, locked; null where it is settled or not there. */
export async function lockDoubt(tx: Tx, id: string): Promise<Doubt | null> {
  const row = await tx
    .selectFrom('mirror_doubts')
    .select(['id', 'number', 'candidates', 'found_at as foundAt'])
    .where('id', '=', id)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Codes of which a person said that they belong to none here. */
export async function placedNowhere(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('mirror_doubts').select('number').where('state', '=', 'none').execute();
  return new Set(rows.map(({ number }) => number));
}

/** Raises a doubt, or brings the open one up to date. */
export async function raiseDoubt(
  tx: Tx,
  centreId: string,
  number: string,
  candidates: readonly string[],
  at: Temporal.Instant,
): Promise<void> {
  const updated = await tx
    .updateTable('mirror_doubts')
    .set({ candidates: [...candidates] })
    .where('number', '=', number)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  if (updated === undefined) {
    await tx
      .insertInto('mirror_doubts')
      .values({
        id: newId(),
        centre_id: centreId,
        number,
        candidates: [...candidates],
        state: 'open',
        found_at: at,
      })
      .execute();
  }
}

/** Settles the open doubt of a code. */
export async function settleDoubt(
  tx: Tx,
  number: string,
  state: 'linked' | 'none',
  by: string,
  reason: string | null,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('mirror_doubts')
    .set({ state, settled_at: at, settled_by: by, reason })
    .where('number', '=', number)
    .where('state', '=', 'open')
    .execute();
}
