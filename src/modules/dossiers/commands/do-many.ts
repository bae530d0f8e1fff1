import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { labelsOf } from '../repo/labels.ts';
import type { ItemResult } from '../schema/work.ts';
import type { Command } from '../schema.ts';
import { execute } from './execute.ts';

/**
 * Gives one command to many dossiers, each in a transaction of its own and by its own rights: one that is refused says why
 * and hinders no other. A repeat of the same request gives each the same answer again.
 * @param done what to say of one that was done
 */
export async function executeMany(
  ctx: AppContext,
  actor: Actor,
  ids: readonly string[],
  command: Command,
  requestId: string,
  done: string,
): Promise<readonly ItemResult[]> {
  const labels = await readOnly(ctx, actor, (tx) => labelsOf(tx, ids));
  const results: ItemResult[] = [];
  for (const id of new Set(ids)) {
    const label = labels.get(id) ?? id;
    try {
      await execute(ctx, actor, { id }, command, itemRequestId(requestId, id));
      results.push({ id, label, ok: true, text: done });
    } catch (error) {
      if (!isProblem(error) || error.status >= 500) {
        throw error;
      }
      results.push({ id, label, ok: false, text: error.details.detail });
    }
  }
  return results;
}
