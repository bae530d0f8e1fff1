import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';

/** `given`; `stranger`: from a machine that is not named; `expired`: after its days; `gone`: there is no such file any more. */
export const FetchOutcome = z.enum(['given', 'stranger', 'expired', 'gone']);
export type FetchOutcome = z.infer<typeof FetchOutcome>;

/** One visit for a file. */
export interface FileFetch {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly number: string;
  readonly fileId: string;
  /** Address of the machine. */
  readonly caller: string;
  readonly outcome: FetchOutcome;
}

/** Keeps a visit. */
export async function addFetch(tx: Tx, centreId: string, fetch: FileFetch): Promise<void> {
  await tx
    .insertInto('portal_file_fetches')
    .values({
      id: fetch.id,
      centre_id: centreId,
      at: fetch.at,
      number: fetch.number,
      file_id: fetch.fileId,
      caller: fetch.caller,
      outcome: fetch.outcome,
    })
    .execute();
}

/** Visits for the files of a dossier, newest first. */
export async function listFetches(tx: Tx, number: string, limit: number): Promise<readonly FileFetch[]> {
  const rows = await tx
    .selectFrom('portal_file_fetches')
    .select(['id', 'at', 'number', 'file_id', 'caller', 'outcome'])
    .where('number', '=', number)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ file_id, outcome, ...row }) => ({
    ...row,
    fileId: file_id,
    outcome: FetchOutcome.parse(outcome),
  }));
}

/** What became of telling one month's satisfaction. */
export interface ToldRatings {
  /** "2026-04". */
  readonly month: string;
  readonly at: Temporal.Instant;
  readonly outcome: 'sent' | 'few' | 'failed';
  readonly why: string | null;
}

/** What became of a month; of the newest one when none is named; null when there is none. */
export async function findRatings(tx: Tx, month?: string): Promise<ToldRatings | null> {
  const row = await tx
    .selectFrom('portal_ratings')
    .select(['month', 'at', 'outcome', 'why'])
    .$if(month !== undefined, (query) => query.where('month', '=', month ?? ''))
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, outcome: z.enum(['sent', 'few', 'failed']).parse(row.outcome) };
}

/** Keeps what became of a month; a later try stands in place of an earlier one. */
export async function saveRatings(tx: Tx, centreId: string, told: ToldRatings): Promise<void> {
  const change = { at: told.at, outcome: told.outcome, why: told.why };
  await tx
    .insertInto('portal_ratings')
    .values({ centre_id: centreId, month: told.month, ...change })
    .onConflict((conflict) => conflict.columns(['centre_id', 'month']).doUpdateSet(change))
    .execute();
}
