import type { AppContext } from '#platform/context.ts';
import { localDay } from '#platform/time.ts';
import { keepFacts, keepScore } from './commands/keep-facts.ts';
import { messages } from './messages.ts';
import { figuresBy } from './repo/figures.ts';
import { onTimeShare, percent, settled, totalFigures } from './rules.ts';

const FACT_DAYS = 90;

/** Tells the home page the share of dossiers settled in time, once there are any. */
function tellHome(ctx: AppContext): void {
  ctx.events.on('public.facts', async ({ page, lang, add }, { tx, at }) => {
    if (page.kind !== 'home') {
      return;
    }
    const to = localDay(at);
    const period = { from: to.subtract({ days: FACT_DAYS - 1 }), to };
    const lines = await figuresBy(tx, 'field_group', period, at);
    const total = totalFigures(lines.map(({ figures }) => figures));
    const share = onTimeShare(total);
    if (share !== null) {
      const text = messages(lang)('publicFact', { share: percent(share), settled: settled(total) });
      add({ place: 'announcement', text, href: `/so-lieu?tu=${period.from}&den=${period.to}` });
    }
  });
}

/** Keeps the facts in the transaction of every change of a dossier: reports are right at once, and need no scan. */
export function subscribeReports(ctx: AppContext): void {
  tellHome(ctx);
  ctx.events.on('dossier.changed', async ({ before, dossier }, { tx, at }) => {
    await keepFacts(tx, before, dossier, at);
    await keepScore(tx, before, dossier);
  });
}
