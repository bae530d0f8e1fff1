import type { Circuit } from '#platform/circuit.ts';
import { findCircuit, forgetCircuit } from '#platform/circuit-store.ts';
import type { Tx } from '#platform/db/tx.ts';

/** Settings of the centre with the state of the line to the scanner. */
export interface Settings {
  readonly keepDays: number;
  /** Null where no scanner is set up. */
  readonly scanner: { readonly host: string; readonly port: number } | null;
  readonly circuit: Circuit;
}

/** The circuit of the virus scanner. */
export const SCANNER_LINE = 'virus-scanner';

/** What holds before anybody set something. */
const USUAL: Omit<Settings, 'circuit'> = { keepDays: 30, scanner: null };

/** The settings in use. */
export async function findSettings(tx: Tx): Promise<Settings> {
  const circuit = await findCircuit(tx, SCANNER_LINE);
  const row = await tx.selectFrom('preparation_settings').selectAll().executeTakeFirst();
  return row === undefined
    ? { ...USUAL, circuit }
    : {
        keepDays: row.keep_days,
        scanner: row.scanner_host === '' ? null : { host: row.scanner_host, port: row.scanner_port },
        circuit,
      };
}

/** Stores the settings; the line to the scanner starts anew. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  saved: {
    readonly keepDays: number;
    readonly host: string;
    readonly port: number;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  const values = {
    keep_days: saved.keepDays,
    scanner_host: saved.host,
    scanner_port: saved.port,
    updated_at: saved.at,
  };
  await tx
    .insertInto('preparation_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
  await forgetCircuit(tx, SCANNER_LINE);
}

/** A procedure that may be filed here, since when and by whom. */
export interface Filing {
  readonly procedureCode: string;
  readonly since: Temporal.Instant;
  readonly by: string;
}

/** Procedures that may be filed here, by code. */
export async function listFilings(tx: Tx): Promise<readonly Filing[]> {
  const rows = await tx.selectFrom('preparation_filings').selectAll().orderBy('procedure_code').execute();
  return rows.map((row) => ({
    procedureCode: row.procedure_code,
    since: row.switched_on_at,
    by: row.switched_on_by,
  }));
}

/** Whether the procedure may be filed here. */
export async function isFiledHere(tx: Tx, procedureCode: string): Promise<boolean> {
  const row = await tx
    .selectFrom('preparation_filings')
    .select('procedure_code')
    .where('procedure_code', '=', procedureCode)
    .executeTakeFirst();
  return row !== undefined;
}

/** Switches the filing of a procedure here on or off. @returns whether that changed anything */
export async function setFiling(
  tx: Tx,
  centreId: string,
  set: {
    readonly procedureCode: string;
    readonly on: boolean;
    readonly at: Temporal.Instant;
    readonly by: string;
  },
): Promise<boolean> {
  const { procedureCode } = set;
  const changed = set.on
    ? await tx
        .insertInto('preparation_filings')
        .values({
          centre_id: centreId,
          procedure_code: procedureCode,
          switched_on_at: set.at,
          switched_on_by: set.by,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('procedure_code')
        .executeTakeFirst()
    : await tx
        .deleteFrom('preparation_filings')
        .where('procedure_code', '=', procedureCode)
        .returning('procedure_code')
        .executeTakeFirst();
  return changed !== undefined;
}
