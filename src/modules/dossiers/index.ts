import type { AppContext } from '#platform/context.ts';
import type { Module } from '#platform/module.ts';
import { dossiersApi } from './api.ts';
import { guardPapers } from './commands/guard-papers.ts';
import { verifyDossiers } from './commands/verify.ts';
import { registerDossierPages } from './pages/index.ts';

/** Hồ sơ: the waist of the product. History, state, number, clock, decisions, results. */
export const dossiersModule: Module = {
  name: 'dossiers',
  api: dossiersApi,
  pages: registerDossierPages,
  subscribe(ctx: AppContext) {
    ctx.events.on('documents.opening', guardPapers);
  },
  verify: verifyDossiers,
};
