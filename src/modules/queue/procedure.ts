import { findCurrentVersion, searchProcedures } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';

/** One paper to bring, as visitors read it. */
export interface Paper {
  readonly name: string;
  readonly kind: 'submit' | 'show';
  readonly need: 'always' | 'one-of' | 'if-applies';
}

/** A procedure as the hall speaks of it. */
export interface Matter {
  readonly code: string;
  /** What people call it. */
  readonly name: string;
  readonly fieldGroup: string;
  readonly papers: readonly Paper[];
}

/** The procedure in force today of this code; undefined when there is none. What must be brought stands first. */
export async function findMatter(
  ctx: AppContext,
  actor: Actor,
  code: string | undefined,
): Promise<Matter | undefined> {
  if (code === undefined) {
    return undefined;
  }
  const today = localDay(ctx.clock.now());
  const version = await readOnly(ctx, actor, (tx) => findCurrentVersion(tx, code, today));
  if (version === null) {
    return undefined;
  }
  const { name, plainName, fieldGroup, components } = version.body;
  const order = { always: 0, 'one-of': 1, 'if-applies': 2 } as const;
  const papers = [...components].sort((a, b) => order[a.need] - order[b.need]);
  return { code, name: plainName ?? name, fieldGroup, papers };
}

/** Procedures that fit a visitor's words, best first. @throws Problem `forbidden` */
export async function searchMatters(
  ctx: AppContext,
  actor: Actor,
  words: string,
  limit: number,
): Promise<readonly Pick<Matter, 'code' | 'name'>[]> {
  const found = await searchProcedures(ctx, actor, words, limit);
  return found.map(({ code, name, plainName }) => ({ code, name: plainName ?? name }));
}
