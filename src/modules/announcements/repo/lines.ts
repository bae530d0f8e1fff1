import { forgetCircuit } from '#platform/circuit-store.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Line } from '../schema-channels.ts';

/** How an outside system is reached, as stored. */
export interface StoredLine {
  readonly version: string;
  readonly connection: unknown;
  readonly secretBox: Uint8Array | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** The name of a line among the circuits of all outside systems. */
export function circuitName(line: Line): string {
  return `news-${line}`;
}

/** The settings of a line. */
export async function findLine(tx: Tx, line: Line): Promise<StoredLine | undefined> {
  const row = await tx.selectFrom('news_channels').selectAll().where('channel', '=', line).executeTakeFirst();
  return (
    row && {
      version: row.version,
      connection: row.connection,
      secretBox: row.secret_box,
      changedAt: row.changed_at,
      changedBy: row.changed_by,
    }
  );
}

/** Stores settings; the circuit starts anew. */
export async function saveLine(tx: Tx, centreId: string, line: Line, settings: StoredLine): Promise<void> {
  const values = {
    version: settings.version,
    connection: JSON.stringify(settings.connection),
    secret_box: settings.secretBox === null ? null : Buffer.from(settings.secretBox),
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
  };
  await tx
    .insertInto('news_channels')
    .values({ centre_id: centreId, channel: line, ...values })
    .onConflict((conflict) => conflict.columns(['centre_id', 'channel']).doUpdateSet(values))
    .execute();
  await forgetCircuit(tx, circuitName(line));
}
