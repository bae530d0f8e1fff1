import { figuresInWords } from '#modules/duties/rules/load.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { handOnMessages } from '../hand-on-messages.ts';
import { suggestColleagues } from '../queries-hand-on.ts';
import type { Dossier } from '../schema.ts';

const t = handOnMessages('vi');

/** Colleagues who are there and could do the step, with the figures of their work, the fairest choice first. */
export async function figuresFor(
  ctx: AppContext,
  actor: Actor,
  dossier: Dossier,
): Promise<ReadonlyMap<string, string>> {
  const ranked = await suggestColleagues(ctx, actor, dossier);
  return new Map(
    ranked.map(({ accountId, name, load }, i) => {
      const text = load === undefined ? name : t('suggestion', { name, figures: figuresInWords(load) });
      return [accountId, i === 0 && ranked.length > 1 ? t('suggested', { text }) : text];
    }),
  );
}
