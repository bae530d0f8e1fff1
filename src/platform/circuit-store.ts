import { type Circuit, type CircuitPlan, circuitAfter, NEW_CIRCUIT } from './circuit.ts';
import type { Tx } from './db/tx.ts';

/** The circuit of an outside system in the transaction's centre. @param line its name, such as `national-portal` */
export async function findCircuit(tx: Tx, line: string): Promise<Circuit> {
  const row = await tx.selectFrom('circuits').selectAll().where('line', '=', line).executeTakeFirst();
  return row === undefined
    ? NEW_CIRCUIT
    : { failures: row.failures, openUntil: row.open_until, lastOkAt: row.last_ok_at, lastWhy: row.last_why };
}

/** The circuit, locked to the end of the transaction, so that only one of several sends the try that decides. */
export async function lockCircuit(tx: Tx, centreId: string, line: string): Promise<Circuit> {
  await tx
    .insertInto('circuits')
    .values({ centre_id: centreId, line, failures: 0 })
    .onConflict((conflict) => conflict.columns(['centre_id', 'line']).doNothing())
    .execute();
  await tx.selectFrom('circuits').select('line').where('line', '=', line).forUpdate().execute();
  return findCircuit(tx, line);
}

/** Stores a circuit. */
export async function saveCircuit(tx: Tx, centreId: string, line: string, circuit: Circuit): Promise<void> {
  const values = {
    failures: circuit.failures,
    open_until: circuit.openUntil,
    last_ok_at: circuit.lastOkAt,
    last_why: circuit.lastWhy,
  };
  await tx
    .insertInto('circuits')
    .values({ centre_id: centreId, line, ...values })
    .onConflict((conflict) => conflict.columns(['centre_id', 'line']).doUpdateSet(values))
    .execute();
}

/**
 * Notes at a circuit how a call went.
 *
 * @param why what the failure said; null when the other side answered
 */
export async function noteCircuit(
  tx: Tx,
  centreId: string,
  line: string,
  why: string | null,
  now: Temporal.Instant,
  plan: CircuitPlan,
): Promise<void> {
  const circuit = await lockCircuit(tx, centreId, line);
  await saveCircuit(tx, centreId, line, circuitAfter(circuit, why, now, plan));
}

/** Forgets a circuit: its connection was set anew. */
export async function forgetCircuit(tx: Tx, line: string): Promise<void> {
  await tx.deleteFrom('circuits').where('line', '=', line).execute();
}
