import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { adminMessages } from './messages-admin.ts';
import { FORM_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { draftOf } from './rules/draft.ts';
import type { FormVersion } from './schema.ts';
import type { FormDraft } from './schema-draft.ts';

/** A form in the administration: what is in force, what comes, what is being edited. */
export interface FormOverview {
  readonly code: string;
  readonly name: string;
  /** Null while no version has begun. */
  readonly inForce: FormVersion | null;
  /** The newest version that begins later. */
  readonly coming: FormVersion | null;
  readonly draft: repo.StoredFormDraft | null;
}

/** All forms of the centre, drafts without a version included, by name. @throws Problem `forbidden` */
export async function listFormOverviews(ctx: AppContext, actor: Actor): Promise<readonly FormOverview[]> {
  authorise(FORM_POLICY, actor, 'edit', actor);
  const today = localDay(ctx.clock.now());
  return readOnly(ctx, actor, async (tx) => {
    const inForce = new Map((await repo.listInForce(tx, today)).map((form) => [form.code, form]));
    const newest = new Map((await repo.listNewest(tx)).map((form) => [form.code, form]));
    const drafts = new Map((await repo.listDrafts(tx)).map((draft) => [draft.code, draft]));
    return [...new Set([...newest.keys(), ...drafts.keys()])]
      .map((code) => {
        const last = newest.get(code) ?? null;
        const draft = drafts.get(code) ?? null;
        const now = inForce.get(code) ?? null;
        return {
          code,
          name: last?.definition.name ?? draft?.draft.name ?? code,
          inForce: now,
          coming: last !== null && last.id !== now?.id ? last : null,
          draft,
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  });
}

/** A draft to go on with, or the newest version as a fresh one (`revision` 0). */
export interface OpenFormDraft {
  readonly draft: FormDraft;
  readonly revision: number;
  readonly versions: readonly FormVersion[];
}

/** What the builder begins with, and the versions there are, newest first. @throws Problem `forbidden`, `not-found` */
export async function openFormDraft(ctx: AppContext, actor: Actor, code: string): Promise<OpenFormDraft> {
  authorise(FORM_POLICY, actor, 'edit', actor);
  return readOnly(ctx, actor, async (tx) => {
    const versions = await repo.listVersions(tx, code);
    const [kept] = await repo.listDrafts(tx, code);
    const [newest] = versions;
    if (kept !== undefined) {
      return { draft: kept.draft, revision: kept.revision, versions };
    }
    if (newest === undefined) {
      throw new Problem('not-found', { detail: adminMessages('vi')('unknownForm') });
    }
    return { draft: draftOf(newest.definition), revision: 0, versions };
  });
}
