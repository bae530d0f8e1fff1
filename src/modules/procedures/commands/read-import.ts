import { createHash } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { LARGEST_FILE, readCatalogue } from '../catalogue-file.ts';
import * as imports from '../import-repo.ts';
import { procedureMessages } from '../messages.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import { nameOf } from './name-of.ts';

/** A file to be read; nothing in the catalogue changes yet. */
export interface ReadImport {
  readonly requestId: string;
  readonly fileName: string;
  readonly text: string;
  /** Called with lines done and all lines, for progress. */
  readonly onLine?: (done: number, all: number) => void;
}

/**
 * Reads a catalogue export and keeps what it holds until it is applied or discarded. A repeat of the request gives the
 * same run.
 * @throws Problem `forbidden`, `too-large`, or `validation` where not one line could be taken
 */
export async function readImport(
  ctx: AppContext,
  actor: Actor,
  input: ReadImport,
): Promise<imports.ImportRun> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.import', actor);
  const t = procedureMessages('vi');
  if (input.text.length > LARGEST_FILE) {
    throw new Problem('too-large', { detail: t('fileTooLarge') });
  }
  const { procedures, refused } = readCatalogue(input.text, input.onLine);
  if (procedures.length === 0) {
    throw new Problem('validation', {
      detail: t('nothingReadable'),
      fields: refused
        .slice(0, 20)
        .map(({ line, reasons }) => ({ path: `line.${line}`, message: reasons.join('; ') })),
    });
  }
  const at = ctx.clock.now();
  const id = newId();
  return inTransaction(ctx, actor, async (tx) => {
    const isNew = await imports.insertRun(tx, {
      id,
      centreId: actor.centreId,
      fileName: input.fileName.slice(0, 200) || 'catalogue.jsonl',
      sha256: createHash('sha256').update(input.text).digest(),
      procedures,
      refused,
      requestId: input.requestId,
      at,
      by: nameOf(actor),
    });
    const run = await imports.findRun(tx, isNew ? { id } : { requestId: input.requestId });
    if (run === null) {
      throw new Problem('not-found', { detail: t('importMissing') });
    }
    if (isNew) {
      await record(
        tx,
        actor,
        {
          action: 'catalogue.read',
          subjectType: 'import',
          subjectId: id,
          detail: { file: run.fileName, accepted: run.accepted, refused: run.refused },
        },
        at,
      );
    }
    return run;
  });
}
