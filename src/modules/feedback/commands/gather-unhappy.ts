import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { followUpMessages } from '../messages/follow-up.ts';
import { messages } from '../messages.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import * as contacts from '../repo/contacts.ts';
import { countLevels, countReasons } from '../repo.ts';
import { gathering } from '../rules/gather.ts';
import { sampleOf } from '../rules.ts';
import { Reason } from '../schema.ts';
import { followUpDue, jobOf } from './ask-contact.ts';

const t = followUpMessages('vi');
/** Days after closing until name, phone and words of a follow-up are erased. */
const KEEP_DAYS = 30;

function reasonsInWords(reasons: readonly { readonly reason: string; readonly count: number }[]): string {
  return reasons.length === 0
    ? t('job.noReasons')
    : reasons
        .map(({ reason, count }) => `${messages('vi')(`reason.${Reason.parse(reason)}`)} (${count})`)
        .join('; ');
}

/**
 * The night's work on ratings of days that are over: writes them anew in random order, hands unhappy ones to the head of
 * the centre as one job, and erases contact data that is no longer needed. Repeatable; the same days are handed on once.
 * @throws Problem `forbidden`
 */
export async function gatherUnhappy(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'gather', actor);
  const at = ctx.clock.now();
  const today = localDay(at);
  const through = today.subtract({ days: 1 });
  await inTransaction(ctx, actor, async (tx) => {
    await contacts.mixRatings(tx, today);
    await contacts.eraseContacts(tx, at.subtract({ hours: 24 * KEEP_DAYS }), at);
    const last = await contacts.lastGathered(tx);
    const since = last?.add({ days: 1 }) ?? (await contacts.firstRated(tx));
    if (since === undefined || Temporal.PlainDate.compare(since, through) > 0) {
      return;
    }
    const all = await countLevels(tx, since, through);
    const [sample, unhappy] = [sampleOf(all), all.counts[1]];
    const what = gathering(since.until(through).days + 1, sample, unhappy);
    if (what === 'wait') {
      return;
    }
    const days = { centreId: actor.centreId, since, through, sample, unhappy };
    if (!(await contacts.insertGathering(tx, days)) || what === 'nothing') {
      return;
    }
    const span = since.equals(through)
      ? formatDate(through)
      : t('job.span', { from: formatDate(since), to: formatDate(through) });
    const reasons =
      what === 'count' ? t('job.tooFew') : reasonsInWords(await countReasons(tx, since, through, 1));
    const { dueDay, dueTime } = await followUpDue(tx, actor.centreId, at);
    const work = t('job.gathered', { span, unhappy, sample, reasons });
    const ref = `gathered:${through.toString()}`;
    await ctx.events.emit(
      'rating.unhappy',
      { ref, unitId: actor.centreId, work, ...jobOf(), dueDay, dueTime },
      { tx, actor, at },
    );
  });
}
