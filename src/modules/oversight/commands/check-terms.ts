import { getCalendar } from '#modules/calendar/queries.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { listDueSoon } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { oversightPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { warningsFor, watchFacts } from '../rules.ts';
import { DEFAULT_WARNINGS } from '../schema.ts';
import { noticeTopic } from '../subscribe.ts';

/** No rung of the default settings reaches further ahead than two working days; three leave room for changed ones. */
const AHEAD = { unit: 'working-day', amount: 3 } as const;

/**
 * Looks at the dossiers whose term, step or closing limit is near or past and stores the warnings that should exist.
 * Running it twice adds nothing: every warning exists once.
 * @returns how many warnings are new
 * @throws Problem `forbidden`
 */
export async function checkTerms(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(oversightPolicy, actor, 'check', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const dossiers = await listDueSoon(tx, addTerm(now, AHEAD, compiled).due);
    const warnings = dossiers.flatMap((dossier) => {
      const facts = watchFacts(dossier);
      try {
        return warningsFor(facts, now, compiled, DEFAULT_WARNINGS).map((warning) => ({
          ...warning,
          label: facts.label,
        }));
      } catch (error) {
        // A dossier older than the calendar must not hide the warnings of all others.
        if (!(error instanceof CalendarError)) {
          throw error;
        }
        ctx.log.warn({ dossier: dossier.id, err: error }, 'warnings: the calendar does not cover this term');
        return [];
      }
    });
    const added = await repo.addWarnings(tx, actor.centreId, warnings, now);
    if (added > 0) {
      await ctx.live.publish(tx, noticeTopic(actor.centreId), {});
    }
    return added;
  });
}
