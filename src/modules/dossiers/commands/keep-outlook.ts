import { getCalendar, getCalendarVersion } from '#modules/calendar/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import type { EventScope } from '#platform/events.ts';
import { authorise } from '#platform/policy.ts';
import type { DossierChanged } from '../announce.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { listWithoutOutlook, saveOutlook } from '../repo/outlooks.ts';
import { currentRun } from '../rules/clock.ts';
import { outlookOf } from '../rules/outlook.ts';

/** Keeps the outlook of a dossier in the transaction of every command; removes it at the end. */
export async function keepOutlook({ dossier }: DossierChanged, { tx, at }: EventScope): Promise<void> {
  // The run remembers its calendar, which is compiled already: no statement more for each command.
  const version = currentRun(dossier)?.calendarVersion;
  const { compiled } =
    version === undefined
      ? await getCalendar(tx, dossier.centreId, at)
      : await getCalendarVersion(tx, dossier.centreId, version);
  await saveOutlook(tx, dossier, outlookOf(dossier, compiled));
}

/** Dossiers made again at a time. */
const BATCH = 500;

/**
 * Makes the outlooks that are missing or stand on an older version: after an update of the product, or rows that were
 * loaded from elsewhere. @returns how many were made  @throws Problem `forbidden`
 */
export async function mendOutlooks(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(DOSSIER_POLICY, actor, 'verify', { centreId: actor.centreId });
  const at = ctx.clock.now();
  let made = 0;
  for (;;) {
    const batch = await inTransaction(ctx, actor, async (tx) => {
      const { compiled } = await getCalendar(tx, actor.centreId, at);
      const stale = await listWithoutOutlook(tx, BATCH);
      for (const dossier of stale) {
        await saveOutlook(tx, dossier, outlookOf(dossier, compiled));
      }
      return stale.length;
    });
    made += batch;
    if (batch < BATCH) {
      return made;
    }
  }
}
