import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { Missed, SearchWords, WordsInput } from './schema/words.ts';

/** So many different queries of a day are counted: a flood of nonsense fills no table. */
const MOST_A_DAY = 1000;
/** Asked less often, words stay unseen: they might still tell of somebody. */
const LEAST_ASKED = 2;

/** What happened to a query. */
export interface Counted {
  readonly asked: 0 | 1;
  readonly empty: 0 | 1;
  readonly opened: 0 | 1;
}

/** Adds to the counts of the day. */
export async function addAsked(
  tx: Tx,
  centreId: string,
  day: Temporal.PlainDate,
  words: string,
  { asked, empty, opened }: Counted,
): Promise<void> {
  await sql`
    insert into search_asked (centre_id, day, words, asked, empty, opened)
    select ${centreId}, ${day}, ${words}, ${asked}::int, ${empty}::int, ${opened}::int
    where (select count(*) from search_asked where day = ${day}) < ${MOST_A_DAY}
      or exists (select from search_asked where day = ${day} and words = ${words})
    on conflict (centre_id, day, words) do update set asked = search_asked.asked + excluded.asked,
      empty = search_asked.empty + excluded.empty, opened = search_asked.opened + excluded.opened`.execute(
    tx,
  );
}

/** Forgets counts of days before this one. @returns how many rows */
export async function forgetAsked(tx: Tx, before: Temporal.PlainDate): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('search_asked')
    .where('day', '<', before)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Queries since a day whose answers nobody opened, most asked first: without any answer (`empty`), or given up. */
export async function listMissed(
  tx: Tx,
  since: Temporal.PlainDate,
  kind: 'empty' | 'given-up',
): Promise<Missed[]> {
  const wanted = kind === 'empty' ? sql`sum(empty) > 0` : sql`sum(empty) = 0 and sum(opened) = 0`;
  const { rows } = await sql<Missed>`
    select words, sum(asked)::int as asked, sum(empty)::int as empty, max(day) as last
    from search_asked where day >= ${since}
    group by words having sum(asked) >= ${LEAST_ASKED} and ${wanted}
    order by sum(asked) desc, max(day) desc, words limit 100`.execute(tx);
  return rows;
}

/** How often was asked, found nothing, and opened since a day. */
export async function sumAsked(
  tx: Tx,
  since: Temporal.PlainDate,
): Promise<{ readonly asked: number; readonly empty: number; readonly opened: number }> {
  const { rows } = await sql<{ asked: number; empty: number; opened: number }>`
    select coalesce(sum(asked), 0)::int as asked, coalesce(sum(empty), 0)::int as empty,
      coalesce(sum(opened), 0)::int as opened from search_asked where day >= ${since}`.execute(tx);
  return rows[0] ?? { asked: 0, empty: 0, opened: 0 };
}

const words = (tx: Tx) =>
  tx
    .selectFrom('search_words')
    .select([
      'id',
      'code',
      'words',
      'added_at as addedAt',
      'added_by as addedBy',
      'removed_at as removedAt',
      'removed_by as removedBy',
    ]);

/** All words that officers gave, those in use first, newest first. */
export const listWords = (tx: Tx): Promise<SearchWords[]> =>
  words(tx)
    .orderBy((eb) => eb('removed_at', 'is not', null))
    .orderBy('added_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();

/** Words in use, by procedure: what the search adds to the catalogue's own. */
export async function wordsInUse(tx: Tx): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx
    .selectFrom('search_words')
    .select(['code', 'words'])
    .where('removed_at', 'is', null)
    .execute();
  return new Map(
    Object.entries(Object.groupBy(rows, ({ code }) => code)).map(([code, list]) => [
      code,
      (list ?? []).map((row) => row.words),
    ]),
  );
}

/** One entry by its id, or by the request that made it, held until the transaction ends. */
export async function lockWords(
  tx: Tx,
  by: { readonly id: string } | { readonly requestId: string },
): Promise<SearchWords | null> {
  const found = await ('id' in by
    ? words(tx).where('id', '=', by.id)
    : words(tx).where('request_id', '=', by.requestId)
  )
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** Adds words. @returns their id; null where the procedure has them already */
export async function insertWords(
  tx: Tx,
  centreId: string,
  input: WordsInput,
  at: Temporal.Instant,
  by: string,
): Promise<string | null> {
  const row = await tx
    .insertInto('search_words')
    .values({
      id: newId(),
      centre_id: centreId,
      request_id: input.requestId,
      code: input.code,
      words: input.words,
      added_at: at,
      added_by: by,
    })
    .onConflict((oc) =>
      oc.columns(['centre_id', 'code', 'words']).where('removed_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Takes words back. */
export async function endWords(tx: Tx, id: string, at: Temporal.Instant, by: string): Promise<void> {
  await tx.updateTable('search_words').set({ removed_at: at, removed_by: by }).where('id', '=', id).execute();
}
