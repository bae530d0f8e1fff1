import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { Finding, Module } from '#platform/module.ts';
import { reportApi } from './api.ts';
import { compareFacts } from './commands/rebuild-facts.ts';
import { form07aPages } from './pages/form-07a.tsx';
import { publicPages } from './pages/public.tsx';
import { subscribeReports } from './subscribe.ts';

/** Figures and reports (thống kê): daily facts, public statistics, official forms, open data. */
export const reportsModule: Module = {
  name: 'reports',
  api: reportApi,
  pages(app, ctx) {
    publicPages(app, ctx);
    form07aPages(app, ctx);
  },
  subscribe: subscribeReports,
  async verify(ctx) {
    const findings: Finding[] = [];
    for (const centre of await listCentres(ctx)) {
      findings.push(...(await compareFacts(ctx, systemActor(centre.id, 'verify'))));
    }
    return findings;
  },
};
