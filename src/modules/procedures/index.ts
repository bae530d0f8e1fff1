import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Module } from '#platform/module.ts';
import { proceduresApi } from './api.ts';
import { forgetOldSearches } from './commands/count-search.ts';
import { setUpCatalogue } from './commands/set-up-catalogue.ts';
import { catalogueAdminPages } from './pages/admin.tsx';
import { offlinePages } from './pages/offline.tsx';
import { postedPages } from './pages/posted-routes.tsx';
import { publicPages } from './pages/routes.tsx';
import { wordsAdminPages } from './pages/words-admin.tsx';
import './public-facts.ts';
import { loadStarterCatalogue } from './starter.ts';

const FORGET_SEARCHES = 'procedures.forget-searches';

/** Thủ tục hành chính: catalogue with versions, public listing, search, import. */
export const proceduresModule: Module = {
  name: 'procedures',
  api: proceduresApi,
  pages(app, ctx) {
    publicPages(app, ctx);
    postedPages(app, ctx);
    offlinePages(app, ctx);
    catalogueAdminPages(app, ctx);
    wordsAdminPages(app, ctx);
  },
  centre: giveStarterCatalogue,
  tasks: {
    [FORGET_SEARCHES]: inEveryCentre(FORGET_SEARCHES, forgetOldSearches),
  },
  // 02:40 in Viet Nam.
  crons: [{ task: FORGET_SEARCHES, cron: '40 19 * * *' }],
};

/** A centre without a catalogue gets the starter one. */
async function giveStarterCatalogue(ctx: AppContext, system: SystemActor): Promise<void> {
  await setUpCatalogue(ctx, system, loadStarterCatalogue());
}
