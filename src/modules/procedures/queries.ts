import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import type { RefusedLine } from './catalogue-file.ts';
import * as imports from './import-repo.ts';
import { procedureMessages } from './messages.ts';
import { PROCEDURE_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { type Change, recentChanges } from './rules/changes.ts';
import { compareCatalogues, type Difference } from './rules/difference.ts';
import type { LifeEvent } from './rules/listing.ts';
import { withLocalWords } from './rules/local-words.ts';
import { type Question, questionFor } from './rules/questions.ts';
import { type SearchHit, search } from './rules/search/search.ts';
import { withoutTail } from './rules/search/tail.ts';
import type { Procedure, ProcedureVersion } from './schema.ts';
import { catalogueOf, questionFamilies } from './search-cache.ts';

/**
 * The version with this id, in force or long replaced: what a running dossier keeps.
 * @throws Problem `not-found`
 */
export async function getProcedureVersion(tx: Tx, id: string): Promise<ProcedureVersion> {
  const version = await repo.findVersion(tx, id);
  if (version === null) {
    throw missing();
  }
  return version;
}

/** The version that a dossier received on the local day takes, or null. */
export async function findCurrentVersion(
  tx: Tx,
  code: string,
  on: Temporal.PlainDate,
): Promise<ProcedureVersion | null> {
  return repo.findInForce(tx, code, on);
}

/** A found procedure, with what a list shows of it. */
export interface FoundProcedure extends SearchHit {
  readonly plainName: string | null;
  readonly field: string;
  readonly fieldGroup: string;
}

/** Finds procedures of the actor's centre for words in plain Vietnamese. @throws Problem `forbidden` */
export async function searchProcedures(
  ctx: AppContext,
  actor: Actor,
  query: string,
  limit = 10,
): Promise<readonly FoundProcedure[]> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.read', actor);
  const { index } = await catalogueOf(ctx, actor);
  return withoutTail(search(index, query, limit)).flatMap((hit) => {
    const document = index.documents[index.byCode.get(hit.code) ?? -1];
    return document
      ? [
          {
            ...hit,
            plainName: document.plainName ?? null,
            field: document.field,
            fieldGroup: document.fieldGroup,
          },
        ]
      : [];
  });
}

/** As {@link searchProcedures}, with the whole versions for the public list. @throws Problem `forbidden` */
export async function searchPublic(
  ctx: AppContext,
  actor: Actor,
  query: string,
  limit: number,
): Promise<readonly ProcedureVersion[]> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.read', actor);
  const { index, versions } = await catalogueOf(ctx, actor);
  return withoutTail(search(index, query, limit)).flatMap(({ code }) => versions.get(code) ?? []);
}

/**
 * The one question that tells the first answers apart, where they are close relatives; null where the query was clear.
 *
 * @param codes answers, best first
 * @throws Problem `forbidden`
 */
export async function askApart(
  ctx: AppContext,
  actor: Actor,
  query: string,
  codes: readonly string[],
): Promise<Question | null> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.read', actor);
  const { versions } = await catalogueOf(ctx, actor);
  return questionFor(questionFamilies(), query, codes, (code) => versions.has(code));
}

/**
 * What is new, changed or no longer in force since a local day, newest first; the list that the centre began with is no news, so the
 * day moves up to the one after its start. @throws Problem `forbidden`
 */
export async function listChanges(
  ctx: AppContext,
  actor: Actor,
  since: Temporal.PlainDate,
): Promise<{ readonly changes: readonly Change[]; readonly since: Temporal.PlainDate }> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.read', actor);
  return readOnly(ctx, actor, async (tx) => {
    const began = await repo.findBeginning(tx);
    const versions = await repo.listMoving(tx, since);
    const changes = recentChanges(versions, since, localDay(ctx.clock.now()), began);
    return { changes, since: began === null ? since : later(since, localDay(began)) };
  });
}

/** What a list of procedures is narrowed by. */
export interface PublicFilter {
  readonly fieldGroup?: string | undefined;
  readonly lifeEvent?: LifeEvent | undefined;
}

/** Procedures in force today, for the public list, by code. @throws Problem `forbidden` */
export async function listPublic(
  ctx: AppContext,
  actor: Actor,
  filter: PublicFilter = {},
): Promise<readonly ProcedureVersion[]> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.read', actor);
  const { versions } = await catalogueOf(ctx, actor);
  const { fieldGroup, lifeEvent } = filter;
  return [...versions.values()].filter(
    ({ body }) =>
      (fieldGroup === undefined || body.fieldGroup === fieldGroup) &&
      (lifeEvent === undefined || body.lifeEvents.includes(lifeEvent)),
  );
}

/** Groups of fields with the number of procedures in force, largest first. @throws Problem `forbidden` */
export async function listFieldGroups(
  ctx: AppContext,
  actor: Actor,
): Promise<readonly { readonly name: string; readonly count: number }[]> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.read', actor);
  const { documents } = (await catalogueOf(ctx, actor)).index;
  const counts = new Map<string, number>();
  for (const { fieldGroup } of documents) {
    counts.set(fieldGroup, (counts.get(fieldGroup) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'vi'));
}

/** A procedure for its public page: in force today, else the last version there was. @throws Problem `not-found` */
export async function getPublicProcedure(
  ctx: AppContext,
  actor: Actor,
  code: string,
): Promise<ProcedureVersion> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.read', actor);
  const inForce = (await catalogueOf(ctx, actor)).versions.get(code);
  const found = inForce ?? (await readOnly(ctx, actor, (tx) => repo.listVersions(tx, code)))[0];
  if (found === undefined) {
    throw missing();
  }
  return found;
}

/** All versions of a procedure, newest first, for officers. @throws Problem `forbidden`, `not-found` */
export async function listProcedureVersions(
  ctx: AppContext,
  actor: Actor,
  code: string,
): Promise<readonly ProcedureVersion[]> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.review', actor);
  const versions = await readOnly(ctx, actor, (tx) => repo.listVersions(tx, code));
  if (versions.length === 0) {
    throw missing();
  }
  return versions;
}

/** The last imports, newest first. @throws Problem `forbidden` */
export async function listImports(ctx: AppContext, actor: Actor): Promise<readonly imports.ImportRun[]> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.review', actor);
  return readOnly(ctx, actor, (tx) => imports.listRuns(tx, 20));
}

/** An import with what it would change; the difference is null once it was applied or discarded. */
export interface ImportView {
  readonly run: imports.ImportRun;
  readonly refusals: readonly RefusedLine[];
  readonly difference: Difference | null;
}

/** One import with its refused lines and its difference to the catalogue as it is now. @throws Problem `not-found` */
export async function getImport(ctx: AppContext, actor: Actor, id: string): Promise<ImportView> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.import', actor);
  return readOnly(ctx, actor, async (tx) => {
    const run = await imports.findRun(tx, { id });
    if (run === null) {
      throw new Problem('not-found', { detail: procedureMessages('vi')('importMissing') });
    }
    const staged = await imports.readStaged(tx, id);
    return {
      run,
      refusals: await imports.listRefusals(tx, id),
      difference: staged === null ? null : await differenceIn(tx, staged),
    };
  });
}

/** What a list of bodies would change here, the centre's own words kept. Changes nothing. */
export async function differenceIn(tx: Tx, incoming: readonly Procedure[]): Promise<Difference> {
  const current = (await repo.listNewest(tx)).map(({ body }) => body);
  const byCode = new Map(current.map((one) => [one.code, one]));
  return compareCatalogues(
    current,
    incoming.map((one) => withLocalWords(one, byCode.get(one.code))),
  );
}

/** {@link differenceIn} for a file that is not stored. @throws Problem `forbidden` */
export async function compareWithCatalogue(
  ctx: AppContext,
  actor: Actor,
  incoming: readonly Procedure[],
): Promise<Difference> {
  authorise(PROCEDURE_POLICY, actor, 'catalogue.review', actor);
  return readOnly(ctx, actor, (tx) => differenceIn(tx, incoming));
}

/** The later of two days. */
const later = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate =>
  Temporal.PlainDate.compare(a, b) < 0 ? b : a;

const missing = () => new Problem('not-found', { detail: procedureMessages('vi')('missing') });
