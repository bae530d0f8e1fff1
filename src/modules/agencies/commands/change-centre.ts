import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { AGENCY_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { Agency, CentreInput } from '../schema.ts';

/**
 * Changes what papers and public pages say about the actor's centre.
 * @throws Problem `forbidden`, `not-found`
 */
export async function changeCentre(ctx: AppContext, actor: Actor, input: CentreInput): Promise<Agency> {
  authorise(AGENCY_POLICY, actor, 'agencies.edit', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = await repo.lockAgency(tx, actor.centreId);
    if (!before) {
      throw new Problem('not-found', { detail: messages('vi')('centre-not-found') });
    }
    const after: Agency = {
      ...before,
      name: input.name,
      shortName: input.shortName,
      identityCode: input.identityCode ?? null,
      address: input.address ?? null,
      phone: input.phone ?? null,
      email: input.email ?? null,
    };
    await repo.updateAgency(tx, before.id, after, at);
    await record(
      tx,
      actor,
      {
        action: 'agencies.change-centre',
        subjectType: 'agency',
        subjectId: before.id,
        detail: { before, after },
      },
      at,
    );
    return after;
  });
}
