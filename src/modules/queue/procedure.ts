import {
  findCurrentVersion,
  listFieldGroups,
  listPublic,
  searchProcedures,
} from '#modules/procedures/queries.ts';
import type { Term } from '#modules/procedures/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { type OtherPlace, otherPlace } from './rules/right-place.ts';

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
  /** Whose office does it, when the law gives it to another; undefined for what the centre does or receives. */
  readonly elsewhere: OtherPlace | undefined;
  /** The agency as the catalogue names it. */
  readonly agency: string | undefined;
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
  return {
    code,
    name: plainName ?? name,
    fieldGroup,
    papers,
    elsewhere: otherPlace(version.body),
    agency: version.body.agency,
  };
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

/** Field groups of the catalogue with the number of procedures, largest first. @throws Problem `forbidden` */
export function listFields(
  ctx: AppContext,
  actor: Actor,
): Promise<readonly { readonly name: string; readonly count: number }[]> {
  return listFieldGroups(ctx, actor);
}

/** A procedure as the posted list shows it. */
export interface PostedMatter extends Pick<Matter, 'code' | 'name'> {
  /** Its first ordinary term; null where none is published. */
  readonly term: Term | null;
}

/** Everything in force in a field group, by name: the posted list. @throws Problem `forbidden` */
export async function postedMatters(
  ctx: AppContext,
  actor: Actor,
  fieldGroup: string,
): Promise<readonly PostedMatter[]> {
  const versions = await listPublic(ctx, actor, { fieldGroup });
  return versions
    .map(({ body }) => ({
      code: body.code,
      name: body.plainName ?? body.name,
      term: body.terms[0]?.term ?? null,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

/** What people need most often in a field group, by the usual number of dossiers a year. @throws Problem `forbidden` */
export async function usualMatters(
  ctx: AppContext,
  actor: Actor,
  fieldGroup: string,
  limit: number,
): Promise<readonly Pick<Matter, 'code' | 'name'>[]> {
  const versions = await listPublic(ctx, actor, { fieldGroup });
  return [...versions]
    .sort((a, b) => b.body.usualPerYear - a.body.usualPerYear || a.body.code.localeCompare(b.body.code))
    .slice(0, limit)
    .map(({ body }) => ({ code: body.code, name: body.plainName ?? body.name }));
}
