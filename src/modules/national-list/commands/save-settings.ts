import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import { forgetCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { NATIONAL_LIST_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { type ListSettingsInput, ListSource } from '../schema.ts';

/**
 * Says from where the national list is read from now on. The request's id becomes the version, so a repeat changes nothing.
 * @throws Problem `forbidden`
 */
export async function saveListSettings(
  ctx: AppContext,
  actor: Actor,
  input: ListSettingsInput,
): Promise<void> {
  authorise(NATIONAL_LIST_POLICY, actor, 'settings', actor);
  const at = ctx.clock.now();
  const source = ListSource.parse(input);
  await inTransaction(ctx, actor, async (tx) => {
    const before = await repo.findSettings(tx);
    if (before?.version === input.requestId) {
      return;
    }
    await repo.saveSettings(tx, actor.centreId, {
      version: input.requestId,
      source,
      changedAt: at,
      changedBy: actor.kind === 'staff' ? actor.displayName : actor.kind,
    });
    await forgetCircuit(tx, repo.LIST_LINE);
    await record(
      tx,
      actor,
      {
        action: 'national-list.settings',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { kind: source.kind },
      },
      at,
    );
  });
}
