import type { Module } from '#platform/module.ts';
import { reportApi } from './api.ts';
import { form07aPages } from './pages/form-07a.tsx';
import { publicPages } from './pages/public.tsx';
import { subscribeReports } from './subscribe.ts';

/** Figures and reports (thống kê): daily facts, public statistics, official forms, open data. */
export const reports: Module = {
  name: 'reports',
  api: reportApi,
  pages(app, ctx) {
    publicPages(app, ctx);
    form07aPages(app, ctx);
  },
  subscribe: subscribeReports,
};
