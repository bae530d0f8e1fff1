import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import {
  AcceptedFinding,
  type DutyPlan,
  type NamedPerson,
  type PlanHeadInput,
  StoredCell,
} from './plan-schema.ts';
import type { PlannedDuty } from './rules/plan.ts';

const Cells = z.array(StoredCell);
const Accepted = z.array(AcceptedFinding);

/** Makes those who change the matrix of a centre come one after another. */
export async function lockMatrix(tx: Tx, centreId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`duties:${centreId}`}, 0))`.execute(tx);
}

const COLUMNS = [
  'id',
  'no',
  'state',
  'valid_from',
  'decision_no',
  'note',
  'changes',
  'accepted',
  'created_by',
  'changed_at',
  'saved_at',
  'saved_by',
] as const;

interface Row {
  readonly id: string;
  readonly no: number;
  readonly state: string;
  readonly valid_from: Temporal.PlainDate;
  readonly decision_no: string;
  readonly note: string;
  readonly changes: unknown;
  readonly accepted: unknown;
  readonly created_by: string | null;
  readonly changed_at: Temporal.Instant;
  readonly saved_at: Temporal.Instant | null;
  readonly saved_by: string | null;
}

function fromRow(row: Row): DutyPlan {
  return {
    id: row.id,
    no: row.no,
    // Held to its values by a CHECK of the table.
    state: row.state as DutyPlan['state'],
    validFrom: row.valid_from.toString(),
    decisionNo: row.decision_no,
    note: row.note,
    cells: Cells.parse(row.changes),
    accepted: Accepted.parse(row.accepted),
    createdBy: row.created_by,
    changedAt: row.changed_at,
    savedAt: row.saved_at,
    savedBy: row.saved_by,
  };
}

/** The open draft of the centre; locked where it is going to change. */
export async function findDraft(tx: Tx, lock = false): Promise<DutyPlan | null> {
  const row = await tx
    .selectFrom('duty_plans')
    .select(COLUMNS)
    .where('state', '=', 'draft')
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Saved versions, the newest first. */
export async function listSaved(tx: Tx, limit: number): Promise<readonly DutyPlan[]> {
  const rows = await tx
    .selectFrom('duty_plans')
    .select(COLUMNS)
    .where('state', '=', 'saved')
    .orderBy('no', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Adds an empty draft with the next number. */
export async function insertDraft(
  tx: Tx,
  plan: {
    readonly id: string;
    readonly centreId: string;
    readonly head: PlanHeadInput;
    readonly at: Temporal.Instant;
    readonly by: string | null;
  },
): Promise<void> {
  const last = await tx
    .selectFrom('duty_plans')
    .select((eb) => eb.fn.max('no').as('no'))
    .executeTakeFirst();
  await tx
    .insertInto('duty_plans')
    .values({
      id: plan.id,
      centre_id: plan.centreId,
      no: (last?.no ?? 0) + 1,
      state: 'draft',
      valid_from: Temporal.PlainDate.from(plan.head.validFrom),
      decision_no: plan.head.decisionNo,
      note: plan.head.note,
      changes: '[]',
      created_at: plan.at,
      created_by: plan.by,
      changed_at: plan.at,
    })
    .execute();
}

/** Writes head and cells of the draft. */
export async function updateDraft(
  tx: Tx,
  id: string,
  change: {
    readonly head?: PlanHeadInput;
    readonly cells?: readonly StoredCell[];
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .updateTable('duty_plans')
    .set({
      changed_at: change.at,
      ...(change.head === undefined
        ? {}
        : {
            valid_from: Temporal.PlainDate.from(change.head.validFrom),
            decision_no: change.head.decisionNo,
            note: change.head.note,
          }),
      ...(change.cells === undefined ? {} : { changes: JSON.stringify(change.cells) }),
    })
    .where('id', '=', id)
    .execute();
}

/** Closes the draft: saved with what was accepted, or dropped. */
export async function closeDraft(
  tx: Tx,
  id: string,
  end: {
    readonly state: 'saved' | 'dropped';
    readonly accepted: readonly AcceptedFinding[];
    readonly at: Temporal.Instant;
    readonly by: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('duty_plans')
    .set({
      state: end.state,
      changed_at: end.at,
      accepted: JSON.stringify(end.accepted),
      saved_at: end.state === 'saved' ? end.at : null,
      saved_by: end.state === 'saved' ? end.by : null,
    })
    .where('id', '=', id)
    .execute();
}

/** People named without an account who have not been joined with one. */
export async function listNamed(tx: Tx): Promise<readonly NamedPerson[]> {
  const rows = await tx
    .selectFrom('duty_people')
    .select(['id', 'name', 'position', 'unit_id'])
    .where('account_id', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map(({ id, name, position, unit_id }) => ({ id, name, position, unitId: unit_id }));
}

/** Names somebody; a repetition of the request changes nothing. */
export async function insertNamed(
  tx: Tx,
  person: NamedPerson,
  by: {
    readonly centreId: string;
    readonly accountId: string | null;
    readonly at: Temporal.Instant;
    readonly requestId: string;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('duty_people')
    .values({
      id: person.id,
      centre_id: by.centreId,
      name: person.name,
      position: person.position,
      unit_id: person.unitId,
      request_id: by.requestId,
      created_at: by.at,
      created_by: by.accountId,
    })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Moves the duties of somebody who was only named to their account. Gives how many. */
export async function linkNamed(tx: Tx, personId: string, accountId: string): Promise<number> {
  await tx.updateTable('duty_people').set({ account_id: accountId }).where('id', '=', personId).execute();
  const result = await tx
    .updateTable('duties')
    .set({ account_id: accountId, person_id: null })
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Removes and ends rows, and adds new ones, as a plan says. */
export async function writeEffect(
  tx: Tx,
  effect: {
    readonly ends: readonly { readonly duty: PlannedDuty; readonly lastDay: string }[];
    readonly removes: readonly PlannedDuty[];
    readonly adds: readonly PlannedDuty[];
  },
  by: {
    readonly centreId: string;
    readonly accountId: string | null;
    readonly at: Temporal.Instant;
    readonly planId: string | null;
    /** Ids of people without an account among those added. */
    readonly named: ReadonlySet<string>;
  },
): Promise<void> {
  for (const { duty, lastDay } of effect.ends) {
    await tx
      .updateTable('duties')
      .set({ valid_to: Temporal.PlainDate.from(lastDay), ended_by: by.accountId })
      .where('id', '=', duty.id)
      .execute();
  }
  if (effect.removes.length > 0) {
    const ids = effect.removes.map((duty) => duty.id);
    await tx.deleteFrom('duties').where('id', 'in', ids).execute();
  }
  if (effect.adds.length > 0) {
    await tx
      .insertInto('duties')
      .values(
        effect.adds.map((duty) => ({
          id: duty.id,
          centre_id: by.centreId,
          account_id: by.named.has(duty.accountId) ? null : duty.accountId,
          person_id: by.named.has(duty.accountId) ? duty.accountId : null,
          counter_id: duty.counterId,
          plan_id: by.planId,
          role: duty.role,
          procedure_code: 'procedureCode' in duty.scope ? duty.scope.procedureCode : null,
          field_group: 'fieldGroup' in duty.scope ? duty.scope.fieldGroup : null,
          rank: duty.rank,
          valid_from: Temporal.PlainDate.from(duty.validFrom),
          valid_to: duty.validTo === null ? null : Temporal.PlainDate.from(duty.validTo),
          created_at: by.at,
          created_by: by.accountId,
        })),
      )
      .execute();
  }
}
