import { type SqlBool, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { classify } from '../rules/clock.ts';
import { type Channel, Dossier, Standing, Status } from '../schema.ts';

/** One line of a list, made from columns only: no list reads a dossier's whole state. */
export interface DossierLine {
  readonly id: string;
  readonly number: string | null;
  readonly localNumber: string | null;
  readonly status: Status;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly fieldGroup: string;
  readonly channel: Channel;
  readonly applicantName: string;
  readonly holder: {
    readonly unitId: string;
    readonly unitName: string;
    readonly accountId: string | null;
    readonly name: string | null;
  };
  readonly offeredTo: string | null;
  readonly step: {
    readonly key: string;
    readonly name: string;
    readonly due: Temporal.Instant | null;
  } | null;
  readonly waiting: string | null;
  readonly waitingSince: Temporal.Instant | null;
  readonly closingLimit: Temporal.Instant | null;
  readonly createdAt: Temporal.Instant;
  readonly respondBy: Temporal.Instant | null;
  readonly receivedAt: Temporal.Instant | null;
  readonly originalDue: Temporal.Instant | null;
  /** The moment that officers work towards; null while nothing runs. */
  readonly due: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
  readonly standing: Standing;
  readonly extended: boolean;
  readonly owed: number;
  readonly updatedAt: Temporal.Instant;
}

/** Columns that a line is made of. */
export const COLUMNS = [
  'id',
  'number',
  'local_number',
  'status',
  'procedure_code',
  'procedure_name',
  'field_group',
  'channel',
  'applicant_name',
  'holder_unit_id',
  'holder_unit_name',
  'holder_account_id',
  'holder_name',
  'pending_unit_name',
  'step_key',
  'step_name',
  'step_due_at',
  'waiting',
  'waiting_since',
  'closing_limit_at',
  'created_at',
  'respond_by',
  'received_at',
  'original_due_at',
  'judged_due_at',
  'due_at',
  'ended_at',
  'ending',
  'outcome',
  'extended',
  'owed',
  'updated_at',
] as const;

type Row = Awaited<ReturnType<typeof linesById>>[number];

function linesById(tx: Tx, ids: readonly string[]) {
  return tx
    .selectFrom('dossiers')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .execute();
}

/** A row of {@link COLUMNS} as a line; the standing is judged by the one definition. */
export function toLine(row: Row, now: Temporal.Instant): DossierLine {
  const status = Status.parse(row.status);
  const ending = row.ending === null ? null : Dossier.shape.ending.parse(row.ending);
  return {
    id: row.id,
    number: row.number,
    localNumber: row.local_number,
    status,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name,
    fieldGroup: row.field_group,
    channel: Dossier.shape.channel.parse(row.channel),
    applicantName: row.applicant_name,
    holder: {
      unitId: row.holder_unit_id,
      unitName: row.holder_unit_name,
      accountId: row.holder_account_id,
      name: row.holder_name,
    },
    offeredTo: row.pending_unit_name,
    step:
      row.step_key === null
        ? null
        : { key: row.step_key, name: row.step_name ?? row.step_key, due: row.step_due_at },
    waiting: row.waiting,
    waitingSince: row.waiting_since,
    closingLimit: row.closing_limit_at,
    createdAt: row.created_at,
    respondBy: row.respond_by,
    receivedAt: row.received_at,
    originalDue: row.original_due_at,
    due: row.due_at,
    endedAt: row.ended_at,
    standing:
      row.outcome === null
        ? classify(
            {
              status,
              received: row.received_at !== null,
              waiting: row.waiting !== null,
              judgedDue: row.judged_due_at,
              endedAt: row.ended_at,
              ending,
            },
            now,
          )
        : Standing.parse(row.outcome),
    extended: row.extended,
    owed: row.owed,
    updatedAt: row.updated_at,
  };
}

/** What a list is narrowed to; everything left out does not narrow. */
export interface ListFilter {
  readonly statuses?: readonly Status[] | undefined;
  readonly procedureCode?: string | undefined;
  readonly fieldGroup?: string | undefined;
  readonly unitId?: string | undefined;
  readonly channel?: Channel | undefined;
  /** `overdue`, `waiting`, `in-term`, `early`, `on-time` or `late`. */
  readonly standing?: Standing | undefined;
  readonly receivedFrom?: Temporal.Instant | undefined;
  readonly receivedBefore?: Temporal.Instant | undefined;
}

function narrowed(tx: Tx, filter: ListFilter, now: Temporal.Instant) {
  let query = tx.selectFrom('dossiers');
  if (filter.statuses !== undefined) {
    query = query.where('status', 'in', [...filter.statuses]);
  }
  if (filter.procedureCode !== undefined) {
    query = query.where('procedure_code', '=', filter.procedureCode);
  }
  if (filter.fieldGroup !== undefined) {
    query = query.where('field_group', '=', filter.fieldGroup);
  }
  if (filter.unitId !== undefined) {
    query = query.where('holder_unit_id', '=', filter.unitId);
  }
  if (filter.channel !== undefined) {
    query = query.where('channel', '=', filter.channel);
  }
  if (filter.receivedFrom !== undefined) {
    query = query.where('received_at', '>=', filter.receivedFrom);
  }
  if (filter.receivedBefore !== undefined) {
    query = query.where('received_at', '<', filter.receivedBefore);
  }
  switch (filter.standing) {
    case undefined:
      return query;
    case 'overdue':
      return query
        .where('ended_at', 'is', null)
        .where('waiting', 'is', null)
        .where('judged_due_at', '<', now);
    case 'in-term':
      return query
        .where('ended_at', 'is', null)
        .where('waiting', 'is', null)
        .where('received_at', 'is not', null)
        .where((eb) => eb.or([eb('judged_due_at', 'is', null), eb('judged_due_at', '>=', now)]));
    case 'waiting':
      return query.where('waiting', 'is not', null);
    case 'not-counted':
      return query.where('received_at', 'is', null).where('waiting', 'is', null);
    default:
      return query.where('outcome', '=', filter.standing);
  }
}

/** Counting stops here: above it a list says "more than" instead of an exact count, and stays quick with a million rows. */
const COUNT_LIMIT = 10_000;

/** One page of a list. `total` counts all of it, up to {@link COUNT_LIMIT}; `more` when there are more than that. */
export interface DossierPage {
  readonly lines: readonly DossierLine[];
  readonly total: number;
  readonly more: boolean;
}

/** Newest changes first, rows and count in one statement; `ids` narrows to the hits of a search. */
export async function listDossiers(
  tx: Tx,
  filter: ListFilter,
  page: { readonly limit: number; readonly offset: number },
  now: Temporal.Instant,
  ids?: readonly string[],
): Promise<DossierPage> {
  if (ids !== undefined && ids.length === 0) {
    return { lines: [], total: 0, more: false };
  }
  const base = narrowed(tx, filter, now).$if(ids !== undefined, (query) =>
    query.where('id', 'in', [...(ids ?? [])]),
  );
  const counted = tx
    .selectFrom(
      base
        .select('id')
        .limit(COUNT_LIMIT + 1)
        .as('counted'),
    )
    .select((eb) => eb.fn.countAll<number>().as('total'));
  const rows = await base
    .select(COLUMNS)
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .select(counted.as('total'))
    .execute();
  const total = rows[0]?.total ?? (page.offset === 0 ? 0 : ((await counted.executeTakeFirst())?.total ?? 0));
  return {
    lines: rows.map((row) => toLine(row, now)),
    total: Math.min(total, COUNT_LIMIT),
    more: total > COUNT_LIMIT,
  };
}

/** Ids of dossiers that fit typed words or digits, newest change first. */
export async function searchIds(
  tx: Tx,
  words: readonly string[],
  digits: string,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from app.search_dossiers(
    ${[...words]}::text[], ${digits}, ${limit}) as id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Open dossiers whose due moment, step or closing limit comes before `until`, soonest first; the whole states. */
export async function listDueBefore(
  tx: Tx,
  until: Temporal.Instant,
  limit: number,
): Promise<readonly Dossier[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select('state')
    .where((eb) =>
      eb.or([
        eb('due_at', '<=', until),
        eb('step_due_at', '<=', until),
        eb('closing_limit_at', '<=', until),
        // What another unit was asked has a term of its own.
        sql<SqlBool>`dossiers.id = any(array(
          select s.dossier_id from dossier_strands s where s.closed_at is null and s.due_at <= ${until}))`,
      ]),
    )
    .where('status', 'not in', [3, 7, 8, 9, 10])
    .orderBy(sql`least(due_at, step_due_at, closing_limit_at)`)
    .limit(limit)
    .execute();
  return rows.map((row) => Dossier.parse(row.state));
}
