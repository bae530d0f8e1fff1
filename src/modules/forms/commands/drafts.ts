import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { adminMessages } from '../messages-admin.ts';
import { FORM_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { withKeys } from '../rules/draft.ts';
import { FormKey } from '../schema.ts';
import type { FormDraft } from '../schema-draft.ts';
import { nameOf } from './publish-form.ts';

const t = adminMessages('vi');

/** A draft to keep. `revision`: the one that was read; 0 for none yet. */
export interface SaveFormDraftInput {
  readonly code: string;
  readonly revision: number;
  readonly draft: FormDraft;
  /** The form must not exist yet: it is begun anew or from a copy. */
  readonly fresh?: boolean;
}

/**
 * Keeps what was typed, also while it cannot be right yet. Nobody but its builders sees a draft.
 * @throws Problem `forbidden`; `validation` for a code that is none or taken; `conflict` when somebody else saved meanwhile
 */
export async function saveFormDraft(ctx: AppContext, actor: Actor, input: SaveFormDraftInput): Promise<void> {
  authorise(FORM_POLICY, actor, 'edit', actor);
  const { code, revision, draft } = input;
  const refuse = (message: string) =>
    new Problem('validation', { detail: message, fields: [{ path: 'code', message }] });
  if (!FormKey.safeParse(code).success) {
    throw refuse(t('badCode'));
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const [before] = await repo.listDrafts(tx, code);
    const [newest] = await repo.listVersions(tx, code);
    if (input.fresh === true && (before !== undefined || newest !== undefined)) {
      throw refuse(t('codeTaken', { code }));
    }
    const kept = {
      centreId: actor.centreId,
      code,
      basedOn: before?.basedOn ?? newest?.version ?? null,
      draft: withKeys(draft),
      changedAt: at,
      changedBy: nameOf(actor),
    };
    if (!(await repo.saveDraft(tx, kept, revision))) {
      throw new Problem('conflict', { detail: t('changedByOther', { who: before?.changedBy ?? '' }) });
    }
    const detail = { revision: revision + 1 };
    await record(tx, actor, { action: 'form.draft-saved', subjectType: 'form', subjectId: code, detail }, at);
  });
}

/** Forgets the draft; versions stay as they are. @throws Problem `forbidden`, `not-found` */
export async function dropFormDraft(ctx: AppContext, actor: Actor, code: string): Promise<void> {
  authorise(FORM_POLICY, actor, 'edit', actor);
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await repo.removeDraft(tx, code))) {
      throw new Problem('not-found', { detail: t('noDraft') });
    }
    await record(
      tx,
      actor,
      { action: 'form.draft-dropped', subjectType: 'form', subjectId: code, detail: {} },
      ctx.clock.now(),
    );
  });
}
