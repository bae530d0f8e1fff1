import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import type { Module } from '#platform/module.ts';
import { gatherUnhappy } from './commands/gather-unhappy.ts';
import { ratingLink } from './commands/invite.ts';
import { mountContact } from './pages/contact.tsx';
import { mountFigures } from './pages/figures.tsx';
import { mountFollowUps } from './pages/follow-ups.tsx';
import { mountRate } from './pages/rate.tsx';
import { mountSettings } from './pages/settings.tsx';
import { mountSurvey } from './pages/survey.tsx';

const GATHER = 'feedback.gather';

/** Ratings (đánh giá): one touch, once, nobody named; the survey of Điều 33; following up those who were not satisfied. */
export const feedbackModule: Module = {
  name: 'feedback',
  pages(app, ctx) {
    mountRate(app, ctx);
    mountSurvey(app, ctx);
    mountContact(app, ctx);
    mountFigures(app, ctx);
    mountFollowUps(app, ctx);
    mountSettings(app, ctx);
  },
  tasks: {
    [GATHER]: inEveryCentre('feedback', gatherUnhappy),
  },
  // 00:20 in Viet Nam: the day before is over.
  crons: [{ task: GATHER, cron: '20 17 * * *' }],
  subscribe(ctx) {
    // The holder of the ticket's address may rate the visit under the same one.
    ctx.events.on('ticket.finished', async (visit, { tx, actor, at }) => {
      await ratingLink(tx, actor, { ...visit, procedureCode: visit.procedureCode ?? '' }, at);
    });
  },
};
