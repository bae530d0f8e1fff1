import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { Procedure } from '../schema.ts';
import { nameOf } from './name-of.ts';
import { type Stored, storeProcedures } from './store-procedures.ts';

/** First day of the two-level local government: starter versions hold from then, so that older dossiers have one. */
export const STARTER_FROM = Temporal.PlainDate.from('2025-07-01');

/**
 * Gives a centre without a catalogue the starter one. A centre that has one keeps it: null.
 * @throws Problem `forbidden`
 */
export async function setUpCatalogue(
  ctx: AppContext,
  actor: Actor,
  procedures: readonly Procedure[],
): Promise<Stored | null> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.import', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    if ((await repo.findRevision(tx)) > 0) {
      return null;
    }
    const stored = await storeProcedures(tx, {
      centreId: actor.centreId,
      procedures,
      from: STARTER_FROM,
      importedFrom: 'Danh mục khởi đầu',
      at,
      by: nameOf(actor),
    });
    await record(
      tx,
      actor,
      {
        action: 'catalogue.set-up',
        subjectType: 'catalogue',
        subjectId: actor.centreId,
        detail: { ...stored },
      },
      at,
    );
    return stored;
  });
}
