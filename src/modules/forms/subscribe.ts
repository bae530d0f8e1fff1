import type { AppContext } from '#platform/context.ts';
import { localDay } from '#platform/time.ts';
import { adminMessages } from './messages-admin.ts';
import { PUBLIC } from './pages/hrefs.ts';
import * as repo from './repo.ts';

/** Tells the page of a procedure which forms there are to download, and that an example filled in goes with them. */
export function tellProcedurePages(ctx: AppContext): void {
  ctx.events.on('public.facts', async ({ page, lang, add }, { tx, at }) => {
    if (page.kind !== 'procedure') {
      return;
    }
    const t = adminMessages(lang);
    for (const { code, definition } of await repo.listForProcedure(tx, page.code, localDay(at))) {
      const name = [definition.name, definition.number].filter((part) => part !== undefined).join(', ');
      add({ place: 'form', text: t('factForm', { name }), href: `${PUBLIC}/${code}.pdf` });
      add({ place: 'form', text: t('factWord', { name }), href: `${PUBLIC}/${code}.docx` });
      if (definition.sample !== undefined) {
        add({ place: 'form', text: t('factExample', { name }), href: `${PUBLIC}/${code}-vi-du.pdf` });
      }
    }
  });
}
