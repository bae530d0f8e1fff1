import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { Level, Reason } from '../schema.ts';

/** A rating as it is counted; its facets and words are still sealed. */
export interface SealedRating {
  readonly handle: Uint8Array;
  readonly day: Temporal.PlainDate;
  readonly level: Level;
  readonly facets: Uint8Array;
}

/** Ratings of a span of local days, in no order that means anything. */
export async function listSealed(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly SealedRating[]> {
  const rows = await tx
    .selectFrom('ratings')
    .select(['handle', 'day', 'level', 'facets'])
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute();
  return rows.map((row) => ({ ...row, level: Level.parse(row.level) }));
}

/** Sealed words with the reasons chosen beside them: of the touch, and of the ninth content. */
export interface SealedWords {
  readonly handle: Uint8Array;
  readonly words: Uint8Array;
  readonly reasons: readonly Reason[];
}

/** Words of a span of local days, ordered by the handle: by nothing that tells who wrote or when. At most `limit`. */
export async function listWords(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  limit: number,
): Promise<readonly SealedWords[]> {
  const { rows } = await sql<{ handle: Uint8Array; words: Uint8Array; reasons: string[] }>`
    select handle, words, reasons from ratings where day between ${from} and ${to} and words is not null
    union all
    select a.handle, a.words, '{}'::text[] from rating_answers a join ratings r on r.handle = a.handle
      where r.day between ${from} and ${to} and a.words is not null
    order by handle limit ${limit}`.execute(tx);
  return rows.map((row) => ({ ...row, reasons: row.reasons.map((reason) => Reason.parse(reason)) }));
}

/** Names of procedures by code, newest version. */
export async function procedureNames(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) {
    return new Map();
  }
  const { rows } = await sql<{ code: string; name: string }>`
    select distinct on (code) code, name
    from procedure_versions where code = any(${[...codes]}::text[]) order by code, effective_from desc`.execute(
    tx,
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}
