import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Module } from '#platform/module.ts';
import { loadForm } from './commands/publish-form.ts';
import { readForms } from './files.ts';
import { formListPages } from './pages/admin-list.tsx';
import { builderPages } from './pages/builder.tsx';
import { publicFormPages } from './pages/public.tsx';
import { tryPages } from './pages/try.tsx';
import { listForms } from './queries.ts';
import { tellProcedurePages } from './subscribe.ts';

/** Biểu mẫu, tờ khai điện tử: forms as data, their official papers, the builder. */
export const formsModule: Module = {
  name: 'forms',
  pages(app, ctx) {
    publicFormPages(app, ctx);
    formListPages(app, ctx);
    builderPages(app, ctx);
    tryPages(app, ctx);
  },
  subscribe: tellProcedurePages,
  centre: giveStarterForms,
};

/** A centre without forms gets those that come with the product. */
async function giveStarterForms(ctx: AppContext, system: SystemActor): Promise<void> {
  if ((await listForms(ctx, system)).length === 0) {
    for (const definition of await readForms()) {
      await loadForm(ctx, system, definition);
    }
  }
}
