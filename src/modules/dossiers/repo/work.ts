import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { DB } from '#platform/db/types.gen.ts';
import { WORK_GROUPS, type WorkFilter, type WorkGroup } from '../schema/work.ts';
import { COLUMNS, type DossierLine, toLine } from './lists.ts';

/** Whose work is asked for. `wide`: all of the units' work, not only one's own; `counter`: the work of the counter too. */
export interface WorkScope {
  readonly units: readonly string[];
  readonly accountId: string | null;
  readonly wide: boolean;
  readonly counter: boolean;
  readonly centreId: string;
}

/** Moments that part today from soon and later. */
export interface WorkMoments {
  readonly now: Temporal.Instant;
  readonly endOfToday: Temporal.Instant;
  readonly soon: Temporal.Instant;
  /** What has not been touched since is idle. */
  readonly idleSince: Temporal.Instant;
}

function held(scope: WorkScope) {
  return (eb: ExpressionBuilder<DB, 'dossiers'>) => {
    const mine = (
      unit: 'holder_unit_id' | 'pending_unit_id',
      account: 'holder_account_id' | 'pending_account_id',
    ) =>
      eb.and([
        eb(unit, 'in', [...scope.units]),
        scope.wide
          ? sql<SqlBool>`true`
          : eb.or([
              eb(account, 'is', null),
              eb(account, '=', scope.accountId ?? '00000000-0000-0000-0000-000000000000'),
            ]),
      ]);
    return {
      holds: mine('holder_unit_id', 'holder_account_id'),
      offered: mine('pending_unit_id', 'pending_account_id'),
    };
  };
}

/** Dossiers that others hold and in which the actor's units have an open strand: looked up once, then by their ids. */
function besideOf(scope: WorkScope) {
  const me = scope.accountId ?? '00000000-0000-0000-0000-000000000000';
  return sql<SqlBool>`dossiers.id = any(array(
    select s.dossier_id from dossier_strands s
    where s.closed_at is null and s.unit_id in (${sql.join([...scope.units])})
      and (${scope.wide} or s.account_id is null or s.account_id = ${me})))`;
}

/** A line of the work list with why its person has it; empty where nobody was named or no sentence was kept. */
export interface WorkLine extends DossierLine {
  readonly why: string;
}

/** One group of the work list with its whole count and its first lines. */
export interface WorkSection {
  readonly group: WorkGroup;
  readonly count: number;
  readonly lines: readonly WorkLine[];
}

/**
 * The open work in its groups, in one statement whatever its size: counts are of all, lines the first `limit` of each
 * group by due moment.
 */
export async function listWork(
  tx: Tx,
  scope: WorkScope,
  { now, endOfToday, soon, idleSince }: WorkMoments,
  filter: Pick<WorkFilter, 'group' | 'field'>,
  limit: number,
): Promise<readonly WorkSection[]> {
  const grouped = tx
    .selectFrom('dossiers')
    .select(COLUMNS)
    .select((eb) => {
      const { holds, offered } = held(scope)(eb);
      const counter = scope.counter ? sql<SqlBool>`true` : sql<SqlBool>`false`;
      return sql<string>`case
        when ${offered} then 'accept'
        when ${besideOf(scope)} and not ${holds} then 'beside'
        when proposal and ${counter} then 'pass-on'
        when waiting is not null and closing_limit_at < ${now} and ${counter} then 'close'
        when waiting is not null then 'waiting'
        when status = 9 and ${counter} and pending_unit_id is null then 'return'
        when status = 1 then 'draft'
        when pending_unit_id is not null and ${holds} then 'handed'
        when judged_due_at < ${now} then 'late'
        when due_at <= ${endOfToday} then 'today'
        when jsonb_array_length(jsonb_path_query_array(state,
          '$.visits[*] ? (@.stepKey == $key)', jsonb_build_object('key', step_key))) > 1 then 'sent-back'
        when due_at <= ${soon} then 'soon'
        when updated_at < ${idleSince} then 'idle'
        else 'later' end`.as('grp');
    })
    .where('status', 'not in', [3, 7, 8, 10])
    .$if(filter.field !== '', (query) => query.where('field_group', '=', filter.field))
    .where((eb) => {
      const { holds, offered } = held(scope)(eb);
      const atCounter = eb.and([
        scope.counter ? sql<SqlBool>`true` : sql<SqlBool>`false`,
        eb.or([eb('proposal', '=', true), eb('waiting', 'is not', null), eb('status', '=', 1)]),
      ]);
      return eb.or([holds, offered, atCounter, besideOf(scope)]);
    });
  const rows = await tx
    .with('work', () => grouped)
    .with('ranked', (db) =>
      db
        .selectFrom('work')
        .selectAll()
        .select([
          sql<number>`row_number() over (partition by grp order by coalesce(due_at, closing_limit_at, respond_by, created_at), id)`.as(
            'rank',
          ),
          sql<number>`count(*) over (partition by grp)`.as('total'),
        ]),
    )
    .selectFrom('ranked')
    // Only the shown rows open their state: why the offered person, else the holder, was found.
    .innerJoin('dossiers as whole', 'whole.id', 'ranked.id')
    .selectAll('ranked')
    .select(
      sql<string | null>`case grp when 'accept' then whole.state #>> '{handOvers,-1,to,why}'
        when 'beside' then null else whole.state #>> '{holder,why}' end`.as('why'),
    )
    .where('rank', '<=', limit)
    .$if(filter.group !== null, (query) => query.where('grp', '=', filter.group ?? ''))
    .orderBy('rank')
    .execute();
  return WORK_GROUPS.map((group) => {
    const own = rows.filter((row) => row.grp === group);
    return {
      group,
      count: own[0]?.total ?? 0,
      lines: own.map((row) => ({ ...toLine(row, now), why: row.why ?? '' })),
    };
  });
}
