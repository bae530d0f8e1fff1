import type { Module } from '#platform/module.ts';
import { ratingLink } from './commands/invite.ts';
import { mountFigures } from './pages/figures.tsx';
import { mountRate } from './pages/rate.tsx';

/** Ratings (đánh giá): one touch, once, nobody named. */
export const feedbackModule: Module = {
  name: 'feedback',
  pages(app, ctx) {
    mountRate(app, ctx);
    mountFigures(app, ctx);
  },
  subscribe(ctx) {
    // The holder of the ticket's address may rate the visit under the same one.
    ctx.events.on('ticket.finished', async (visit, { tx, actor, at }) => {
      await ratingLink(tx, actor, visit, at);
    });
  },
};
