import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';

/**
 * Writes down since when which counter calls from which line and which lines take numbers, by comparing what is set now with the spans under way:
 * what ended is ended, what began begins. Called after every change of groups, in its transaction.
 */
export async function followGroups(tx: Tx, at: Temporal.Instant): Promise<void> {
  await sql`
    update group_counter_spans s set until_at = ${at}
    where s.until_at is null and not exists (
      select from service_group_counters c
      where c.group_id = s.group_id and c.counter_id = s.counter_id and c.helps = s.helps)`.execute(tx);
  await sql`
    insert into group_counter_spans (id, centre_id, group_id, counter_id, helps, from_at)
    select gen_random_uuid(), c.centre_id, c.group_id, c.counter_id, c.helps, ${at}
    from service_group_counters c
    where not exists (
      select from group_counter_spans s
      where s.group_id = c.group_id and s.counter_id = c.counter_id and s.until_at is null)`.execute(tx);
  await sql`
    update group_open_spans s set until_at = ${at}
    from service_groups g where g.id = s.group_id and not g.active and s.until_at is null`.execute(tx);
  await sql`
    insert into group_open_spans (id, centre_id, group_id, from_at)
    select gen_random_uuid(), g.centre_id, g.id, ${at}
    from service_groups g
    where g.active and not exists (
      select from group_open_spans s where s.group_id = g.id and s.until_at is null)`.execute(tx);
}
