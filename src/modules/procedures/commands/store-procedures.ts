import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import type { Tx } from '#platform/db/tx.ts';
import { differenceIn } from '../queries.ts';
import * as repo from '../repo.ts';
import type { Procedure } from '../schema.ts';

/** What is to be stored, from which day, under which name. */
export interface StoreProcedures {
  readonly centreId: string;
  readonly procedures: readonly Procedure[];
  /** Changed codes to leave as they are. */
  readonly except?: ReadonlySet<string>;
  readonly from: Temporal.PlainDate;
  readonly importedFrom: string;
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly onStored?: (done: number, all: number) => void;
}

/** What storing did. */
export interface Stored {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/**
 * Part of a command: adds a version of each procedure that is new or differs, nothing for the others, in the caller's
 * transaction. Holds the catalogue, so two imports follow one another.
 */
export async function storeProcedures(tx: Tx, input: StoreProcedures): Promise<Stored> {
  await repo.raiseRevision(tx, input.centreId, input.at);
  const difference = await differenceIn(tx, input.procedures);
  const changes = difference.changes.filter(({ code }) => !input.except?.has(code));
  for (const [at, { after }] of changes.entries()) {
    await repo.addVersion(tx, input.centreId, {
      body: after,
      sha256: sha256(canonicalJson(toJson(after))),
      from: input.from,
      importedFrom: input.importedFrom,
      at: input.at,
      by: input.by,
    });
    input.onStored?.(at + 1, changes.length);
  }
  const added = changes.filter(({ kind }) => kind === 'added').length;
  return { added, changed: changes.length - added, unchanged: input.procedures.length - changes.length };
}
