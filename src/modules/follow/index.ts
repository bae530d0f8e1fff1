import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { openWorkGate } from '#modules/audit/commands/work-gate.ts';
import type { Module } from '#platform/module.ts';
import { forgetPhotos } from './commands/tend.ts';
import { refusals } from './messages.ts';
import { deskPages } from './pages/desk.tsx';
import { followPages } from './pages/follow.tsx';
import { minePages } from './pages/mine.tsx';
import { supplementPages } from './pages/supplement.tsx';
import { subscribeFollow } from './subscribe.ts';

const FORGET = 'follow.forget';
/** Sendings of one address in an hour without script: a village behind one line. */
const SLOW_PER_HOUR = 30;

/** Theo dõi hồ sơ: what a citizen does with a dossier under way, and what officers do with what citizens sent. */
export const followModule: Module = {
  name: 'follow',
  pages(app, ctx) {
    const gate = openWorkGate(ctx, {
      scope: 'follow',
      slowPerHour: SLOW_PER_HOUR,
      tooOften: refusals('vi')('too-often'),
    });
    minePages(app, ctx);
    followPages(app, ctx, gate);
    supplementPages(app, ctx, gate);
    deskPages(app, ctx);
  },
  tasks: {
    [FORGET]: inEveryCentre('follow', forgetPhotos),
  },
  crons: [{ task: FORGET, cron: '41 18 * * *' }],
  subscribe: subscribeFollow,
};
