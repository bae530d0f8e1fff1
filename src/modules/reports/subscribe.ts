import type { AppContext } from '#platform/context.ts';
import type { Lang } from '#platform/i18n.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { keepFacts, keepScore } from './commands/keep-facts.ts';
import { messages } from './messages.ts';
import { figuresBy } from './repo/figures.ts';
import { tookOf } from './repo/took.ts';
import { LEAST_CASES, type Spoken, spoken, TOOK_DAYS } from './rules/took.ts';
import { onTimeShare, percent, settled, totalFigures } from './rules.ts';
import { tookMessages } from './took-messages.ts';

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

function inWords({ unit, amount }: Spoken, lang: Lang): string {
  const count = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en').format(amount);
  return tookMessages(lang)(unit, { count });
}

/** Tells the page of a procedure how long it really took of late, or plainly that too few say it. */
function tellProcedure(ctx: AppContext): void {
  ctx.events.on('public.facts', async ({ page, lang, add }, { tx, at }) => {
    if (page.kind !== 'procedure') {
      return;
    }
    const t = tookMessages(lang);
    const from = fromLocal(localDay(at).subtract({ days: TOOK_DAYS - 1 }), '00:00');
    const { cases: count, quick, usual, slow } = await tookOf(tx, page.code, from, at);
    const say = (minutes: number) => inWords(spoken(minutes), lang);
    const text =
      count >= LEAST_CASES
        ? t('took', { count, quick: say(quick), usual: say(usual), slow: say(slow) })
        : count === 0
          ? t('tookNone')
          : t('tookFew', { count });
    add({ place: 'duration', text });
  });
}

/** Keeps the facts in the transaction of every change of a dossier: reports are right at once, and need no scan. */
export function subscribeReports(ctx: AppContext): void {
  tellHome(ctx);
  tellProcedure(ctx);
  ctx.events.on('dossier.changed', async ({ before, dossier }, { tx, at }) => {
    await keepFacts(tx, before, dossier, at);
    await keepScore(tx, before, dossier);
  });
}
