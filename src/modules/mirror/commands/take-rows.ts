/** Part of the commands that read: puts rows into the mirror and keeps what could not be taken. */
import type { Tx } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';
import { insertBatch } from '../repo-batches.ts';
import { merged } from '../rules/merge.ts';
import type { ReadRow } from '../rules/rows.ts';

/** A row that was read, with where it stands and what stood there. */
export interface RowAtLine {
  readonly line: number;
  readonly read: ReadRow;
  readonly raw: unknown;
}

/** Rows of one file or page. */
export interface TakeRows {
  readonly centreId: string;
  readonly source: string;
  readonly kind: 'http' | 'file';
  readonly name: string;
  readonly sha256: Uint8Array | null;
  readonly remarks: readonly string[];
  readonly rows: readonly RowAtLine[];
  readonly at: Temporal.Instant;
  readonly by: string;
}

/** What taking led to. */
export interface TakenRows {
  readonly changed: number;
  readonly quarantined: number;
  /** Newest word of the source among the rows; null for none. */
  readonly asOf: Temporal.Instant | null;
}

/** Puts rows into the mirror, in the caller's transaction. The order of rows, files and pages and their repetition change nothing. */
export async function takeRows(tx: Tx, input: TakeRows): Promise<TakenRows> {
  await repo.holdMirror(tx, input.centreId);
  let changed = 0;
  let asOf: Temporal.Instant | null = null;
  for (const { read } of input.rows) {
    if ('seen' in read) {
      const { seen } = read;
      asOf = asOf === null || Temporal.Instant.compare(seen.at, asOf) > 0 ? seen.at : asOf;
      const before = await repo.findFields(tx, seen.number);
      const after = merged(before, seen);
      if (JSON.stringify(before) !== JSON.stringify(after)) {
        await repo.saveFields(tx, input.centreId, seen.number, after, input.source);
        changed += 1;
      }
    }
  }
  const refused = input.rows.flatMap(({ line, read, raw }) =>
    'reasons' in read ? [{ line, reasons: read.reasons, raw }] : [],
  );
  // An empty page that changes nothing is no news.
  if (input.kind === 'file' || changed > 0 || refused.length > 0) {
    await insertBatch(tx, {
      centreId: input.centreId,
      kind: input.kind,
      name: input.name,
      sha256: input.sha256,
      state: 'taken',
      why: null,
      remarks: input.remarks,
      rows: input.rows.length,
      changed,
      refused,
      asOf,
      at: input.at,
      byName: input.by,
    });
  }
  return { changed, quarantined: refused.length, asOf };
}
