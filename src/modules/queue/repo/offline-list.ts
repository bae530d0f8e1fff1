import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import { OFFLINE_OUTCOMES } from '../rules/offline-merge.ts';

const Row = z.object({
  id: z.uuid(),
  kind: z.enum(['ticket', 'visit', 'press']),
  number: z.string(),
  outcome: z.enum(OFFLINE_OUTCOMES),
  look: z.boolean(),
  counter: z.int().nullable(),
  by: z.string().nullable(),
  settledBy: z.string().nullable(),
});

/** One merged item as the officers see it. */
export interface MergedItem extends z.output<typeof Row> {
  readonly happenedAt: Temporal.Instant;
  readonly mergedAt: Temporal.Instant;
}

/** What was merged of the days from one on: what needs a look first, the newest first. */
export async function mergedSince(
  tx: Tx,
  day: Temporal.PlainDate,
  limit: number,
): Promise<readonly MergedItem[]> {
  const { rows } = await sql<{ happened_at: Temporal.Instant; merged_at: Temporal.Instant }>`
    select i.id, i.kind, i.number, i.outcome, i.look and i.settled_at is null as look, c.number as counter,
      a.display_name as by, s.display_name as "settledBy", i.happened_at, i.merged_at
    from offline_items i left join counters c on c.id = i.counter_id
    left join accounts a on a.id = i.merged_by left join accounts s on s.id = i.settled_by
    where i.day >= ${day} order by i.look and i.settled_at is null desc, i.happened_at desc, i.id desc limit ${limit}`.execute(
    tx,
  );
  return rows.map(({ happened_at: happenedAt, merged_at: mergedAt, ...row }) => ({
    ...Row.parse(row),
    happenedAt,
    mergedAt,
  }));
}

/** Notes that an officer has looked at an item. False when there is none that waits for it. */
export async function settleItem(tx: Tx, id: string, by: string, at: Temporal.Instant): Promise<boolean> {
  const result = await tx
    .updateTable('offline_items')
    .set({ settled_at: at, settled_by: by })
    .where('id', '=', id)
    .where('look', '=', true)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether there is such an item. */
export async function itemExists(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.selectFrom('offline_items').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** A counter whose console is not heard of while numbers are kept for it. */
export interface SilentCounter {
  readonly counterId: string;
  readonly counter: number;
  readonly since: Temporal.Instant;
  readonly numbers: readonly string[];
}

/** Counters that were last heard of before an instant and have waiting people kept for them. */
export async function silentCounters(
  tx: Tx,
  heardBefore: Temporal.Instant,
  now: Temporal.Instant,
): Promise<readonly SilentCounter[]> {
  const { rows } = await sql<SilentCounter>`
    select c.id as "counterId", c.number as counter, max(k.synced_at) as since, array_agg(t.number order by t.place, t.arrival) as numbers
    from offline_consoles k join counters c on c.id = k.counter_id
    join tickets t on t.share_console_id = k.id and t.state = 'waiting' and t.share_until > ${now}
    where k.synced_at < ${heardBefore} group by c.id, c.number order by c.number`.execute(tx);
  return rows;
}
