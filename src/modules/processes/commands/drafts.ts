import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { editorMessages } from '../editor-messages.ts';
import { processPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { definitionOf, withKeys } from '../rules/draft.ts';
import type { ProcessDraft } from '../schema/draft.ts';
import { addVersionIn, type LoadedProcess, refuseUnsound } from './load-process.ts';

const t = editorMessages('vi');

/** Who did it, as the list of versions names them. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.displayName : actor.kind === 'system' ? actor.name : actor.kind;
}

/** A draft to keep. `revision` is the one that was read; 0 for none yet. */
export interface SaveDraftInput {
  readonly code: string;
  readonly revision: number;
  readonly draft: ProcessDraft;
}

/** {@link saveDraft} inside a running transaction. */
export async function saveDraftIn(
  tx: Tx,
  actor: Actor,
  { code, revision, draft }: SaveDraftInput,
  at: Temporal.Instant,
): Promise<void> {
  const [before] = await repo.listDrafts(tx, code);
  const basedOn = before?.basedOn ?? (await repo.findNewest(tx, code))?.version ?? null;
  const kept = { code, basedOn, draft: withKeys(draft), changedAt: at, changedBy: nameOf(actor) };
  if (!(await repo.saveDraft(tx, kept, revision))) {
    throw new Problem('conflict', { detail: t('changedByOther', { who: before?.changedBy ?? '' }) });
  }
  await record(
    tx,
    actor,
    {
      action: 'process.draft-saved',
      subjectType: 'process',
      subjectId: code,
      detail: { revision: revision + 1 },
    },
    at,
  );
}

/**
 * Keeps what was typed, also while it is not sound yet. Running dossiers and new ones notice nothing of a draft.
 * @throws Problem `forbidden`; `conflict` when somebody else saved meanwhile
 */
export async function saveDraft(ctx: AppContext, actor: Actor, input: SaveDraftInput): Promise<void> {
  authorise(processPolicy, actor, 'edit', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, (tx) => saveDraftIn(tx, actor, input, at));
}

/** Forgets the draft; versions stay as they are. @throws Problem `forbidden`, `not-found` */
export async function dropDraft(ctx: AppContext, actor: Actor, code: string): Promise<void> {
  authorise(processPolicy, actor, 'edit', { centreId: actor.centreId });
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await repo.removeDraft(tx, code))) {
      throw new Problem('not-found', { detail: t('noDraft') });
    }
    await record(
      tx,
      actor,
      { action: 'process.draft-dropped', subjectType: 'process', subjectId: code, detail: {} },
      ctx.clock.now(),
    );
  });
}

/**
 * Puts what was typed in force from a local day, as a new version. Dossiers that began in an older version keep it; new
 * ones take this from that day. The day is not in the past, so that no dossier's process is rewritten.
 * @throws Problem `forbidden`; `validation` with fields, or with everything that is unsound; `conflict` when somebody
 *   else saved or put a version in force meanwhile
 */
export async function putInForce(
  ctx: AppContext,
  actor: Actor,
  input: SaveDraftInput & { readonly validFrom: string },
): Promise<LoadedProcess> {
  authorise(processPolicy, actor, 'load', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const today = localDay(at).toString();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(input.validFrom) || input.validFrom < today) {
    const message = t('validFromPast');
    throw new Problem('validation', { detail: message, fields: [{ path: 'validFrom', message }] });
  }
  const read = definitionOf(input.draft, input.code, input.validFrom);
  if (!read.ok) {
    throw new Problem('validation', { detail: t('unreadableDraft'), fields: [...read.fields] });
  }
  refuseUnsound(read.definition);
  return inTransaction(ctx, actor, async (tx) => {
    const [draft] = await repo.listDrafts(tx, input.code);
    if ((draft?.revision ?? 0) !== input.revision) {
      throw new Problem('conflict', { detail: t('changedByOther', { who: draft?.changedBy ?? '' }) });
    }
    const loaded = await addVersionIn(tx, actor, read.definition, at);
    await repo.removeDraft(tx, input.code);
    return loaded;
  });
}
