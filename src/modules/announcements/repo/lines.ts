import { type Circuit, NEW_CIRCUIT } from '#platform/circuit.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Line } from '../schema-channels.ts';

/** How an outside system is reached, as stored. */
export interface StoredLine {
  readonly version: string;
  readonly connection: unknown;
  readonly secretBox: Uint8Array | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
  readonly circuit: Circuit;
}

/** The settings and the circuit of a line. */
export async function findLine(tx: Tx, line: Line): Promise<StoredLine | undefined> {
  const row = await tx.selectFrom('news_channels').selectAll().where('channel', '=', line).executeTakeFirst();
  return (
    row && {
      version: row.version,
      connection: row.connection,
      secretBox: row.secret_box,
      changedAt: row.changed_at,
      changedBy: row.changed_by,
      circuit: {
        failures: row.failures,
        openUntil: row.open_until,
        lastOkAt: row.last_ok_at,
        lastWhy: row.last_why,
      },
    }
  );
}

/** Stores settings; the circuit starts anew. */
export async function saveLine(
  tx: Tx,
  centreId: string,
  line: Line,
  settings: Omit<StoredLine, 'circuit'>,
): Promise<void> {
  const values = {
    version: settings.version,
    connection: JSON.stringify(settings.connection),
    secret_box: settings.secretBox === null ? null : Buffer.from(settings.secretBox),
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
    failures: 0,
    open_until: null,
    last_why: null,
  };
  await tx
    .insertInto('news_channels')
    .values({ centre_id: centreId, channel: line, ...values })
    .onConflict((conflict) => conflict.columns(['centre_id', 'channel']).doUpdateSet(values))
    .execute();
}

/** The circuit of a line, locked. */
export async function lockCircuit(tx: Tx, line: Line): Promise<Circuit> {
  await tx.selectFrom('news_channels').select('channel').where('channel', '=', line).forUpdate().execute();
  return (await findLine(tx, line))?.circuit ?? NEW_CIRCUIT;
}

/** Stores the circuit. */
export async function saveCircuit(tx: Tx, line: Line, circuit: Circuit): Promise<void> {
  await tx
    .updateTable('news_channels')
    .set({
      failures: circuit.failures,
      open_until: circuit.openUntil,
      last_ok_at: circuit.lastOkAt,
      last_why: circuit.lastWhy,
    })
    .where('channel', '=', line)
    .execute();
}
