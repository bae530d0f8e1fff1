import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { mendOutlooks } from '#modules/dossiers/commands/keep-outlook.ts';
import type { Module } from '#platform/module.ts';
import { checkTerms } from './commands/check-terms.ts';
import { absenceTasks, subscribeTasksOfAbsent } from './commands/tasks-of-absent.ts';
import { boardPages } from './pages/board.tsx';
import { boardListPages } from './pages/board-list.tsx';
import { noticeCountPages } from './pages/notice-count.ts';
import { noticePages } from './pages/notices.tsx';
import { settingsPages } from './pages/settings.tsx';
import { taskDetailPages } from './pages/task.tsx';
import { taskPages } from './pages/tasks.tsx';
import { toldPages } from './pages/told.tsx';
import { subscribeOversight } from './subscribe.ts';
import { subscribePetitions } from './subscribe-petitions.ts';
import { subscribeRatings } from './subscribe-ratings.ts';

const CHECK = 'oversight.check-terms';

/** Watching and urging (theo dõi, đôn đốc): warnings before it is too late, to the one who can prevent it. */
export const oversightModule: Module = {
  name: 'oversight',
  pages(app, ctx) {
    noticeCountPages(app, ctx);
    noticePages(app, ctx);
    boardPages(app, ctx);
    boardListPages(app, ctx);
    toldPages(app, ctx);
    taskPages(app, ctx);
    taskDetailPages(app, ctx);
    settingsPages(app, ctx);
  },
  tasks: {
    ...absenceTasks,
    [CHECK]: inEveryCentre('oversight', async (ctx, actor) => {
      await mendOutlooks(ctx, actor);
      await checkTerms(ctx, actor);
    }),
  },
  crons: [{ task: CHECK, cron: '*/10 * * * *' }],
  subscribe(ctx) {
    subscribeOversight(ctx);
    subscribeRatings(ctx);
    subscribePetitions(ctx);
    subscribeTasksOfAbsent(ctx);
  },
};
