import type { AppContext } from '#platform/context.ts';
import type { Module } from '#platform/module.ts';
import { dossiersApi } from './api.ts';
import { guardPapers } from './commands/guard-papers.ts';
import { handOnTasks, subscribeHandOn } from './commands/hand-on-run.ts';
import { keepOutlook } from './commands/keep-outlook.ts';
import { NOTE_SILENCE } from './commands/plan-silences.ts';
import { verifyDossiers } from './commands/verify.ts';
import { noteSilenceOf } from './jobs.ts';
import { registerDossierPages } from './pages/index.ts';

/** Hồ sơ: the waist of the product. History, state, number, clock, decisions, results. */
export const dossiersModule: Module = {
  name: 'dossiers',
  api: dossiersApi,
  pages: registerDossierPages,
  subscribe(ctx: AppContext) {
    ctx.events.on('documents.opening', guardPapers);
    subscribeHandOn(ctx);
    ctx.events.on('dossier.changed', keepOutlook);
  },
  tasks: { [NOTE_SILENCE]: noteSilenceOf, ...handOnTasks },
  verify: verifyDossiers,
};
