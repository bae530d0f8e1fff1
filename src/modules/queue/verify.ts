import { sql } from 'kysely';
import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import type { Finding } from '#platform/module.ts';

/** Each check returns the first ticket or line that breaks a stored promise. */
const CHECKS = [
  {
    check: 'queue.numbers',
    // Numbers of a line run from 1 without a gap but for the blocks that kiosks hold for the time without a line.
    find: (tx: Tx) =>
      sql<{ what: string }>`
      select g.letter || ' ' || l.day as what
      from ticket_lines l join service_groups g on g.id = l.group_id
      left join lateral (
        select count(*) as given, coalesce(max(t.sequence), 0) as furthest from tickets t
        where t.centre_id = l.centre_id and t.day = l.day and t.letter = g.letter
          and not exists (select from number_leases b where b.group_id = g.id and b.day = l.day
            and t.sequence between b.from_sequence and b.to_sequence)) main on true
      where l.last_number <> main.given + (
        select coalesce(sum(greatest(0, least(b.to_sequence, l.last_number) - b.from_sequence + 1)), 0)
        from number_leases b where b.group_id = l.group_id and b.day = l.day)
        or l.last_number < main.furthest
      order by l.day, g.letter limit 1`.execute(tx),
  },
  {
    check: 'queue.calls',
    // A ticket is at a counter exactly while a call of it is open, and at the same counter.
    find: (tx: Tx) =>
      sql<{ what: string }>`
      select t.number || ' ' || t.day as what
      from tickets t left join ticket_calls k on k.ticket_id = t.id and k.ended_at is null
      where t.counter_id is distinct from k.counter_id
      order by t.day, t.number limit 1`.execute(tx),
  },
  {
    check: 'queue.history',
    // Every ticket began with its issue, and its last event fits its state.
    find: (tx: Tx) =>
      sql<{ what: string }>`
      select t.number || ' ' || t.day as what
      from tickets t
      left join lateral (
        select e.action from ticket_events e where e.ticket_id = t.id and e.action not in ('step-back', 'matter-start', 'matter-finish')
        order by e.id desc limit 1) last on true
      where not exists (select from ticket_events e where e.ticket_id = t.id and e.action = 'issue')
        or t.state is distinct from case last.action
          when 'issue' then 'waiting' when 'return' then 'waiting' when 'transfer' then 'waiting' when 'resume' then 'waiting'
          when 'call' then 'called' when 'recall' then 'called' when 'serve' then 'serving' when 'hold' then 'held'
          when 'finish' then 'done' when 'no-show' then 'no-show' when 'cancel' then 'cancelled' end
      order by t.day, t.number limit 1`.execute(tx),
  },
  {
    check: 'queue.matters',
    // A matter runs only while its ticket is being served.
    find: (tx: Tx) =>
      sql<{ what: string }>`
      select t.number || ' ' || t.day as what
      from visit_matters m join tickets t on t.id = m.ticket_id
      where m.ended_at is null and t.state <> 'serving'
      order by t.day, t.number limit 1`.execute(tx),
  },
  {
    check: 'queue.staffing',
    // The trace agrees with what is set: which counter calls from which line, and which lines take numbers.
    find: (tx: Tx) =>
      sql<{ what: string }>`
      select g.letter as what from service_groups g
      where g.active <> exists (select from group_open_spans s where s.group_id = g.id and s.until_at is null)
        or (select count(*) from service_group_counters c where c.group_id = g.id) <> (
          select count(*) from group_counter_spans s join service_group_counters c
            on c.group_id = s.group_id and c.counter_id = s.counter_id and c.helps = s.helps
          where s.group_id = g.id and s.until_at is null)
      order by g.letter limit 1`.execute(tx),
  },
] as const;

/** Proves the hall's stored promises for every centre: numbers without gap, calls that match tickets, history that matches states. */
export async function verifyQueue(ctx: AppContext): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { id: centreId } of await listCentres(ctx)) {
    await readOnly(ctx, systemActor(centreId, 'verify'), async (tx) => {
      for (const { check, find } of CHECKS) {
        const [broken] = (await find(tx)).rows;
        if (broken !== undefined) {
          findings.push({ check, what: broken.what });
        }
      }
    });
  }
  return findings;
}
