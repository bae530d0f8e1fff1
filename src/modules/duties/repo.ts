import type { Role } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { PlannedDuty } from './rules/plan.ts';
import type {
  AssigneeRequest,
  Duty,
  DutyRank,
  DutyScope,
  HandOnExtent,
  Leave,
  LeaveReason,
} from './schema.ts';

interface DutyRow {
  readonly id: string;
  readonly account_id: string | null;
  readonly person_id: string | null;
  readonly counter_id: string | null;
  readonly role: string;
  readonly procedure_code: string | null;
  readonly field_group: string | null;
  readonly rank: string;
  readonly valid_from: Temporal.PlainDate;
  readonly valid_to: Temporal.PlainDate | null;
}

const COLUMNS = [
  'id',
  'account_id',
  'person_id',
  'counter_id',
  'role',
  'procedure_code',
  'field_group',
  'rank',
  'valid_from',
  'valid_to',
] as const;

function fromRow(row: DutyRow): PlannedDuty {
  return {
    id: row.id,
    // One of the two is set, by a CHECK of the table.
    accountId: row.account_id ?? row.person_id ?? '',
    // Role and rank are held to their values by CHECKs of the table.
    role: row.role as Role,
    rank: row.rank as DutyRank,
    scope:
      row.procedure_code === null
        ? { fieldGroup: row.field_group ?? '' }
        : { procedureCode: row.procedure_code },
    validFrom: row.valid_from.toString(),
    validTo: row.valid_to?.toString() ?? null,
    counterId: row.counter_id,
  };
}

/** Duties that may concern a procedure: those of its code and of its field group, in one role. */
export async function listFor(
  tx: Tx,
  request: Pick<AssigneeRequest, 'role' | 'procedureCode' | 'fieldGroup'>,
): Promise<readonly Duty[]> {
  const rows = await tx
    .selectFrom('duties')
    .select(COLUMNS)
    .where('role', '=', request.role)
    .where((eb) =>
      eb.or([eb('procedure_code', '=', request.procedureCode), eb('field_group', '=', request.fieldGroup)]),
    )
    .execute();
  return rows.map(fromRow);
}

/** Every duty that holds on or after a day, by what it covers. */
export async function listFrom(tx: Tx, day: Temporal.PlainDate): Promise<readonly PlannedDuty[]> {
  const rows = await tx
    .selectFrom('duties')
    .select(COLUMNS)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('field_group')
    .orderBy('procedure_code')
    .orderBy('role')
    .orderBy('rank', 'desc')
    .orderBy('valid_from')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Absences that end after the instant. */
export async function listLeavesAfter(tx: Tx, at: Temporal.Instant): Promise<readonly Leave[]> {
  const rows = await tx
    .selectFrom('leaves')
    .select(['account_id', 'starts_at', 'ends_at'])
    .where('ends_at', '>', at)
    .where('cancelled_at', 'is', null)
    .orderBy('starts_at')
    .execute();
  return rows.map((row) => ({ accountId: row.account_id, from: row.starts_at, to: row.ends_at }));
}

/** Duties of one scope and role, locked, so that two officers cannot both add a main one. */
export async function lockScope(tx: Tx, role: Role, scope: DutyScope): Promise<readonly Duty[]> {
  const column = 'procedureCode' in scope ? 'procedure_code' : 'field_group';
  const value = 'procedureCode' in scope ? scope.procedureCode : scope.fieldGroup;
  const rows = await tx
    .selectFrom('duties')
    .select(COLUMNS)
    .where('role', '=', role)
    .where(column, '=', value)
    .forUpdate()
    .execute();
  return rows.map(fromRow);
}

/** The duty that a request made before, if this is its repetition. */
export async function findByRequest(tx: Tx, requestId: string): Promise<Duty | null> {
  const row = await tx
    .selectFrom('duties')
    .select(COLUMNS)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Adds a line to the matrix. */
export async function insertDuty(
  tx: Tx,
  duty: Duty,
  by: {
    readonly centreId: string;
    readonly accountId: string | null;
    readonly at: Temporal.Instant;
    readonly requestId: string;
  },
): Promise<void> {
  await tx
    .insertInto('duties')
    .values({
      id: duty.id,
      centre_id: by.centreId,
      account_id: duty.accountId,
      role: duty.role,
      procedure_code: 'procedureCode' in duty.scope ? duty.scope.procedureCode : null,
      field_group: 'fieldGroup' in duty.scope ? duty.scope.fieldGroup : null,
      rank: duty.rank,
      valid_from: Temporal.PlainDate.from(duty.validFrom),
      valid_to: duty.validTo === null ? null : Temporal.PlainDate.from(duty.validTo),
      request_id: by.requestId,
      created_at: by.at,
      created_by: by.accountId,
    })
    .execute();
}

/** Adds an absence; a repetition of the request changes nothing. */
export async function insertLeave(
  tx: Tx,
  leave: Leave & {
    readonly id: string;
    readonly centreId: string;
    readonly reason: LeaveReason;
    readonly handOn: HandOnExtent;
    readonly note: string;
    readonly requestId: string;
    readonly at: Temporal.Instant;
    readonly by: string | null;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('leaves')
    .values({
      id: leave.id,
      centre_id: leave.centreId,
      account_id: leave.accountId,
      starts_at: leave.from,
      ends_at: leave.to,
      reason: leave.reason,
      hand_on: leave.handOn,
      note: leave.note,
      request_id: leave.requestId,
      created_at: leave.at,
      created_by: leave.by,
    })
    .onConflict((conflict) => conflict.column('request_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
