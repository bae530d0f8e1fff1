import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Clocks } from './schema.ts';

/** What was filed here and is not answered, with how far its clocks were told. */
interface FiledWaiting {
  readonly id: string;
  /** Ten digits, as officers name it. */
  readonly code: string;
  readonly clocks: Clocks;
  /** The last level that was told; 0 before the first. */
  readonly told: number;
}

/** What was filed here and is not answered, the soonest due first. */
export async function listFiledWaiting(tx: Tx, limit: number): Promise<readonly FiledWaiting[]> {
  const rows = await tx
    .selectFrom('preparations')
    .select(['id', 'code', 'alert_by', 'respond_by', 'seen_at', 'seen_by', 'escalated'])
    .where('state', '=', 'filed')
    .where('answered_at', 'is', null)
    .orderBy(sql`respond_by`, (order) => order.asc().nullsLast())
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ alert_by: alertBy, ...row }) =>
    alertBy === null
      ? []
      : [
          {
            id: row.id,
            code: row.code,
            clocks: {
              alertBy,
              respondBy: row.respond_by,
              openedAt: row.seen_at,
              openedBy: row.seen_by,
              answeredAt: null,
            },
            told: row.escalated,
          },
        ],
  );
}

/** How many wait for an answer. */
export async function countFiledWaiting(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('preparations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'filed')
    .where('answered_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Notes that a level was told. */
export async function markTold(tx: Tx, id: string, level: number): Promise<void> {
  await tx.updateTable('preparations').set({ escalated: level }).where('id', '=', id).execute();
}
