import { figuresInWords } from '#modules/duties/rules/load.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { handOnMessages } from '../hand-on-messages.ts';
import { suggestColleagues } from '../queries-hand-on.ts';
import type { Dossier } from '../schema.ts';

const t = handOnMessages('vi');

/**
 * Colleagues who are there and could do the step, with the figures of their work, the fairest choice first. Who holds it
 * already comes last and is never proposed.
 */
export async function figuresFor(
  ctx: AppContext,
  actor: Actor,
  dossier: Dossier,
): Promise<ReadonlyMap<string, string>> {
  const holds = (accountId: string) => Number(accountId === dossier.holder.accountId);
  const ranked = (await suggestColleagues(ctx, actor, dossier)).toSorted(
    (a, b) => holds(a.accountId) - holds(b.accountId),
  );
  return new Map(
    ranked.map(({ accountId, name, load }, i) => {
      const text = load === undefined ? name : t('suggestion', { name, figures: figuresInWords(load) });
      return [accountId, i === 0 && ranked.length > 1 ? t('suggested', { text }) : text];
    }),
  );
}
