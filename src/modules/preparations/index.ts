import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { openWorkGate } from '#modules/audit/commands/work-gate.ts';
import type { Module } from '#platform/module.ts';
import { forgetExpired, scanWaiting } from './commands/tend.ts';
import { watchFiled } from './commands/watch-clocks.ts';
import { refusals } from './messages.ts';
import { deskMessages } from './messages-desk.ts';
import { assistPages } from './pages/assist.tsx';
import { beginPages } from './pages/begin.tsx';
import { deskPages } from './pages/desk.tsx';
import { formPages } from './pages/form-step.tsx';
import { photoPages } from './pages/photos.tsx';
import { settingsPages } from './pages/settings.tsx';
import { stepPages } from './pages/steps.tsx';
import { summaryPages } from './pages/summary.tsx';
import { wayPages } from './pages/ways.tsx';
import { preparationHealth } from './queries.ts';
import { lineWords } from './rules/line.ts';
import { answerFacts, noteAnswers } from './subscribe.ts';

const FORGET = 'preparations.forget';
const SCAN = 'preparations.scan';
const WATCH = 'preparations.watch';
/** Drafts that one address may begin in an hour without script: a village behind one line. */
const SLOW_PER_HOUR = 20;

const health = healthOfEveryCentre(async (ctx, { centreId }) => {
  const { ok, words } = lineWords(await preparationHealth(ctx, centreId), 'vi');
  return { name: deskMessages('vi')('health-name'), ok, detail: words };
});

/** Hồ sơ chuẩn bị ở nhà: drafts, their papers and photographs, and how each becomes a dossier. */
export const preparationsModule: Module = {
  name: 'preparations',
  pages(app, ctx) {
    const gate = openWorkGate(ctx, {
      scope: 'preparations',
      slowPerHour: SLOW_PER_HOUR,
      tooOften: refusals('vi')('too-often'),
    });
    beginPages(app, ctx, gate);
    stepPages(app, ctx);
    formPages(app, ctx);
    photoPages(app, ctx);
    wayPages(app, ctx);
    summaryPages(app, ctx);
    deskPages(app, ctx);
    assistPages(app, ctx);
    settingsPages(app, ctx);
  },
  tasks: {
    [FORGET]: inEveryCentre('preparations', forgetExpired),
    [SCAN]: inEveryCentre('preparations', scanWaiting),
    [WATCH]: inEveryCentre('preparations', watchFiled),
  },
  crons: [
    { task: FORGET, cron: '17 * * * *' },
    { task: SCAN, cron: '* * * * *' },
    { task: WATCH, cron: '* * * * *' },
  ],
  subscribe(ctx) {
    ctx.events.on('dossier.changed', noteAnswers);
    ctx.events.on('intake.facts', answerFacts);
  },
  health,
};
