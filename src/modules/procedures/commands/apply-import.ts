import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import * as imports from '../import-repo.ts';
import { procedureMessages } from '../messages.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import { nameOf } from './name-of.ts';
import { storeProcedures } from './store-procedures.ts';

/** Which import, and what of it. */
export interface ApplyImport {
  readonly runId: string;
  /** First local day of the new versions; today when left out. */
  readonly from?: Temporal.PlainDate | undefined;
  /** Codes to leave as they are. */
  readonly except?: readonly string[] | undefined;
  readonly onStored?: (done: number, all: number) => void;
}

/**
 * Puts an import into force, in one transaction. Running dossiers keep their versions. Applying it again gives the
 * same answer.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (was discarded), `validation` (day in the past)
 */
export async function applyImport(
  ctx: AppContext,
  actor: Actor,
  input: ApplyImport,
): Promise<imports.ImportRun> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.import', actor);
  const t = procedureMessages('vi');
  const at = ctx.clock.now();
  const today = localDay(at);
  const from = input.from ?? today;
  if (Temporal.PlainDate.compare(from, today) < 0) {
    throw new Problem('validation', {
      detail: t('pastDay'),
      fields: [{ path: 'from', message: t('pastDay') }],
    });
  }
  return inTransaction(ctx, actor, async (tx) => {
    const staged = await imports.lockStaged(tx, input.runId);
    const run = await imports.findRun(tx, { id: input.runId });
    if (run === null) {
      throw new Problem('not-found', { detail: t('importMissing') });
    }
    if (run.status === 'applied') {
      return run;
    }
    if (staged === null) {
      throw new Problem('not-allowed-now', { detail: t('importDiscarded') });
    }
    const stored = await storeProcedures(tx, {
      centreId: actor.centreId,
      procedures: staged,
      except: new Set(input.except),
      from,
      importedFrom: run.fileName,
      at,
      by: nameOf(actor),
      ...(input.onStored === undefined ? {} : { onStored: input.onStored }),
    });
    await imports.endRun(
      tx,
      run.id,
      { status: 'applied', ...stored, effectiveFrom: from },
      at,
      nameOf(actor),
    );
    await record(
      tx,
      actor,
      {
        action: 'catalogue.applied',
        subjectType: 'import',
        subjectId: run.id,
        detail: { ...stored, from: from.toString() },
      },
      at,
    );
    const applied = await imports.findRun(tx, { id: run.id });
    return applied ?? run;
  });
}
