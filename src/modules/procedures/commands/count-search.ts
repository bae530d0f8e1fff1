import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise, can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import { withoutPersons } from '../rules/asked.ts';
import { addAsked, type Counted, forgetAsked } from '../words-repo.ts';

/** Days for which counts are kept. */
const KEPT_DAYS = 180;

const WHAT = {
  found: { asked: 1, empty: 0, opened: 0 },
  nothing: { asked: 1, empty: 1, opened: 0 },
  opened: { asked: 0, empty: 0, opened: 1 },
} as const satisfies Record<string, Counted>;

/**
 * Counts what a citizen asked the search, without anything of the person. Officers are not counted, and a count that
 * cannot be written holds up no answer.
 */
export async function countSearch(
  ctx: AppContext,
  actor: Actor,
  query: string,
  what: keyof typeof WHAT,
): Promise<void> {
  const words = withoutPersons(query);
  if (words === null || !can(PROCEDURE_POLICY, actor, 'search.count', actor)) {
    return;
  }
  const day = localDay(ctx.clock.now());
  try {
    await inTransaction(ctx, actor, (tx) => addAsked(tx, actor.centreId, day, words, WHAT[what]));
  } catch (error) {
    ctx.log.warn({ err: error }, 'a search was not counted');
  }
}

/** Forgets counts older than 180 days. @throws Problem `forbidden` */
export async function forgetOldSearches(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(PROCEDURE_POLICY, actor, 'search.forget', actor);
  const before = localDay(ctx.clock.now()).subtract({ days: KEPT_DAYS });
  return inTransaction(ctx, actor, (tx) => forgetAsked(tx, before));
}
