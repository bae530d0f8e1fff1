import { listAccountsIn } from '#modules/identity/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { closeTaskOf } from './commands/close-source.ts';
import { openTaskIn } from './commands/open-task.ts';
import { OpenTaskInput } from './schema/tasks.ts';

/**
 * An unhappy rating becomes a task of the unit's head, watched and escalated as every task; when the head has followed
 * up, the task is closed with what came of it. Both in the transaction of the one who announced it.
 */
export function subscribeRatings(ctx: AppContext): void {
  ctx.events.on('rating.unhappy', async ({ ref, ...job }, { tx, actor }) => {
    const head = (await listAccountsIn(tx)).find(
      ({ active, unitId, roles }) =>
        active &&
        unitId === job.unitId &&
        roles.some((role) => role === 'unit-head' || role === 'centre-director'),
    );
    const accountId = head?.id ?? null;
    const input = OpenTaskInput.parse({ ...job, accountId, source: 'rating', sourceRef: ref });
    await openTaskIn(ctx, tx, systemActor(actor.centreId, 'feedback'), input, null);
  });
  ctx.events.on('rating.followed-up', (done, scope) => closeTaskOf(ctx, 'rating', done, scope));
}
