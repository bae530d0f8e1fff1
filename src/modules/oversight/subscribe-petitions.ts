import { listAccountsIn } from '#modules/identity/queries.ts';
import type {} from '#modules/petitions/schema.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { closeTaskOf } from './commands/close-source.ts';
import { openTaskIn } from './commands/open-task.ts';
import { OpenTaskInput } from './schema/tasks.ts';

/**
 * Each running clock of a petition is a task of the head of the unit that has it, watched and escalated as every task: to the head before
 * the term, to the director and the chairman after it. It closes with the act that it waited for.
 */
export function subscribePetitions(ctx: AppContext): void {
  ctx.events.on('petition.clock', async ({ ends, begins }, scope) => {
    if (ends !== null) {
      await closeTaskOf(ctx, 'other', ends, scope);
    }
    if (begins === null) {
      return;
    }
    const { ref, ...job } = begins;
    const head = (await listAccountsIn(scope.tx)).find(
      ({ active, unitId, roles }) =>
        active &&
        unitId === job.unitId &&
        roles.some((role) => role === 'unit-head' || role === 'centre-director'),
    );
    const accountId = head?.id ?? null;
    const input = OpenTaskInput.parse({ ...job, accountId, source: 'other', sourceRef: ref });
    await openTaskIn(ctx, scope.tx, systemActor(scope.actor.centreId, 'petitions'), input, null);
  });
}
