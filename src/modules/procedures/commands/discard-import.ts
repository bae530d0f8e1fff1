import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import * as imports from '../import-repo.ts';
import { procedureMessages } from '../messages.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import { nameOf } from './name-of.ts';

/**
 * Puts an import aside that was read and not applied. Discarding it again changes nothing.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (was applied)
 */
export async function discardImport(ctx: AppContext, actor: Actor, runId: string): Promise<void> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.import', actor);
  const t = procedureMessages('vi');
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const staged = await imports.lockStaged(tx, runId);
    const run = await imports.findRun(tx, { id: runId });
    if (run === null) {
      throw new Problem('not-found', { detail: t('importMissing') });
    }
    if (run.status === 'applied') {
      throw new Problem('not-allowed-now', { detail: t('importApplied') });
    }
    if (staged !== null) {
      await imports.endRun(tx, runId, { status: 'discarded' }, at, nameOf(actor));
      await record(
        tx,
        actor,
        { action: 'catalogue.discarded', subjectType: 'import', subjectId: runId, detail: {} },
        at,
      );
    }
  });
}
