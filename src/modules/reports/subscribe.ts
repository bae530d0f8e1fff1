import type { AppContext } from '#platform/context.ts';
import * as repo from './repo.ts';
import { deltaOf, factsOf, sameSpans } from './rules.ts';

/** Keeps the facts in the transaction of every change of a dossier: reports are right at once, and need no scan. */
export function subscribeReports(ctx: AppContext): void {
  ctx.events.on('dossier.changed', async ({ before, dossier }, { tx }) => {
    const was = before === null ? { facts: [], spans: [] } : factsOf(before);
    const is = factsOf(dossier);
    await repo.addFacts(tx, dossier.centreId, deltaOf(was.facts, is.facts));
    const [about] = is.facts;
    const [wasAbout] = was.facts;
    const moved =
      about !== undefined && wasAbout !== undefined && about.procedureCode !== wasAbout.procedureCode;
    if (about !== undefined && (moved || !sameSpans(was.spans, is.spans))) {
      await repo.replaceSpans(tx, dossier.centreId, is, about, was.spans.length === 0);
    }
  });
}
