/** What the hall tells the citizens' pages: people waiting now and, for one procedure, the wait in its line. */
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { messages } from './messages.ts';
import { waitWords } from './pages/words.ts';
import { countWaitingIn } from './queries.ts';
import { listGroups } from './repo/groups.ts';
import type { WaitRange } from './rules/estimate.ts';
import { chooseGroup } from './rules/groups.ts';
import { waitsOfLines } from './wait.ts';

/** The wait in the line that takes the procedure now; undefined where no open counter calls from it. */
async function waitFor(tx: Tx, code: string, at: Temporal.Instant): Promise<WaitRange | undefined> {
  const version = await findCurrentVersion(tx, code, localDay(at));
  const group = chooseGroup(await listGroups(tx), version?.body.fieldGroup);
  return group === undefined ? undefined : (await waitsOfLines(tx, at)).get(group.id);
}

/** Answers `public.facts`. */
export function tellPublicPages(ctx: AppContext): void {
  ctx.events.on('public.facts', async ({ page, lang, add }, { tx, at }) => {
    const t = messages(lang);
    const count = await countWaitingIn(tx, localDay(at));
    add({ place: 'today', text: count === 0 ? t('facts.nobody') : t('facts.waiting', { count }) });
    if (page.kind === 'procedure') {
      const wait = await waitFor(tx, page.code, at);
      if (wait !== undefined) {
        add({ place: 'today', text: t('facts.wait', { wait: waitWords(wait, lang) }) });
      }
    }
  });
}
