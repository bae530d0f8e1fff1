import { record } from '#modules/audit/commands/record.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { PREPARATION_POLICY } from '../policy.ts';
import { deletePreparation, emptyPreparation, findPreparation, listExpired } from '../repo.ts';
import { deleteFile, listFiles, listWaiting, markClean, markHandedOn } from '../repo-files.ts';
import type { Preparation, PreparedFile } from '../schema.ts';
import { preparedFileKey } from '../store-keys.ts';
import { uploadPapers } from './hand-on.ts';
import { lookAt } from './scanner.ts';

/** How many are worked on in one go; the rest follows with the next. */
const AT_ONCE = 50;

/**
 * Deletes drafts whose time is over and empties used ones: the dossier has it all (Luật 91/2025: no longer than needed).
 * @returns how many
 * @throws Problem `forbidden`
 */
export async function forgetExpired(ctx: AppContext, actor: SystemActor): Promise<number> {
  authorise(PREPARATION_POLICY, actor, 'tend', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const keys = new Set<string>();
  const count = await inTransaction(ctx, actor, async (tx) => {
    keys.clear();
    const expired = await listExpired(tx, at, AT_ONCE);
    for (const { id, centreId, use } of expired) {
      for (const file of await listFiles(tx, id)) {
        keys.add(preparedFileKey({ ...file, centreId }));
      }
      await (use === null ? deletePreparation(tx, id) : emptyPreparation(tx, id));
    }
    if (expired.length > 0) {
      await record(
        tx,
        actor,
        {
          action: 'preparation.forget',
          subjectType: 'centre',
          subjectId: actor.centreId,
          detail: {
            drafts: expired.filter(({ use }) => use === null).length,
            used: expired.filter(({ use }) => use !== null).length,
          },
        },
        at,
      );
    }
    return expired.length;
  });
  for (const key of keys) {
    await ctx.storage.delete(key).catch(() => undefined);
  }
  return count;
}

/** Adds what was held back to the dossier that it belongs to by now. A dossier that is over takes nothing any more. */
async function followUp(
  ctx: AppContext,
  actor: SystemActor,
  preparation: Preparation,
  file: PreparedFile,
): Promise<void> {
  const { use } = preparation;
  const dossier =
    use === null ? null : await readOnly(ctx, actor, (tx) => findDossierIn(tx, { id: use.dossierId }));
  if (dossier === null) {
    return;
  }
  const paper = dossier.papers.find(({ key }) => key === file.paperKey);
  const named = [{ id: file.paperKey, name: paper?.name ?? file.name }];
  const handed = await uploadPapers(ctx, preparation, [{ ...file, state: 'clean' }], named);
  for (const id of handed.get(file.paperKey) ?? []) {
    try {
      await execute(
        ctx,
        actor,
        { id: dossier.id },
        { type: 'add-file', file: { id, name: file.name }, paperKey: paper?.key ?? null },
        itemRequestId(file.id, 'add-file'),
      );
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      ctx.log.warn(
        { file: file.id, why: error.details.detail },
        'a late file of a preparation was not taken',
      );
    }
  }
  await inTransaction(ctx, actor, (tx) => markHandedOn(tx, [file.id]));
}

/** One held-back file. @returns false when the scanner gave no answer, and the rest can wait as well */
async function lookAgain(ctx: AppContext, actor: SystemActor, file: PreparedFile): Promise<boolean> {
  const key = preparedFileKey({ ...file, centreId: actor.centreId });
  const bytes = await ctx.storage.get(key).catch(() => undefined);
  const look =
    bytes === undefined ? ({ clean: false, name: 'mất tệp' } as const) : await lookAt(ctx, actor, bytes);
  if (look === 'away') {
    return false;
  }
  if (look !== 'off' && !look.clean) {
    await inTransaction(ctx, actor, async (tx) => {
      await deleteFile(tx, file.preparationId, file.id);
      await record(
        tx,
        actor,
        {
          action: 'preparation.infected',
          subjectType: 'preparation',
          subjectId: file.preparationId,
          detail: { found: look.name, sha256: file.sha256 },
        },
        ctx.clock.now(),
      );
    });
    await ctx.storage.delete(key).catch(() => undefined);
    return true;
  }
  const preparation = await inTransaction(ctx, actor, async (tx) => {
    await markClean(tx, file.id);
    return findPreparation(tx, { id: file.preparationId });
  });
  if (preparation !== null) {
    await followUp(ctx, actor, preparation, file);
  }
  return true;
}

/**
 * Lets the scanner look at what it could not look at when it came, oldest first; what it finds nothing in goes on to the
 * dossier where there is one already.
 * @throws Problem `forbidden`
 */
export async function scanWaiting(ctx: AppContext, actor: SystemActor): Promise<void> {
  authorise(PREPARATION_POLICY, actor, 'tend', { centreId: actor.centreId });
  for (const file of await readOnly(ctx, actor, (tx) => listWaiting(tx, AT_ONCE))) {
    if (!(await lookAgain(ctx, actor, file))) {
      return;
    }
  }
}
