import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { openWorkGate } from '#modules/audit/commands/work-gate.ts';
import type { Module } from '#platform/module.ts';
import { erasePetitions } from './commands/erase.ts';
import { setUpExamplePetitions } from './commands/example.ts';
import { ERASE } from './jobs-names.ts';
import { refusals } from './messages.ts';
import { publicMessages } from './messages-pages.ts';
import { answerPages } from './pages/answers.tsx';
import { deskPages } from './pages/desk.tsx';
import { figurePages } from './pages/figures.tsx';
import { followPages } from './pages/follow.tsx';
import { HOME } from './pages/frame.tsx';
import { onePages } from './pages/one.tsx';
import { sendPages } from './pages/send.tsx';
import { settingsPages } from './pages/settings.tsx';

/** Petitions that one address may send in an hour without script: a village behind one line. */
const SLOW_PER_HOUR = 12;

/** Phản ánh, kiến nghị, hỏi đáp: sent by anybody, answered within their terms, published with nobody named. */
export const petitionsModule: Module = {
  name: 'petitions',
  pages(app, ctx) {
    const gate = openWorkGate(ctx, {
      scope: 'petitions',
      slowPerHour: SLOW_PER_HOUR,
      tooOften: refusals('vi')('too-often'),
    });
    sendPages(app, ctx, gate);
    followPages(app, ctx);
    answerPages(app, ctx);
    figurePages(app, ctx);
    settingsPages(app, ctx);
    deskPages(app, ctx);
    onePages(app, ctx);
  },
  tasks: {
    [ERASE]: inEveryCentre('petitions', erasePetitions),
  },
  // 01:40 in Viet Nam.
  crons: [{ task: ERASE, cron: '40 18 * * *' }],
  subscribe(ctx) {
    ctx.events.on('public.facts', async ({ page, lang, add }) => {
      if (page.kind === 'home') {
        add({ place: 'announcement', text: publicMessages(lang)('title'), href: HOME });
      }
    });
  },
  example: setUpExamplePetitions,
};
