import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { pageMessages } from '../messages.ts';
import { CALENDAR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { specialDaysOf } from '../rules/source.ts';
import type { CalendarSource } from '../schema/official.ts';

/**
 * Gives a centre its first calendar. Repeatable: a centre that has one keeps it.
 * @returns the id of the centre's newest version
 * @throws Problem `forbidden` unless the product itself acts
 */
export async function setUpCalendar(ctx: AppContext, actor: Actor, source: CalendarSource): Promise<string> {
  authorise(CALENDAR_POLICY, actor, 'calendar.set-up', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await repo.lockCalendar(tx, actor.centreId);
    const existing = await repo.findVersionId(tx);
    if (existing) {
      return existing.id;
    }
    const id = newId();
    await repo.insertVersion(
      tx,
      {
        id,
        centreId: actor.centreId,
        version: 1,
        effectiveFrom: Temporal.PlainDate.from(source.effectiveFrom),
        covers: source.covers,
        hours: source.hours,
        publicHours: source.publicHours,
        questions: source.questions,
        source: source.source,
        change: pageMessages('vi')('change-first', { title: source.title }),
        madeAt: at,
        madeBy: null,
        days: specialDaysOf(source),
      },
      newRequestId(),
    );
    const detail = { version: 1, title: source.title, covers: source.covers };
    await record(
      tx,
      actor,
      { action: 'calendar.set-up', subjectType: 'calendar', subjectId: id, detail },
      at,
    );
    return id;
  });
}
