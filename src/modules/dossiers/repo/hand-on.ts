import { type ExpressionBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { DB } from '#platform/db/types.gen.ts';
import { isOneOf } from '#platform/lists.ts';
import type { HandOnItem, HandOnRun, ItemOutcome, RunState } from '../hand-on-schema.ts';
import type { HeldStep } from '../rules/load.ts';

const CLOSED = [3, 7, 8, 10] as const;

/** The open steps of several people's dossiers, from columns and the step's own copy in the state. */
export async function listHeldSteps(tx: Tx, accountIds: readonly string[]): Promise<readonly HeldStep[]> {
  if (accountIds.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('dossiers')
    .select([
      'holder_account_id',
      'waiting',
      'created_at',
      sql<number | null>`(select (s ->> 'minutes')::float8 from jsonb_array_elements(state -> 'steps') s
        where s ->> 'key' = step_key)`.as('minutes'),
      sql<string | null>`state -> 'visits' -> -1 ->> 'enteredAt'`.as('entered'),
    ])
    .where('holder_account_id', 'in', [...accountIds])
    .where('status', 'not in', [...CLOSED])
    .execute();
  return rows.flatMap((row) =>
    row.holder_account_id === null
      ? []
      : [
          {
            accountId: row.holder_account_id,
            minutes: row.minutes ?? 0,
            enteredAt: row.entered === null ? row.created_at : Temporal.Instant.from(row.entered),
            waiting: row.waiting !== null,
          },
        ],
  );
}

/** What is asked of a list of a person's dossiers. */
export interface HeldQuery {
  readonly accountId: string;
  /** Only what falls due (itself or its step) before this moment; null for everything. */
  readonly dueBefore: Temporal.Instant | null;
  /** Leave out what this run has already found nobody for. */
  readonly runId: string;
}

/** Held by the person, offered to them, or with a strand that they have not answered. */
function isWith(accountId: string) {
  return (eb: ExpressionBuilder<DB, 'dossiers'>) =>
    eb.or([
      eb('holder_account_id', '=', accountId),
      eb('pending_account_id', '=', accountId),
      eb(
        'id',
        'in',
        eb
          .selectFrom('dossier_strands')
          .select('dossier_id')
          .where('account_id', '=', accountId)
          .where('closed_at', 'is', null),
      ),
    ]);
}

/** Dossiers that a person holds or was offered, or was asked about, the most urgent first. */
export async function listHeldBy(tx: Tx, query: HeldQuery, limit: number): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select('id')
    .where('status', 'not in', [...CLOSED])
    .where(isWith(query.accountId))
    .$if(query.dueBefore !== null, (q) =>
      q.where(sql`least(step_due_at, due_at, closing_limit_at)`, '<', query.dueBefore),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('hand_on_items')
            .select('dossier_id')
            .whereRef('hand_on_items.dossier_id', '=', 'dossiers.id')
            .where('run_id', '=', query.runId)
            .where('outcome', '=', 'unplaced'),
        ),
      ),
    )
    .orderBy(sql`coalesce(step_due_at, due_at, respond_by, created_at)`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** How many dossiers a person holds or was offered. */
export async function countHeldBy(tx: Tx, accountId: string): Promise<number> {
  const row = await tx
    .selectFrom('dossiers')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', 'not in', [...CLOSED])
    .where(isWith(accountId))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

const RUN = [
  'id',
  'account_id',
  'person_name',
  'leave_id',
  'cause',
  'because',
  'starts_at',
  'ends_at',
  'due_before',
  'state',
  'created_at',
  'created_by',
  'finished_at',
] as const;

type RunRow = Awaited<ReturnType<typeof selectRun>>;

function selectRun(tx: Tx, id: string) {
  return tx.selectFrom('hand_on_runs').select(RUN).where('id', '=', id).executeTakeFirstOrThrow();
}

function toRun(row: RunRow): HandOnRun {
  return {
    id: row.id,
    accountId: row.account_id,
    personName: row.person_name,
    leaveId: row.leave_id,
    // Held to their values by CHECKs of the table.
    cause: row.cause as HandOnRun['cause'],
    because: row.because,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    dueBefore: row.due_before,
    state: row.state as RunState,
    createdAt: row.created_at,
    createdBy: row.created_by,
    finishedAt: row.finished_at,
  };
}

/** Keeps a run; a second one for the same absence changes nothing and gives false. */
export async function insertRun(tx: Tx, centreId: string, run: HandOnRun): Promise<boolean> {
  const result = await tx
    .insertInto('hand_on_runs')
    .values({
      id: run.id,
      centre_id: centreId,
      account_id: run.accountId,
      person_name: run.personName,
      leave_id: run.leaveId,
      cause: run.cause,
      because: run.because,
      starts_at: run.startsAt,
      ends_at: run.endsAt,
      due_before: run.dueBefore,
      state: run.state,
      created_at: run.createdAt,
      created_by: run.createdBy,
    })
    .onConflict((conflict) => conflict.column('leave_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** One run; null when the centre has none like it. `lock` keeps two workers from doing the same. */
export async function findRun(tx: Tx, id: string, lock = false): Promise<HandOnRun | null> {
  const row = await tx
    .selectFrom('hand_on_runs')
    .select(RUN)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

/** Runs of the centre, the newest first. */
export async function listRuns(tx: Tx, limit: number): Promise<readonly HandOnRun[]> {
  const rows = await tx
    .selectFrom('hand_on_runs')
    .select(RUN)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRun);
}

/** The run of an absence that holds now for the person; null when none does. */
export async function findRunFor(tx: Tx, accountId: string, at: Temporal.Instant): Promise<HandOnRun | null> {
  const row = await tx
    .selectFrom('hand_on_runs')
    .select(RUN)
    .where('account_id', '=', accountId)
    .where('state', 'in', ['waiting', 'running', 'done'])
    .where('starts_at', '<=', at)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', at)]))
    .where('due_before', 'is', null)
    .orderBy('starts_at', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

/** The run of an absence. */
export async function findRunOfLeave(tx: Tx, leaveId: string): Promise<HandOnRun | null> {
  const row = await tx
    .selectFrom('hand_on_runs')
    .select(RUN)
    .where('leave_id', '=', leaveId)
    .executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

/** Sets where a run stands. */
export async function setRunState(
  tx: Tx,
  id: string,
  state: RunState,
  change: { readonly finishedAt?: Temporal.Instant | null; readonly endsAt?: Temporal.Instant } = {},
): Promise<void> {
  await tx
    .updateTable('hand_on_runs')
    .set({
      state,
      ...(change.finishedAt === undefined ? {} : { finished_at: change.finishedAt }),
      ...(change.endsAt === undefined ? {} : { ends_at: change.endsAt }),
    })
    .where('id', '=', id)
    .execute();
}

/** Writes what became of one dossier; later news replaces earlier. */
export async function putItem(tx: Tx, centreId: string, runId: string, item: HandOnItem): Promise<void> {
  const values = {
    outcome: item.outcome,
    to_account_id: item.toAccountId,
    to_name: item.toName,
    why: item.why,
    at: item.at,
  };
  await tx
    .insertInto('hand_on_items')
    .values({ run_id: runId, dossier_id: item.dossierId, centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.columns(['run_id', 'dossier_id']).doUpdateSet(values))
    .execute();
}

/** What a run did, with the dossiers' faces: those without a person first, then the most urgent. */
export async function listItems(
  tx: Tx,
  runId: string,
): Promise<readonly (HandOnItem & { readonly number: string | null; readonly procedureName: string })[]> {
  const rows = await tx
    .selectFrom('hand_on_items')
    .innerJoin('dossiers', 'dossiers.id', 'hand_on_items.dossier_id')
    .select([
      'dossier_id',
      'hand_on_items.outcome',
      'to_account_id',
      'to_name',
      'why',
      'at',
      'number',
      'local_number',
      'procedure_name',
      'due_at',
      'holder_account_id',
      'pending_account_id',
      'status',
    ])
    .where('run_id', '=', runId)
    .orderBy(sql`hand_on_items.outcome <> 'unplaced'`)
    .orderBy('due_at')
    .orderBy('dossier_id')
    .execute();
  return rows.map((row) => ({
    dossierId: row.dossier_id,
    outcome: row.outcome as ItemOutcome,
    toAccountId: row.to_account_id,
    toName: row.to_name,
    why: row.why,
    at: row.at,
    due: row.due_at,
    number: row.number ?? row.local_number,
    procedureName: row.procedure_name,
    stillThere:
      row.to_account_id !== null &&
      !isOneOf(CLOSED, row.status) &&
      [row.holder_account_id, row.pending_account_id].includes(row.to_account_id),
  }));
}

/** Counts of each outcome of the runs. */
export async function countItems(
  tx: Tx,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Partial<Record<ItemOutcome, number>>>>> {
  if (runIds.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectFrom('hand_on_items')
    .select((eb) => ['run_id', 'outcome', eb.fn.countAll<number>().as('n')])
    .where('run_id', 'in', [...runIds])
    .groupBy(['run_id', 'outcome'])
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.run_id);
  return new Map(
    [...grouped].map(([id, group]) => [
      id,
      Object.fromEntries(group.map((row) => [row.outcome, Number(row.n)])),
    ]),
  );
}
