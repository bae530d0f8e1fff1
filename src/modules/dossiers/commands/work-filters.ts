import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { commandProblems } from '../messages-commands.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { deleteFilter, listFilters, saveFilter } from '../repo/work-filters.ts';
import type { KeepFilterInput, KeptFilter } from '../schema/work.ts';

/** The actor's own filters of "my work", by name. @throws Problem `unauthenticated` */
export async function listWorkFilters(ctx: AppContext, actor: Actor): Promise<readonly KeptFilter[]> {
  const self = requireStaff(actor);
  return readOnly(ctx, self, (tx) => listFilters(tx, self.accountId));
}

/**
 * Keeps a filter of "my work" under a name; the same name again replaces it. A person's own arrangement of a list: it is
 * no record of the centre, so it is not audited.
 * @throws Problem `unauthenticated`, `forbidden` for who sees no dossiers
 */
export async function keepWorkFilter(ctx: AppContext, actor: Actor, input: KeepFilterInput): Promise<void> {
  const self = requireStaff(actor);
  authorise(DOSSIER_POLICY, self, 'search', { centreId: self.centreId });
  await inTransaction(ctx, self, (tx) => saveFilter(tx, self, input, ctx.clock.now()));
}

/** Throws an own filter away. @throws Problem `unauthenticated`, `not-found` also for another person's */
export async function dropWorkFilter(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  const self = requireStaff(actor);
  await inTransaction(ctx, self, async (tx) => {
    if (!(await deleteFilter(tx, self.accountId, id))) {
      throw new Problem('not-found', { detail: commandProblems('vi')('filter-unknown') });
    }
  });
}
