import { createHash } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { adminMessages } from '../messages-admin.ts';
import { FORM_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { definitionOf } from '../rules/draft.ts';
import { unsound } from '../rules/sound.ts';
import type { FormDefinition, FormVersion } from '../schema.ts';
import type { FormDraft } from '../schema-draft.ts';

const t = adminMessages('vi');

/** Who did it, as the list of versions names them. */
export function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.displayName : actor.kind === 'system' ? actor.name : actor.kind;
}

const digest = (definition: FormDefinition) =>
  createHash('sha256').update(JSON.stringify(definition)).digest();

/**
 * Adds a version inside a running transaction; the same definition as the newest adds nothing.
 * @returns null when nothing changed
 */
async function addVersionIn(
  tx: Tx,
  actor: Actor,
  definition: FormDefinition,
  validFrom: Temporal.PlainDate,
  at: Temporal.Instant,
): Promise<FormVersion | null> {
  const { code } = definition;
  const newest = await repo.lockForm(tx, { centreId: actor.centreId, code, at });
  const sha256 = digest(definition);
  if (newest !== null && Buffer.from(newest.sha256).equals(sha256)) {
    return null;
  }
  if (newest !== null && Temporal.PlainDate.compare(validFrom, newest.validFrom) < 0) {
    const message = t('beforeNewest', { day: newest.validFrom.toLocaleString('vi-VN') });
    throw new Problem('validation', { detail: message, fields: [{ path: 'validFrom', message }] });
  }
  const added: FormVersion = {
    id: newId(),
    code,
    version: (newest?.version ?? 0) + 1,
    validFrom,
    definition,
    createdAt: at,
    createdBy: nameOf(actor),
  };
  await repo.addVersion(tx, { ...added, centreId: actor.centreId, sha256 });
  await record(
    tx,
    actor,
    {
      action: 'form.published',
      subjectType: 'form',
      subjectId: code,
      detail: { version: added.version, validFrom: validFrom.toString() },
    },
    at,
  );
  return added;
}

/** What is put in force: the draft that was read (`revision` 0: none kept yet), and its first local day. */
export interface PublishInput {
  readonly code: string;
  readonly revision: number;
  readonly draft: FormDraft;
  /** `YYYY-MM-DD`, today or later. */
  readonly validFrom: string;
}

/**
 * Publishes what stands in the builder as a new version from a local day. Preparations and dossiers that began with an
 * older one keep it. The day is not in the past.
 * @throws Problem `forbidden`; `validation` naming each place that cannot be right; `conflict` when somebody else saved
 *   meanwhile
 */
export async function publishForm(
  ctx: AppContext,
  actor: Actor,
  input: PublishInput,
): Promise<FormVersion | null> {
  authorise(FORM_POLICY, actor, 'publish', actor);
  const at = ctx.clock.now();
  const today = localDay(at).toString();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(input.validFrom) || input.validFrom < today) {
    const message = t('validFromPast');
    throw new Problem('validation', { detail: message, fields: [{ path: 'validFrom', message }] });
  }
  const read = definitionOf(input.draft, input.code, today);
  if (!read.ok) {
    throw new Problem('validation', { detail: t('cannotPublish'), fields: [...read.fields] });
  }
  return inTransaction(ctx, actor, async (tx) => {
    const [draft] = await repo.listDrafts(tx, input.code);
    if ((draft?.revision ?? 0) !== input.revision) {
      throw new Problem('conflict', { detail: t('changedByOther', { who: draft?.changedBy ?? '' }) });
    }
    const added = await addVersionIn(
      tx,
      actor,
      read.definition,
      Temporal.PlainDate.from(input.validFrom),
      at,
    );
    await repo.removeDraft(tx, input.code);
    return added;
  });
}

/**
 * Puts a definition of a file in force from today, as a set-up does. The same again changes nothing.
 * @throws Problem `forbidden`; `validation` when it cannot be right
 */
export async function loadForm(
  ctx: AppContext,
  actor: Actor,
  definition: FormDefinition,
): Promise<FormVersion | null> {
  authorise(FORM_POLICY, actor, 'publish', actor);
  const at = ctx.clock.now();
  const wrong = unsound(definition, localDay(at).toString());
  if (wrong.length > 0) {
    throw new Problem('validation', {
      detail: `${definition.code}: ${t('cannotPublish')}`,
      fields: [...wrong],
    });
  }
  return inTransaction(ctx, actor, (tx) => addVersionIn(tx, actor, definition, localDay(at), at));
}
