import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Module } from '#platform/module.ts';
import { proceduresApi } from './api.ts';
import { setUpCatalogue } from './commands/set-up-catalogue.ts';
import { catalogueAdminPages } from './pages/admin.tsx';
import { publicPages } from './pages/routes.tsx';
import './public-facts.ts';
import { loadStarterCatalogue } from './starter.ts';

/** Thủ tục hành chính: catalogue with versions, public listing, search, import. */
export const proceduresModule: Module = {
  name: 'procedures',
  api: proceduresApi,
  pages(app, ctx) {
    publicPages(app, ctx);
    catalogueAdminPages(app, ctx);
  },
  centre: giveStarterCatalogue,
};

/** A centre without a catalogue gets the starter one. */
async function giveStarterCatalogue(ctx: AppContext, system: SystemActor): Promise<void> {
  await setUpCatalogue(ctx, system, loadStarterCatalogue());
}
