import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { mirrorMessages } from '../messages.ts';
import { MIRROR_POLICY } from '../policy.ts';
import * as doubts from '../repo-doubts.ts';
import { requireLayer } from '../role.ts';
import type { SettleInput } from '../schema.ts';
import { giveCode } from './link-codes.ts';

/**
 * Says whose an official code is: one of the candidates, which then gets it, or none of them with a reason.
 * @throws Problem `forbidden`, `not-found` (settled already), `validation` (not one of the candidates), `not-allowed-now`
 */
export async function settleDoubtOf(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: SettleInput,
): Promise<void> {
  authorise(MIRROR_POLICY, actor, 'settle', actor);
  requireLayer(ctx);
  const t = mirrorMessages('vi');
  const at = ctx.clock.now();
  const name = actor.kind === 'staff' ? actor.displayName : actor.kind;
  const reason = input.reason === '' ? null : input.reason;
  const doubt = await inTransaction(ctx, actor, async (tx) => {
    const found = await doubts.lockDoubt(tx, id);
    if (found === null) {
      throw new Problem('not-found', { detail: t('doubt-missing') });
    }
    const { dossierId } = input;
    if (dossierId !== 'none' && !found.candidates.includes(dossierId)) {
      const message = t('doubt-other');
      throw new Problem('validation', { detail: message, fields: [{ path: 'dossierId', message }] });
    }
    if (dossierId === 'none') {
      await doubts.settleDoubt(tx, found.number, 'none', name, reason, at);
    }
    await record(
      tx,
      actor,
      {
        action: 'mirror.settle',
        subjectType: 'mirrored-dossier',
        subjectId: found.number,
        detail: { dossierId, reason },
      },
      at,
    );
    return found;
  });
  if (input.dossierId !== 'none') {
    await giveCode(ctx, actor.centreId, doubt.number, input.dossierId, 'hand', { name, reason });
  }
}
