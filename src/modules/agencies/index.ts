import type { Module } from '#platform/module.ts';
import { adminHome } from './pages/admin-home.tsx';
import { agencyPages } from './pages/agencies.tsx';

/** Province, communes, centres, units, counters (cơ quan, phòng, quầy). */
export const agenciesModule: Module = {
  name: 'agencies',
  pages(app, ctx) {
    adminHome(app, ctx);
    agencyPages(app, ctx);
  },
};
