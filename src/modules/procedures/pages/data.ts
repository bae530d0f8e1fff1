/** What the public pages ask before they draw: the centre, its doors, facts from the modules above. */
import { findCentreFace } from '#modules/agencies/queries.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime, formatTime, localDay, toLocal } from '#platform/time.ts';
import type { CentreFace } from '#ui/layout.tsx';
import { procedureMessages } from '../messages.ts';
import type { PublicFact, PublicFactsWanted } from '../public-facts.ts';
import { type Opening, openingAt } from '../rules/opening.ts';
import { listingMessages } from './messages.ts';

/** What every public page of this module is given. */
export interface PublicPage {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly opening: string;
  readonly isOpen: boolean;
  readonly facts: readonly PublicFact[];
}

/** Gathers it. @throws Problem `not-found` where no centre answers under this address */
export async function publicPage(
  ctx: AppContext,
  actor: Actor,
  lang: Lang,
  page: PublicFactsWanted['page'],
): Promise<PublicPage> {
  const centre = await findCentreFace(ctx, actor.centreId);
  if (centre === undefined) {
    throw new Problem('not-found', { detail: procedureMessages(lang)('noCentre') });
  }
  const facts: PublicFact[] = [];
  const at = ctx.clock.now();
  const opening = await readOnly(ctx, actor, async (tx): Promise<Opening> => {
    await ctx.events.emit('public.facts', { page, lang, add: (fact) => facts.push(fact) }, { tx, actor, at });
    try {
      return openingAt((await getCalendar(tx, actor.centreId, at)).open, at);
    } catch (error) {
      if (isProblem(error, 'not-found')) {
        return { state: 'unknown' };
      }
      throw error;
    }
  });
  return {
    lang,
    centre,
    facts,
    opening: openingInWords(opening, at, lang),
    isOpen: opening.state === 'open',
  };
}

const openingInWords = (opening: Opening, now: Temporal.Instant, lang: Lang): string => {
  const t = listingMessages(lang);
  switch (opening.state) {
    case 'open':
      return t('openUntil', { time: formatTime(toLocal(opening.until)) });
    case 'closed':
      return t('closedUntil', {
        time: localDay(opening.until).equals(localDay(now))
          ? formatTime(toLocal(opening.until))
          : formatDateTime(opening.until, lang),
      });
    case 'unknown':
      return t('hoursUnknown');
    default:
      return opening satisfies never;
  }
};
