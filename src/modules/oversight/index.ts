import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { Module } from '#platform/module.ts';
import { checkTerms } from './commands/check-terms.ts';
import { noticePages } from './pages/notices.tsx';
import { watchPages } from './pages/watch.tsx';
import { subscribeOversight } from './subscribe.ts';

const CHECK = 'oversight.check-terms';

/** Watching and urging (theo dõi, đôn đốc): warnings before it is too late, to the one who can prevent it. */
export const oversightModule: Module = {
  name: 'oversight',
  pages(app, ctx) {
    noticePages(app, ctx);
    watchPages(app, ctx);
  },
  tasks: {
    async [CHECK](ctx) {
      for (const centre of await listCentres(ctx)) {
        await checkTerms(ctx, systemActor(centre.id, 'oversight'));
      }
    },
  },
  crons: [{ task: CHECK, cron: '*/10 * * * *' }],
  subscribe: subscribeOversight,
};
