/** Search indexes in memory, one a centre, made anew when the catalogue changed or a day began. */
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import * as repo from './repo.ts';
import { searchDocument } from './rules/search/document.ts';
import { buildIndex, type SearchIndex } from './rules/search/index.ts';
import type { Lexicon } from './rules/search/lexicon.ts';
import { loadLexicon } from './words.ts';

interface Cached {
  readonly stamp: string;
  readonly index: Promise<SearchIndex>;
}

/** By database, so that applications in one process (tests) do not see each other's. */
const caches = new WeakMap<AppContext['db'], Map<string, Cached>>();
let lexicon: Lexicon | undefined;

/** The index of the actor's centre as of today. One small query where nothing changed. */
export async function indexOf(ctx: AppContext, actor: Pick<Actor, 'centreId'>): Promise<SearchIndex> {
  const cache = caches.get(ctx.db) ?? new Map<string, Cached>();
  caches.set(ctx.db, cache);
  const today = localDay(ctx.clock.now());
  const stamp = `${await readOnly(ctx, actor, repo.findRevision)} ${today}`;
  const known = cache.get(actor.centreId);
  if (known?.stamp === stamp) {
    return known.index;
  }
  const index = build(ctx, actor, today);
  cache.set(actor.centreId, { stamp, index });
  index.catch(() => cache.delete(actor.centreId));
  return index;
}

async function build(
  ctx: AppContext,
  actor: Pick<Actor, 'centreId'>,
  today: Temporal.PlainDate,
): Promise<SearchIndex> {
  lexicon ??= loadLexicon();
  const [versions, uses] = await readOnly(ctx, actor, async (tx) => [
    await repo.listInForce(tx, today),
    await repo.countUses(tx, today.with({ day: 1 }).subtract({ months: 12 })),
  ]);
  return buildIndex(
    versions.map(({ body }) => searchDocument(body, Math.max(uses.get(body.code) ?? 0, body.usualPerYear))),
    lexicon,
  );
}
