import type { Tx } from '#platform/db/tx.ts';
import type { SigningAuthority } from './authority-schema.ts';
import type { AssigneeRequest, DutyScope } from './schema.ts';

const COLUMNS = [
  'id',
  'account_id',
  'procedure_code',
  'field_group',
  'decision_no',
  'decision_day',
  'granted_by',
  'valid_from',
  'valid_to',
  'ended_reason',
] as const;

interface Row {
  readonly id: string;
  readonly account_id: string;
  readonly procedure_code: string | null;
  readonly field_group: string | null;
  readonly decision_no: string;
  readonly decision_day: Temporal.PlainDate;
  readonly granted_by: string;
  readonly valid_from: Temporal.PlainDate;
  readonly valid_to: Temporal.PlainDate | null;
  readonly ended_reason: string;
}

function fromRow(row: Row): SigningAuthority {
  return {
    id: row.id,
    accountId: row.account_id,
    scope:
      row.procedure_code === null
        ? { fieldGroup: row.field_group ?? '' }
        : { procedureCode: row.procedure_code },
    decisionNo: row.decision_no,
    decisionDay: row.decision_day.toString(),
    grantedBy: row.granted_by,
    validFrom: row.valid_from.toString(),
    validTo: row.valid_to?.toString() ?? null,
    endedReason: row.ended_reason,
  };
}

/** Authorities that hold on a day, of the whole centre. */
export async function listAuthorities(tx: Tx, day: Temporal.PlainDate): Promise<readonly SigningAuthority[]> {
  const rows = await tx
    .selectFrom('signing_authorities')
    .select(COLUMNS)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('valid_from')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Authorities that hold on or after a day. */
export async function listAuthoritiesFrom(
  tx: Tx,
  day: Temporal.PlainDate,
): Promise<readonly SigningAuthority[]> {
  const rows = await tx
    .selectFrom('signing_authorities')
    .select(COLUMNS)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('valid_from')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Authorities on a day that cover a procedure by its code or its field. */
export async function listAuthoritiesFor(
  tx: Tx,
  request: Pick<AssigneeRequest, 'procedureCode' | 'fieldGroup'>,
  day: Temporal.PlainDate,
): Promise<readonly SigningAuthority[]> {
  return (await listAuthorities(tx, day)).filter(({ scope }) =>
    'procedureCode' in scope
      ? scope.procedureCode === request.procedureCode
      : scope.fieldGroup === request.fieldGroup,
  );
}

/** One authority, locked for a change. */
export async function lockAuthority(tx: Tx, id: string): Promise<SigningAuthority | null> {
  const row = await tx
    .selectFrom('signing_authorities')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The authority that a request gave before, if this is its repetition. */
export async function findAuthorityByRequest(tx: Tx, requestId: string): Promise<SigningAuthority | null> {
  const row = await tx
    .selectFrom('signing_authorities')
    .select(COLUMNS)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Adds an authority. */
export async function insertAuthority(
  tx: Tx,
  authority: SigningAuthority,
  by: {
    readonly centreId: string;
    readonly accountId: string | null;
    readonly at: Temporal.Instant;
    readonly requestId: string;
  },
): Promise<void> {
  const { scope }: { scope: DutyScope } = authority;
  await tx
    .insertInto('signing_authorities')
    .values({
      id: authority.id,
      centre_id: by.centreId,
      account_id: authority.accountId,
      procedure_code: 'procedureCode' in scope ? scope.procedureCode : null,
      field_group: 'fieldGroup' in scope ? scope.fieldGroup : null,
      decision_no: authority.decisionNo,
      decision_day: Temporal.PlainDate.from(authority.decisionDay),
      granted_by: authority.grantedBy,
      valid_from: Temporal.PlainDate.from(authority.validFrom),
      valid_to: authority.validTo === null ? null : Temporal.PlainDate.from(authority.validTo),
      request_id: by.requestId,
      created_at: by.at,
      created_by: by.accountId,
    })
    .execute();
}

/** Sets the last day of an authority. */
export async function endAuthorityRow(
  tx: Tx,
  id: string,
  lastDay: Temporal.PlainDate,
  reason: string,
  by: string | null,
): Promise<void> {
  await tx
    .updateTable('signing_authorities')
    .set({ valid_to: lastDay, ended_reason: reason, ended_by: by })
    .where('id', '=', id)
    .execute();
}
