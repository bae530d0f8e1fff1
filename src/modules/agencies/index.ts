import type { Module } from '#platform/module.ts';
import { adminHome } from './pages/admin-home.tsx';
import { agencyPages } from './pages/agencies.tsx';
import { centreName } from './pages/centre-name.ts';

/** Province, communes, centres, units, counters (cơ quan, phòng, quầy). */
export const agenciesModule: Module = {
  name: 'agencies',
  pages(app, ctx) {
    centreName(app, ctx);
    adminHome(app, ctx);
    agencyPages(app, ctx);
  },
};
