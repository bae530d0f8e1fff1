import type { Module } from '#platform/module.ts';
import { dutiesApi } from './api.ts';
import { setUpExampleDuties } from './example.ts';
import { authorityPages } from './pages/authority.tsx';
import { boardPages } from './pages/board.tsx';
import { leavePages } from './pages/leave.tsx';
import { matrixPages } from './pages/matrix.tsx';
import { planPages } from './pages/plan.tsx';
import { planCheckPages } from './pages/plan-check.tsx';

/** Duties (phân công): officer × field or procedure, deputies, absences, authority to sign. */
export const dutiesModule: Module = {
  name: 'duties',
  api: dutiesApi,
  pages(app, ctx) {
    boardPages(app, ctx);
    matrixPages(app, ctx);
    planPages(app, ctx);
    planCheckPages(app, ctx);
    leavePages(app, ctx);
    authorityPages(app, ctx);
  },
  example: setUpExampleDuties,
};
