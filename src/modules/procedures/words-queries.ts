import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { PROCEDURE_POLICY } from './policy.ts';
import type { Missed, SearchWords } from './schema/words.ts';
import { listMissed, listWords, sumAsked } from './words-repo.ts';

/** Days looked back, today among them. */
export const ASKED_DAYS = 30;

/** What the officer who tends the words sees. */
export interface WordsView {
  readonly sums: Awaited<ReturnType<typeof sumAsked>>;
  readonly empty: readonly Missed[];
  readonly givenUp: readonly Missed[];
  readonly words: readonly SearchWords[];
}

/** Misses of the last 30 days and the words given so far. @throws Problem `forbidden` */
export async function getWords(ctx: AppContext, actor: Actor): Promise<WordsView> {
  authorise(PROCEDURE_POLICY, actor, 'words.read', actor);
  const since = localDay(ctx.clock.now()).subtract({ days: ASKED_DAYS - 1 });
  return readOnly(ctx, actor, async (tx) => ({
    sums: await sumAsked(tx, since),
    empty: await listMissed(tx, since, 'empty'),
    givenUp: await listMissed(tx, since, 'given-up'),
    words: await listWords(tx),
  }));
}
