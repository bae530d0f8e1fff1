import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { getDossier } from '../queries.ts';
import { registerBook } from './book.tsx';
import { registerDossier } from './dossier-post.tsx';
import { registerFiles } from './files.tsx';
import { registerHandOn } from './hand-on.tsx';
import { registerIntake } from './intake-post.tsx';
import { valuesOf } from './intake-values.ts';
import { registerLookUp } from './lookup.tsx';
import { registerMine } from './mine.tsx';
import { registerQuickFind } from './quick-find.ts';
import { registerScanIn } from './scan-in.tsx';
import { registerSearch } from './search.tsx';
import { registerWork } from './work.tsx';

/** Mounts every page of the module: the public look-up, the officers' work, intake, dossiers and their search. */
export function registerDossierPages(app: FastifyInstance, ctx: AppContext): void {
  registerLookUp(app, ctx);
  registerMine(app, ctx);
  registerWork(app, ctx);
  registerSearch(app, ctx);
  registerBook(app, ctx);
  registerIntake(app, ctx, async (actor, id) => valuesOf((await getDossier(ctx, actor, { id })).dossier));
  registerQuickFind(app, ctx);
  registerDossier(app, ctx);
  registerFiles(app, ctx);
  registerScanIn(app, ctx);
  registerHandOn(app, ctx);
}
