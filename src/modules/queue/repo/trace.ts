import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';

/** A day as two instants, the second not included. */
export interface Span {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** A counter minded by somebody. */
export interface ShiftSpan {
  readonly id: string;
  readonly counterId: string;
  readonly officer: string | null;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant | null;
  readonly ended: string | null;
}

/** Shifts that touch the span, in order. */
export async function shiftsIn(tx: Tx, span: Span): Promise<readonly ShiftSpan[]> {
  return tx
    .selectFrom('counter_shifts as s')
    .leftJoin('accounts as a', 'a.id', 's.officer_id')
    .select([
      's.id',
      's.counter_id as counterId',
      'a.display_name as officer',
      's.opened_at as from',
      's.closed_at as until',
      's.closed_how as ended',
    ])
    .where('s.opened_at', '<', span.to)
    .where((where) => where.or([where('s.closed_at', 'is', null), where('s.closed_at', '>', span.from)]))
    .orderBy('s.opened_at')
    .execute();
}

/** Pauses of these shifts, in order. */
export async function pausesOf(tx: Tx, shiftIds: readonly string[]) {
  if (shiftIds.length === 0) {
    return [];
  }
  return tx
    .selectFrom('counter_pauses')
    .select(['shift_id as shiftId', 'reason', 'started_at as from', 'ended_at as until'])
    .where('shift_id', 'in', shiftIds)
    .orderBy('started_at')
    .execute();
}

/** Which counter could call from which line within the span. */
export async function linesIn(tx: Tx, span: Span) {
  return tx
    .selectFrom('group_counter_spans as s')
    .innerJoin('service_groups as g', 'g.id', 's.group_id')
    .select(['s.counter_id as counterId', 'g.letter', 's.helps', 's.from_at as from', 's.until_at as until'])
    .where('s.from_at', '<', span.to)
    .where((where) => where.or([where('s.until_at', 'is', null), where('s.until_at', '>', span.from)]))
    .orderBy('s.from_at')
    .orderBy('g.letter')
    .execute();
}

/** Which lines took numbers within the span. */
export async function openLinesIn(tx: Tx, span: Span) {
  return tx
    .selectFrom('group_open_spans as s')
    .innerJoin('service_groups as g', 'g.id', 's.group_id')
    .select(['g.letter', 's.from_at as from', 's.until_at as until'])
    .where('s.from_at', '<', span.to)
    .where((where) => where.or([where('s.until_at', 'is', null), where('s.until_at', '>', span.from)]))
    .orderBy('s.from_at')
    .orderBy('g.letter')
    .execute();
}

/**
 * Service minutes by procedure of the finished visits of a span. A visit in which matters were noted counts by them; one without counts from
 * the beginning of the service (or the call) to its end as of its ticket's procedure. Visits left open say nothing.
 */
export async function serviceTimesIn(
  tx: Tx,
  span: Span,
): Promise<
  readonly {
    readonly procedureCode: string | null;
    readonly matters: number;
    readonly mean: number;
    readonly longest: number;
  }[]
> {
  const { rows } = await sql<{
    procedureCode: string | null;
    matters: number;
    mean: number;
    longest: number;
  }>`
    with times as (
      select procedure_code, extract(epoch from ended_at - started_at)::float8 / 60 as minutes
      from visit_matters where ended_at is not null and started_at >= ${span.from} and started_at < ${span.to}
      union all
      select t.procedure_code, extract(epoch from k.ended_at - coalesce(k.served_at, k.called_at))::float8 / 60
      from ticket_calls k join tickets t on t.id = k.ticket_id
      where k.outcome = 'done' and k.called_at >= ${span.from} and k.called_at < ${span.to}
        and not exists (select from visit_matters m where m.ticket_id = t.id))
    select procedure_code as "procedureCode", count(*)::int as matters, avg(minutes) as mean, max(minutes) as longest
    from times group by procedure_code order by count(*) desc, procedure_code`.execute(tx);
  return rows;
}
