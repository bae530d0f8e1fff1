import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { Finding, Module } from '#platform/module.ts';
import { reportApi } from './api.ts';
import { compareFacts } from './commands/rebuild-facts.ts';
import { reportTasks } from './jobs.ts';
import { dailyCrons } from './jobs-daily.ts';
import { mailHealth } from './jobs-mail.ts';
import { filePages } from './pages/files.tsx';
import { formPages } from './pages/form.tsx';
import { listPages } from './pages/lists.tsx';
import { manualPages } from './pages/manual.tsx';
import { publicPages } from './pages/public.tsx';
import { reportPages } from './pages/report.tsx';
import { schedulePages } from './pages/schedules.tsx';
import { scorePages } from './pages/score.tsx';
import { subscribeReports } from './subscribe.ts';

/** Figures and reports (thống kê): daily facts, public statistics, official forms, open data. */
export const reportsModule: Module = {
  name: 'reports',
  api: reportApi,
  pages(app, ctx) {
    publicPages(app, ctx);
    reportPages(app, ctx);
    formPages(app, ctx);
    manualPages(app, ctx);
    listPages(app, ctx);
    filePages(app, ctx);
    scorePages(app, ctx);
    schedulePages(app, ctx);
  },
  tasks: reportTasks,
  crons: dailyCrons,
  health: async (ctx) => [await mailHealth(ctx)],
  subscribe: subscribeReports,
  async verify(ctx) {
    const findings: Finding[] = [];
    for (const centre of await listCentres(ctx)) {
      findings.push(...(await compareFacts(ctx, systemActor(centre.id, 'verify'))));
    }
    return findings;
  },
};
