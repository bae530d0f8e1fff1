import type { Module } from '#platform/module.ts';
import { setUpExampleDuties } from './example.ts';
import { boardPages } from './pages/board.tsx';
import { matrixPages } from './pages/matrix.tsx';

/** Duties (phân công): officer × field or procedure, deputies, absences. */
export const dutiesModule: Module = {
  name: 'duties',
  pages(app, ctx) {
    boardPages(app, ctx);
    matrixPages(app, ctx);
  },
  example: setUpExampleDuties,
};
