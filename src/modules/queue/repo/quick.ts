import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { QuickKind } from '../rules/quick.ts';

/** A question that is being answered without a ticket. */
export interface QuickVisit {
  readonly id: string;
  readonly kind: string;
  readonly startedAt: Temporal.Instant;
}

/** The quick visit under way at a counter. */
export async function findQuick(tx: Tx, counterId: string): Promise<QuickVisit | undefined> {
  return tx
    .selectFrom('quick_visits')
    .select(['id', 'kind', 'started_at as startedAt'])
    .where('counter_id', '=', counterId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** Begins a quick visit. */
export async function insertQuick(
  tx: Tx,
  quick: {
    readonly centreId: string;
    readonly counterId: string;
    readonly officerId: string | null;
    readonly kind: QuickKind;
  },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('quick_visits')
    .values({
      id: newId(),
      centre_id: quick.centreId,
      counter_id: quick.counterId,
      officer_id: quick.officerId,
      kind: quick.kind,
      started_at: at,
    })
    .execute();
}

/** Ends the quick visit under way at a counter, as of this kind where one is given; false when there is none. */
export async function endQuick(
  tx: Tx,
  counterId: string,
  kind: QuickKind | undefined,
  at: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .updateTable('quick_visits')
    .set({ ended_at: at, ...(kind === undefined ? {} : { kind }) })
    .where('counter_id', '=', counterId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Quick visits of a counter since an instant that are over. */
export async function countQuick(tx: Tx, counterId: string, since: Temporal.Instant): Promise<number> {
  const row = await tx
    .selectFrom('quick_visits')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('counter_id', '=', counterId)
    .where('started_at', '>=', since)
    .where('ended_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return row.count;
}
