/** SQL of what the mirror took and what it did not: batches, and the rows kept apart. */
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { MirrorBatch, QuarantinedRow } from './schema.ts';

/** A batch to be kept, with the rows that were not taken. */
export interface NewBatch extends Omit<MirrorBatch, 'id' | 'quarantined'> {
  readonly centreId: string;
  readonly sha256: Uint8Array | null;
  readonly refused: readonly {
    readonly line: number;
    readonly reasons: readonly string[];
    readonly raw: unknown;
  }[];
}

/** Keeps what a file or page led to. */
export async function insertBatch(tx: Tx, batch: NewBatch): Promise<string> {
  const id = newId();
  await tx
    .insertInto('mirror_batches')
    .values({
      id,
      centre_id: batch.centreId,
      kind: batch.kind,
      name: batch.name,
      sha256: batch.sha256 === null ? null : Buffer.from(batch.sha256),
      state: batch.state,
      why: batch.why,
      remarks: [...batch.remarks],
      row_count: batch.rows,
      changed: batch.changed,
      quarantined: batch.refused.length,
      as_of: batch.asOf,
      at: batch.at,
      by_name: batch.byName,
    })
    .execute();
  if (batch.refused.length > 0) {
    await tx
      .insertInto('mirror_quarantine')
      .values(
        batch.refused.map(({ line, reasons, raw }) => ({
          centre_id: batch.centreId,
          batch_id: id,
          line,
          reasons: [...reasons],
          raw: JSON.stringify(raw),
        })),
      )
      .execute();
  }
  return id;
}

/** Whether a file with this content was taken. */
export async function wasTaken(tx: Tx, sha256: Uint8Array): Promise<boolean> {
  const row = await tx
    .selectFrom('mirror_batches')
    .select('id')
    .where('sha256', '=', Buffer.from(sha256))
    .where('state', '=', 'taken')
    .executeTakeFirst();
  return row !== undefined;
}

const BatchState = z.enum(['taken', 'failed']);
const BatchKind = z.enum(['http', 'file']);

/** The last batches, newest first. */
export async function listBatches(tx: Tx, limit: number): Promise<readonly MirrorBatch[]> {
  const rows = await tx
    .selectFrom('mirror_batches')
    .select([
      'id',
      'kind',
      'name',
      'state',
      'why',
      'remarks',
      'row_count as rows',
      'changed',
      'quarantined',
      'as_of as asOf',
      'at',
      'by_name as byName',
    ])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, kind: BatchKind.parse(row.kind), state: BatchState.parse(row.state) }));
}

/** Rows that were not taken, newest first. */
export async function listQuarantine(tx: Tx, limit: number): Promise<readonly QuarantinedRow[]> {
  return tx
    .selectFrom('mirror_quarantine as q')
    .innerJoin('mirror_batches as b', 'b.id', 'q.batch_id')
    .select(['b.name as batchName', 'b.at', 'q.line', 'q.reasons'])
    .orderBy('b.at', 'desc')
    .orderBy('q.line')
    .limit(limit)
    .execute();
}
