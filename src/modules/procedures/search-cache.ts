/** Catalogues in memory with their search index, one a centre, made anew when something changed or a day began. */
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { loadQuestions } from './questions.ts';
import * as repo from './repo.ts';
import type { QuestionFamily } from './rules/questions.ts';
import { searchDocument } from './rules/search/document.ts';
import { buildIndex, type SearchIndex } from './rules/search/index.ts';
import type { Lexicon } from './rules/search/lexicon.ts';
import type { ProcedureVersion } from './schema.ts';
import { loadLexicon } from './words.ts';
import { wordsInUse } from './words-repo.ts';

/** What is in force today at a centre: versions by code (in order of code) and the index over them. */
export interface CatalogueOfToday {
  readonly versions: ReadonlyMap<string, ProcedureVersion>;
  readonly index: SearchIndex;
}

interface Cached {
  readonly stamp: string;
  readonly catalogue: Promise<CatalogueOfToday>;
}

/** By database, so that applications in one process (tests) do not see each other's. */
const caches = new WeakMap<AppContext['db'], Map<string, Cached>>();
let lexicon: Lexicon | undefined;
let questions: readonly QuestionFamily[] | undefined;

/** Families of procedures with the question that tells them apart, read once. */
export function questionFamilies(): readonly QuestionFamily[] {
  questions ??= loadQuestions();
  return questions;
}

/** The catalogue of the actor's centre as of today. One small query where nothing changed. */
export async function catalogueOf(
  ctx: AppContext,
  actor: Pick<Actor, 'centreId'>,
): Promise<CatalogueOfToday> {
  const cache = caches.get(ctx.db) ?? new Map<string, Cached>();
  caches.set(ctx.db, cache);
  const today = localDay(ctx.clock.now());
  const stamp = `${await readOnly(ctx, actor, repo.findRevision)} ${today}`;
  const known = cache.get(actor.centreId);
  if (known?.stamp === stamp) {
    return known.catalogue;
  }
  const catalogue = build(ctx, actor, today);
  cache.set(actor.centreId, { stamp, catalogue });
  catalogue.catch(() => cache.delete(actor.centreId));
  return catalogue;
}

async function build(
  ctx: AppContext,
  actor: Pick<Actor, 'centreId'>,
  today: Temporal.PlainDate,
): Promise<CatalogueOfToday> {
  lexicon ??= loadLexicon();
  const [versions, uses, words] = await readOnly(ctx, actor, async (tx) => [
    await repo.listInForce(tx, today),
    await repo.countUses(tx, today.with({ day: 1 }).subtract({ months: 12 })),
    await wordsInUse(tx),
  ]);
  const index = buildIndex(
    versions.map(({ body }) =>
      searchDocument(
        { ...body, keywords: [...body.keywords, ...(words.get(body.code) ?? [])] },
        Math.max(uses.get(body.code) ?? 0, body.usualPerYear),
      ),
    ),
    lexicon,
  );
  return { versions: new Map(versions.map((version) => [version.body.code, version])), index };
}
