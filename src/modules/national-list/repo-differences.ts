/** SQL of differences and decisions. */
import { Procedure } from '#modules/procedures/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { Found } from './rules/compare.ts';
import { type CatalogueDifference, DifferenceKind, DifferenceState, NationalPart } from './schema.ts';

const COLUMNS = [
  'id',
  'code',
  'name',
  'kind',
  'before',
  'after',
  'parts',
  'remarks',
  'suggested_from',
  'state',
  'postponed_to',
  'effective_from',
  'found_at',
  'decided_at',
  'decided_by',
  'reason',
  'base_id',
] as const;

interface Row {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly parts: readonly string[];
  readonly remarks: readonly string[];
  readonly suggested_from: Temporal.PlainDate | null;
  readonly state: string;
  readonly postponed_to: Temporal.PlainDate | null;
  readonly effective_from: Temporal.PlainDate | null;
  readonly found_at: Temporal.Instant;
  readonly decided_at: Temporal.Instant | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly base_id: string | null;
}

const fromRow = (row: Row): CatalogueDifference => ({
  id: row.id,
  code: row.code,
  name: row.name,
  kind: DifferenceKind.parse(row.kind),
  before: Procedure.nullable().parse(row.before),
  after: Procedure.nullable().parse(row.after),
  parts: NationalPart.array().parse(row.parts),
  remarks: row.remarks,
  suggestedFrom: row.suggested_from,
  state: DifferenceState.parse(row.state),
  postponedTo: row.postponed_to,
  effectiveFrom: row.effective_from,
  foundAt: row.found_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  reason: row.reason,
  baseId: row.base_id,
});

/** Differences that wait for a decision on a local day: open ones, and postponed ones whose day has come. By kind and code. */
export async function listWaiting(
  tx: Tx,
  today: Temporal.PlainDate,
): Promise<readonly CatalogueDifference[]> {
  const rows = await tx
    .selectFrom('catalogue_differences')
    .select(COLUMNS)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'open'),
        eb.and([eb('state', '=', 'postponed'), eb('postponed_to', '<=', today)]),
      ]),
    )
    .orderBy('code')
    .execute();
  return rows.map(fromRow);
}

/** Postponed ones whose day has not come, soonest first. */
export async function listPostponed(
  tx: Tx,
  today: Temporal.PlainDate,
): Promise<readonly CatalogueDifference[]> {
  const rows = await tx
    .selectFrom('catalogue_differences')
    .select(COLUMNS)
    .where('state', '=', 'postponed')
    .where('postponed_to', '>', today)
    .orderBy('postponed_to')
    .orderBy('code')
    .execute();
  return rows.map(fromRow);
}

/** What was accepted or refused, newest first. */
export async function listDecided(tx: Tx, limit: number): Promise<readonly CatalogueDifference[]> {
  const rows = await tx
    .selectFrom('catalogue_differences')
    .select(COLUMNS)
    .where('state', 'in', ['accepted', 'refused'])
    .orderBy('decided_at', 'desc')
    .orderBy('code')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** New procedures that were accepted, by code. */
export async function listAcceptedNew(tx: Tx): Promise<readonly CatalogueDifference[]> {
  const rows = await tx
    .selectFrom('catalogue_differences')
    .select(COLUMNS)
    .where('state', '=', 'accepted')
    .where('kind', 'in', ['new', 'moved'])
    .orderBy('code')
    .execute();
  return rows.map(fromRow);
}

/** How many wait for a decision. */
export async function countWaiting(tx: Tx, today: Temporal.PlainDate): Promise<number> {
  const { count } = await tx
    .selectFrom('catalogue_differences')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where((eb) =>
      eb.or([
        eb('state', '=', 'open'),
        eb.and([eb('state', '=', 'postponed'), eb('postponed_to', '<=', today)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A difference; null where it is not of this centre. */
export async function findDifference(tx: Tx, id: string): Promise<CatalogueDifference | null> {
  const row = await tx
    .selectFrom('catalogue_differences')
    .select(COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** {@link findDifference}, locked. */
export async function lockDifference(tx: Tx, id: string): Promise<CatalogueDifference | null> {
  const row = await tx
    .selectFrom('catalogue_differences')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The difference of a procedure that nobody decided yet, locked, with its sign. */
export async function lockUndecided(
  tx: Tx,
  code: string,
): Promise<{ readonly id: string; readonly sign: Uint8Array; readonly baseId: string | null } | null> {
  const row = await tx
    .selectFrom('catalogue_differences')
    .select(['id', 'sign', 'base_id'])
    .where('code', '=', code)
    .where('state', 'in', ['open', 'postponed'])
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : { id: row.id, sign: row.sign, baseId: row.base_id };
}

/** Whether exactly this difference was refused before. */
export async function wasRefused(tx: Tx, code: string, sign: Uint8Array): Promise<boolean> {
  const row = await tx
    .selectFrom('catalogue_differences')
    .select('id')
    .where('code', '=', code)
    .where('sign', '=', Buffer.from(sign))
    .where('state', '=', 'refused')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Sets a difference aside that the list or the catalogue has overtaken. */
export async function overtake(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('catalogue_differences')
    .set({ state: 'overtaken', postponed_to: null })
    .where('id', '=', id)
    .execute();
}

/** Raises a difference. */
export async function insertDifference(
  tx: Tx,
  centreId: string,
  found: Found,
  more: {
    readonly sign: Uint8Array;
    readonly baseId: string | null;
    readonly fetchId: string;
    readonly at: Temporal.Instant;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('catalogue_differences')
    .values({
      id,
      centre_id: centreId,
      code: found.code,
      name: found.name,
      kind: found.kind,
      sign: Buffer.from(more.sign),
      base_id: more.baseId,
      before: found.before === null ? null : JSON.stringify(found.before),
      after: found.after === null ? null : JSON.stringify(found.after),
      parts: [...found.parts],
      remarks: [...found.remarks],
      suggested_from: found.suggestedFrom,
      state: 'open',
      fetch_id: more.fetchId,
      found_at: more.at,
    })
    .execute();
  return id;
}

/** A decision as it is kept. */
export interface NewDecision {
  readonly requestId: string;
  readonly differenceId: string;
  readonly decision: 'accept' | 'refuse' | 'postpone';
  readonly day: Temporal.PlainDate | null;
  readonly reason: string | null;
  readonly accountId: string | null;
  readonly byName: string;
  readonly at: Temporal.Instant;
}

const STATES = { accept: 'accepted', refuse: 'refused', postpone: 'postponed' } as const;

/** Keeps a decision and what it makes of the difference. */
export async function keepDecision(tx: Tx, centreId: string, one: NewDecision): Promise<void> {
  await tx
    .insertInto('catalogue_decisions')
    .values({
      id: newId(),
      centre_id: centreId,
      request_id: one.requestId,
      difference_id: one.differenceId,
      decision: one.decision,
      day: one.day,
      reason: one.reason,
      account_id: one.accountId,
      by_name: one.byName,
      at: one.at,
    })
    .execute();
  await tx
    .updateTable('catalogue_differences')
    .set({
      state: STATES[one.decision],
      postponed_to: one.decision === 'postpone' ? one.day : null,
      effective_from: one.decision === 'accept' ? one.day : null,
      decided_at: one.at,
      decided_by: one.byName,
      reason: one.reason,
    })
    .where('id', '=', one.differenceId)
    .execute();
}

/** One decision of the history of a difference. */
export interface Decision {
  readonly decision: string;
  readonly day: Temporal.PlainDate | null;
  readonly reason: string | null;
  readonly byName: string;
  readonly at: Temporal.Instant;
}

/** Decisions about a difference, oldest first. */
export async function listDecisions(tx: Tx, differenceId: string): Promise<readonly Decision[]> {
  return tx
    .selectFrom('catalogue_decisions')
    .select(['decision', 'day', 'reason', 'by_name as byName', 'at'])
    .where('difference_id', '=', differenceId)
    .orderBy('at')
    .execute();
}

/** Whether a request decided about this difference before. */
export async function wasDecidedBy(tx: Tx, requestId: string, differenceId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('catalogue_decisions')
    .select('id')
    .where('request_id', '=', requestId)
    .where('difference_id', '=', differenceId)
    .executeTakeFirst();
  return row !== undefined;
}
