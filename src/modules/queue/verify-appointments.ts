import { sql } from 'kysely';
import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import type { Finding } from '#platform/module.ts';

/** Each check returns the first appointment that breaks a stored promise, by its code. */
const CHECKS = [
  {
    check: 'queue.appointments.history',
    // The last act on an appointment fits its state; reminders and forgetting change none.
    find: (tx: Tx) =>
      sql<{ what: string }>`
      select a.code as what
      from appointments a
      left join lateral (
        select e.action, e.starts_at from appointment_events e
        where e.appointment_id = a.id and e.action not in ('remind', 'forget')
        order by e.at desc, e.id desc limit 1) last on true
      where a.starts_at is distinct from last.starts_at
        or a.state is distinct from case last.action
          when 'book' then 'booked' when 'move' then 'booked' when 'cancel' then 'cancelled'
          when 'check-in' then 'arrived' when 'no-show' then 'no-show' end
      order by a.code limit 1`.execute(tx),
  },
  {
    check: 'queue.appointments.forgotten',
    // Nobody is remembered whose appointment was cancelled, or lies more than two days back.
    find: (tx: Tx, now: Temporal.Instant) =>
      sql<{ what: string }>`
      select a.code as what
      from appointment_contacts c join appointments a on a.id = c.appointment_id
      where a.state = 'cancelled' or a.starts_at < ${now.subtract({ hours: 48 })}
      order by a.code limit 1`.execute(tx),
  },
] as const;

/** Proves the appointments' stored promises for every centre: histories that match states, people forgotten in time. */
export async function verifyAppointments(ctx: AppContext): Promise<readonly Finding[]> {
  const now = ctx.clock.now();
  const findings: Finding[] = [];
  for (const { id: centreId } of await listCentres(ctx)) {
    await readOnly(ctx, systemActor(centreId, 'verify'), async (tx) => {
      for (const { check, find } of CHECKS) {
        const [broken] = (await find(tx, now)).rows;
        if (broken !== undefined) {
          findings.push({ check, what: broken.what });
        }
      }
    });
  }
  return findings;
}
