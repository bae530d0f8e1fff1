import type { Tx } from '#platform/db/tx.ts';

/** A dossier received with a local receipt number whose official code has not arrived. */
export interface WithoutCode {
  readonly dossierId: string;
  readonly localNumber: string;
  readonly procedureCode: string;
  readonly idNumbers: readonly string[];
  readonly receivedAt: Temporal.Instant;
}

/** Dossiers of a centre's layer that wait for their official code, oldest first. */
export async function listWithoutCodeIn(tx: Tx): Promise<readonly WithoutCode[]> {
  const rows = await tx
    .selectFrom('dossiers')
    .select(['id', 'local_number', 'procedure_code', 'id_numbers', 'received_at'])
    .where('number', 'is', null)
    .where('local_number', 'is not', null)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  return rows.flatMap((row) =>
    row.local_number === null || row.received_at === null
      ? []
      : [
          {
            dossierId: row.id,
            localNumber: row.local_number,
            procedureCode: row.procedure_code,
            idNumbers: row.id_numbers,
            receivedAt: row.received_at,
          },
        ],
  );
}

/** Names of dossiers as lists show them: number and procedure, by id. */
export async function namesOfDossiersIn(
  tx: Tx,
  ids: readonly string[],
): Promise<
  ReadonlyMap<string, { readonly number: string; readonly procedure: string; readonly applicant: string }>
> {
  const rows =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('dossiers')
          .select(['id', 'number', 'local_number', 'procedure_name', 'applicant_name'])
          .where('id', 'in', [...ids])
          .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        number: row.number ?? row.local_number ?? '',
        procedure: row.procedure_name,
        applicant: row.applicant_name,
      },
    ]),
  );
}
