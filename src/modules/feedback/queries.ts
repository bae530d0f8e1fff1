import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from './messages.ts';
import { FEEDBACK_POLICY } from './policy.ts';
import { countRatings, countReasons, findInvitation } from './repo.ts';
import { type ShownRatings, SMALLEST_SAMPLE, shown, shownTopics, total } from './rules.ts';
import type { InvitationView, Period } from './schema.ts';

/** How the rating behind an address stands. @throws Problem `forbidden`, `not-found` */
export async function getInvitation(ctx: AppContext, actor: Actor, token: string): Promise<InvitationView> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  const found = await readOnly(ctx, actor, (tx) => findInvitation(tx, token));
  if (found === undefined) {
    throw new Problem('not-found', { detail: messages('vi')('unknown') });
  }
  return {
    token: found.token,
    about: found.about,
    level: found.rating?.level,
    explained: found.rating?.explained ?? false,
  };
}

/** Ratings as the centre's leaders see them: figures of enough ratings, with their sample sizes. */
export interface RatingFigures {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly all: ShownRatings;
  readonly topics: readonly ShownRatings[];
  /** Empty while there are too few ratings. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

/** Figures of a period, by default the last thirty local days. @throws Problem `forbidden` */
export async function ratingFigures(ctx: AppContext, actor: Actor, period: Period): Promise<RatingFigures> {
  authorise(FEEDBACK_POLICY, actor, 'rating.read-figures', actor);
  const to = period.to === undefined ? localDay(ctx.clock.now()) : Temporal.PlainDate.from(period.to);
  const from = period.from === undefined ? to.subtract({ days: 29 }) : Temporal.PlainDate.from(period.from);
  return readOnly(ctx, actor, async (tx) => {
    const topics = await countRatings(tx, from, to);
    const all = shown(total(topics));
    const reasons = all.sample < SMALLEST_SAMPLE ? [] : await countReasons(tx, from, to);
    return { from, to, all, topics: shownTopics(topics), reasons };
  });
}
