import { record } from '#modules/audit/commands/record.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { portalMessages } from '../messages.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { settleTries } from '../repo-delivery.ts';
import type { OutboxItem, SkipInput } from '../schema.ts';
import { askForDelivery } from './queue-change.ts';

interface Stuck {
  readonly item: OutboxItem;
  readonly stuckAt: 'waiting' | 'pushed';
}

async function lockStuck(tx: Tx, seq: number): Promise<Stuck> {
  const found = await repo.lockItem(tx, seq);
  if (found === null) {
    throw new Problem('not-found', { detail: portalMessages('vi')('item-unknown') });
  }
  if (found.stuckAt === null) {
    throw new Problem('already-done', { detail: portalMessages('vi')('item-not-stuck') });
  }
  return { item: found.item, stuckAt: found.stuckAt };
}

/**
 * Tries a stuck item again from where it stood, as a person asked.
 * @throws Problem `forbidden`, `not-found`, `already-done` when it is not stuck any more
 */
export async function resend(ctx: AppContext, actor: Actor, seq: number): Promise<void> {
  authorise(PORTAL_POLICY, actor, 'resend', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const { item, stuckAt } = await lockStuck(tx, seq);
    await repo.restartItem(tx, seq, stuckAt, at);
    await askForDelivery(tx, actor.centreId, item.dossierId);
    await record(
      tx,
      actor,
      {
        action: 'portal.resend',
        subjectType: 'dossier-number',
        subjectId: item.number,
        detail: { seq: item.seq },
      },
      at,
    );
  });
}

/**
 * Leaves a stuck item out for a reason that the person answers for; later changes of the dossier go on. The newest state follows with them, so the portal
 * ends with what is true.
 * @throws Problem `forbidden`, `not-found`, `already-done`, `not-allowed-now` when it is the newest change: then the data has to be mended first
 */
export async function skipItem(ctx: AppContext, actor: Actor, seq: number, input: SkipInput): Promise<void> {
  authorise(PORTAL_POLICY, actor, 'resend', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const { item } = await lockStuck(tx, seq);
    const dossier = await findDossierIn(tx, { id: item.dossierId });
    if (dossier === null || dossier.seq <= item.dossierSeq) {
      throw new Problem('not-allowed-now', { detail: portalMessages('vi')('skip-newest') });
    }
    const endedBy = actor.kind === 'staff' ? actor.displayName : actor.kind;
    const end = {
      seq,
      leaseUntil: null,
      stuckAt: null,
      attempts: item.attempts,
      nextAt: at,
      why: input.reason,
      endedBy,
    };
    await settleTries(tx, [{ ...end, state: 'skipped', endedAt: at }]);
    await askForDelivery(tx, actor.centreId, item.dossierId);
    await record(
      tx,
      actor,
      {
        action: 'portal.skip',
        subjectType: 'dossier-number',
        subjectId: item.number,
        detail: { seq: item.seq, reason: input.reason },
      },
      at,
    );
  });
}
