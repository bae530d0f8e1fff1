import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { DayPhase } from '../rules/day.ts';

/** Notes the phase of the day; true when it is another one than was noted before, so that each change is told once. */
export async function notePhase(
  tx: Tx,
  day: { readonly centreId: string; readonly day: Temporal.PlainDate; readonly phase: DayPhase },
  at: Temporal.Instant,
): Promise<boolean> {
  const result = await tx
    .insertInto('hall_days')
    .values({ centre_id: day.centreId, day: day.day, phase: day.phase, changed_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['centre_id', 'day'])
        .doUpdateSet({ phase: day.phase, changed_at: at })
        .where('hall_days.phase', '<>', day.phase),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * The night rule: a counter that was left open on an earlier day with nobody at it is closed at the last thing that happened there,
 * so that neither the staffing of the night nor the open counters of the morning are wrong. Where somebody's visit was left open, everything stays:
 * the next call there ends it as `left-open`. Returns how many were closed.
 * @param dawn the beginning of today
 */
export async function closeForgottenShifts(tx: Tx, dawn: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    with forgotten as (
      select s.id, greatest(s.opened_at,
        (select max(greatest(k.called_at, k.ended_at)) from ticket_calls k
          where k.counter_id = s.counter_id and k.called_at >= s.opened_at and k.called_at < ${dawn}),
        (select max(e.at) from counter_events e
          where e.counter_id = s.counter_id and e.at >= s.opened_at and e.at < ${dawn})) as last
      from counter_shifts s
      where s.closed_at is null and s.opened_at < ${dawn}
        and not exists (select from tickets t where t.counter_id = s.counter_id)
      for update of s),
    pauses as (
      update counter_pauses p set ended_at = greatest(f.last, p.started_at)
      from forgotten f where p.shift_id = f.id and p.ended_at is null),
    quick as (
      update quick_visits q set ended_at = q.started_at
      from forgotten f join counter_shifts s on s.id = f.id
      where q.counter_id = s.counter_id and q.ended_at is null)
    update counter_shifts s set closed_at = f.last, closed_how = 'night'
    from forgotten f where s.id = f.id returning s.id`.execute(tx);
  return rows.length;
}
