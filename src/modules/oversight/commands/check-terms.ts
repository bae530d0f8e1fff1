import { getCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { listDueSoon } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { oversightPolicy } from '../policy.ts';
import { warningsOn } from '../repo/settings.ts';
import { listOpenTasks } from '../repo/tasks.ts';
import * as repo from '../repo.ts';
import { mayDisturb } from '../rules/disturb.ts';
import { labelFor } from '../rules/strands.ts';
import { taskFacts } from '../rules/tasks.ts';
import { warningsFor, watchFacts } from '../rules.ts';
import type { WarningSettings } from '../schema/settings.ts';
import type { WatchFacts } from '../schema.ts';
import { noticeTopic } from '../subscribe.ts';

/** Dossiers looked at in one go. */
const MOST = 10_000;

/** How far ahead the earliest rung reaches, and an hour more. */
function horizon(now: Temporal.Instant, settings: WarningSettings, calendar: CompiledCalendar) {
  const minutes = Math.max(0, ...[...settings.term, ...settings.stepSoon].map((rung) => rung.maxMinutes));
  return addTerm(now, { unit: 'working-hour', amount: Math.ceil(minutes / 60) + 1 }, calendar).due;
}

/**
 * Looks at the dossiers and tasks whose term, step or closing limit is near or past and stores the warnings that should
 * exist by the settings of the day. In quiet hours it disturbs nobody; what fell due meanwhile is told at their end.
 * Running it twice adds nothing: every warning exists once.
 * @returns how many warnings are new
 * @throws Problem `forbidden`
 */
export async function checkTerms(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(oversightPolicy, actor, 'check', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const settings = await warningsOn(tx, localDay(now));
    if (!mayDisturb(now, compiled, settings)) {
      return 0;
    }
    const until = horizon(now, settings, compiled);
    // In a centre's layer the terms are the provincial system's: what was received here is a receipt, nobody here can finish it.
    const dossiers = ctx.config.role === 'centre-layer' ? [] : await listDueSoon(tx, until, MOST);
    const tasks = await listOpenTasks(tx, until, MOST);
    const due = (facts: WatchFacts) => {
      try {
        return warningsFor(facts, now, compiled, settings).map((warning) => ({
          ...warning,
          label: labelFor(facts, warning),
        }));
      } catch (error) {
        // A dossier older than the calendar must not hide the warnings of all others.
        if (!(error instanceof CalendarError)) {
          throw error;
        }
        ctx.log.warn(
          { subject: facts.dossierId, err: error },
          'warnings: the calendar does not cover this term',
        );
        return [];
      }
    };
    const warnings = [...dossiers.map(watchFacts), ...tasks.map(taskFacts)].flatMap(due);
    const added = await repo.addWarnings(tx, actor.centreId, warnings, now);
    if (added > 0) {
      await ctx.live.publish(tx, noticeTopic(actor.centreId), {});
    }
    return added;
  });
}
