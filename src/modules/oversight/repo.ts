import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { Settlement } from './rules.ts';
import { WarningLevel } from './schema/settings.ts';
import {
  type DossierLabel,
  type DueWarning,
  type StoredWarning,
  WarningKind,
  WarningOutcome,
} from './schema.ts';

const COLUMNS = [
  'id',
  'subject',
  'dossier_id',
  'kind',
  'level',
  'due_at',
  'step_key',
  'unit_id',
  'account_id',
  'dossier_number',
  'procedure_name',
  'step_name',
  'unit_name',
  'holder_name',
  'created_at',
  'seen_at',
  'outcome',
  'closed_at',
] as const;

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly dossier_id: string;
  readonly kind: string;
  readonly level: string;
  readonly due_at: Temporal.Instant;
  readonly step_key: string;
  readonly unit_id: string;
  readonly account_id: string | null;
  readonly dossier_number: string;
  readonly procedure_name: string;
  readonly step_name: string;
  readonly unit_name: string;
  readonly holder_name: string;
  readonly created_at: Temporal.Instant;
  readonly seen_at: Temporal.Instant | null;
  readonly outcome: string | null;
  readonly closed_at: Temporal.Instant | null;
}

function fromRow(row: Row): StoredWarning {
  return {
    id: row.id,
    subject: row.subject === 'task' ? 'task' : 'dossier',
    dossierId: row.dossier_id,
    kind: WarningKind.parse(row.kind),
    level: WarningLevel.parse(row.level),
    due: row.due_at,
    stepKey: row.step_key,
    unitId: row.unit_id,
    accountId: row.account_id,
    label: {
      number: row.dossier_number,
      procedureName: row.procedure_name,
      stepName: row.step_name,
      unitName: row.unit_name,
      holderName: row.holder_name,
    },
    createdAt: row.created_at,
    seenAt: row.seen_at,
    outcome: row.outcome === null ? null : WarningOutcome.parse(row.outcome),
    closedAt: row.closed_at,
  };
}

/** Stores warnings that are not there yet. @returns how many were new */
export async function addWarnings(
  tx: Tx,
  centreId: string,
  warnings: readonly (DueWarning & { readonly label: DossierLabel })[],
  at: Temporal.Instant,
): Promise<number> {
  let added = 0;
  for (let from = 0; from < warnings.length; from += BATCH) {
    added += await addSome(tx, centreId, warnings.slice(from, from + BATCH), at);
  }
  return added;
}

/** A statement has room for so many rows. */
const BATCH = 1_000;

async function addSome(
  tx: Tx,
  centreId: string,
  warnings: readonly (DueWarning & { readonly label: DossierLabel })[],
  at: Temporal.Instant,
): Promise<number> {
  const added = await tx
    .insertInto('warnings')
    .values(
      warnings.map((warning) => ({
        id: newId(),
        centre_id: centreId,
        subject: warning.subject,
        dossier_id: warning.dossierId,
        kind: warning.kind,
        level: warning.level,
        due_at: warning.due,
        step_key: warning.stepKey,
        unit_id: warning.unitId,
        account_id: warning.accountId,
        dossier_number: warning.label.number,
        procedure_name: warning.label.procedureName,
        step_name: warning.label.stepName,
        unit_name: warning.label.unitName,
        holder_name: warning.label.holderName,
        created_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return added.length;
}

/** Closes open warnings of a dossier with what came of them. @returns how many */
export async function settle(
  tx: Tx,
  dossierId: string,
  settlement: Settlement,
  at: Temporal.Instant,
): Promise<number> {
  const closed = await tx
    .updateTable('warnings')
    .set({ outcome: settlement.outcome, closed_at: at })
    .where('dossier_id', '=', dossierId)
    .where('closed_at', 'is', null)
    .where('kind', 'in', [...settlement.kinds])
    .$if(settlement.stepKey !== undefined, (query) => query.where('step_key', '=', settlement.stepKey ?? ''))
    .$if(settlement.level !== undefined, (query) => query.where('level', '=', settlement.level ?? 'officer'))
    .executeTakeFirst();
  return Number(closed.numUpdatedRows);
}

/** Whose warnings are looked for. A warning without a person goes to the heads of its unit. */
export interface Addressee {
  readonly accountId: string;
  readonly unitId: string;
  readonly headsUnit: boolean;
  readonly leads: boolean;
}

function openFor(tx: Tx, to: Addressee) {
  return tx
    .selectFrom('warnings')
    .where('closed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('level', '=', 'officer'), eb('account_id', '=', to.accountId)]),
        ...(to.headsUnit
          ? [
              eb.and([
                eb('unit_id', '=', to.unitId),
                eb.or([eb('level', '=', 'unit-head'), eb('account_id', 'is', null)]),
              ]),
            ]
          : []),
        ...(to.leads ? [eb('level', '=', 'leader')] : []),
      ]),
    );
}

/** Open warnings to a person: what is late first, then by the moment they warn of. */
export async function listOpenFor(tx: Tx, to: Addressee, limit: number): Promise<readonly StoredWarning[]> {
  const rows = await openFor(tx, to).select(COLUMNS).orderBy('due_at').orderBy('id').limit(limit).execute();
  return rows.map(fromRow);
}

/** How many dossiers the open warnings to a person are about. */
export async function countOpenFor(tx: Tx, to: Addressee): Promise<number> {
  const row = await openFor(tx, to)
    .select((eb) => eb.fn.count<number>('dossier_id').distinct().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Notes that a person saw these warnings; the first look counts. */
export async function markSeen(
  tx: Tx,
  ids: readonly string[],
  by: string,
  at: Temporal.Instant,
): Promise<void> {
  if (ids.length > 0) {
    await tx
      .updateTable('warnings')
      .set({ seen_at: at, seen_by: by })
      .where('id', 'in', [...ids])
      .where('seen_at', 'is', null)
      .execute();
  }
}

/** All warnings of a dossier, oldest first. */
export async function listOfDossier(tx: Tx, dossierId: string): Promise<readonly StoredWarning[]> {
  const rows = await tx
    .selectFrom('warnings')
    .select(COLUMNS)
    .where('dossier_id', '=', dossierId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}
