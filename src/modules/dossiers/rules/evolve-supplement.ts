import type { Dossier, EventOf, Supplement } from '../schema.ts';
import { STATUS } from '../schema.ts';
import { end, endRun, leaveVisit } from './evolve-parts.ts';

type SupplementEvent = EventOf<
  | 'supplement-proposed'
  | 'supplement-dropped'
  | 'supplement-requested'
  | 'supplement-brought'
  | 'supplement-completed'
  | 'closed-for-no-supplement'
>;

function changeOpen(
  supplements: readonly Supplement[],
  isOpen: (supplement: Supplement) => boolean,
  change: Partial<Supplement>,
): Supplement[] {
  return supplements.map((supplement) => (isOpen(supplement) ? { ...supplement, ...change } : supplement));
}

const isProposal = (s: Supplement) => s.passedOnAt === null && s.droppedAt === null;
const isAwaited = (s: Supplement) => s.passedOnAt !== null && s.completedAt === null;

/** The citizen has the slip: the run ends here, its due moments stay; the dossier waits. */
function requested(dossier: Dossier, event: EventOf<'supplement-requested'>): Dossier {
  return {
    ...dossier,
    status: STATUS.supplement,
    supplements: event.fromProposal
      ? dossier.supplements.map((s) => (isProposal(s) ? event.supplement : s))
      : [...dossier.supplements, event.supplement],
    waits: [...dossier.waits, event.wait],
    runs: endRun(dossier.runs, event.at, 'supplement'),
    visits: leaveVisit(dossier.visits, event.at, 'interrupted'),
  };
}

/** Complete: at reception it is new again and may be received; after examination work goes on. */
function completed(dossier: Dossier, event: EventOf<'supplement-completed'>): Dossier {
  return {
    ...dossier,
    status: event.stage === 'reception' ? STATUS.new : STATUS.processing,
    papers: event.papers,
    supplements: changeOpen(dossier.supplements, isAwaited, { completedAt: event.at }),
    waits: dossier.waits.map((wait) => (wait.to === null ? { ...wait, to: event.at } : wait)),
  };
}

/** The part of `evolve` that tells of supplements. */
export function evolveSupplement(dossier: Dossier, event: SupplementEvent): Dossier {
  switch (event.type) {
    case 'supplement-proposed':
      return { ...dossier, supplements: [...dossier.supplements, event.supplement] };
    case 'supplement-dropped':
      return {
        ...dossier,
        supplements: changeOpen(dossier.supplements, isProposal, { droppedAt: event.at }),
      };
    case 'supplement-requested':
      return requested(dossier, event);
    case 'supplement-brought':
      return { ...dossier, papers: event.papers };
    case 'supplement-completed':
      return completed(dossier, event);
    case 'closed-for-no-supplement':
      return end(dossier, event.at, {
        status: STATUS.stopped,
        ending: 'no-supplement',
        run: 'closed',
        reason: event.reason,
        outcome: event.outcome,
      });
    default:
      return event satisfies never;
  }
}
