import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Dossier } from '../schema.ts';

/** Writes the rows of a dossier's strands, derived from its state; called with every change of it. */
export async function writeStrands(tx: Tx, dossier: Dossier): Promise<void> {
  const { strands } = dossier;
  if (strands === undefined || strands.length === 0) {
    return;
  }
  await tx
    .insertInto('dossier_strands')
    .values(
      strands.map((strand) => ({
        dossier_id: dossier.id,
        no: strand.no,
        centre_id: dossier.centreId,
        kind: strand.kind,
        number: strand.number,
        unit_id: strand.unitId,
        account_id: strand.accountId,
        agency: strand.agency,
        opened_at: strand.openedAt,
        due_at: strand.due,
        closed_at: strand.closedAt,
        outcome: strand.outcome,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['dossier_id', 'no']).doUpdateSet((eb) => ({
        unit_id: eb.ref('excluded.unit_id'),
        account_id: eb.ref('excluded.account_id'),
        due_at: eb.ref('excluded.due_at'),
        closed_at: eb.ref('excluded.closed_at'),
        outcome: eb.ref('excluded.outcome'),
      })),
    )
    .execute();
}

/** A dossier whose rows of strands are not what its state says; null when all agree. */
export async function findDifferingStrand(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(told.id, kept.dossier_id) as id
    from (
      select d.id, s.value from dossiers d, jsonb_array_elements(d.state -> 'strands') as s
      where d.state ? 'strands'
    ) told
    full join dossier_strands kept
      on kept.dossier_id = told.id and kept.no = (told.value ->> 'no')::int
    where told.id is null or kept.dossier_id is null
      or kept.kind <> told.value ->> 'kind'
      or kept.number <> told.value ->> 'number'
      or kept.unit_id <> (told.value ->> 'unitId')::uuid
      or kept.account_id is distinct from (told.value ->> 'accountId')::uuid
      or kept.due_at is distinct from (told.value ->> 'due')::timestamptz
      or kept.closed_at is distinct from (told.value ->> 'closedAt')::timestamptz
      or kept.outcome is distinct from told.value ->> 'outcome'
    limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}
