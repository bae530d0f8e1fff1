import { execute } from '#modules/dossiers/commands/execute.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { Command } from '#modules/dossiers/schema.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { boardMessages } from '../messages/board.ts';
import type { ItemResult } from '../schema/asks.ts';

const t = boardMessages('vi');

/**
 * Gives each of the chosen dossiers to another person of the unit that holds it, by the dossier's own command and rights.
 * One that is refused says why and hinders no other; a repeat of the same request changes nothing more.
 */
export async function reassignMany(
  ctx: AppContext,
  actor: StaffActor,
  input: { readonly dossierIds: readonly string[]; readonly accountId: string; readonly note: string },
  requestId: string,
): Promise<readonly ItemResult[]> {
  const known = await readOnly(ctx, actor, async (tx) => ({
    who: (await findAccountIn(tx, input.accountId))?.displayName ?? '',
    labels: new Map(
      await Promise.all(
        input.dossierIds.map(async (id) => {
          const dossier = await findDossierIn(tx, { id });
          return [id, dossier?.number ?? dossier?.localNumber ?? id] as const;
        }),
      ),
    ),
  }));
  const results: ItemResult[] = [];
  for (const id of new Set(input.dossierIds)) {
    const label = known.labels.get(id) ?? id;
    const command = Command.parse({ type: 'assign', accountId: input.accountId, note: input.note });
    try {
      await execute(ctx, actor, { id }, command, itemRequestId(requestId, id));
      results.push({ id, label, ok: true, text: t('assigned', { who: known.who }) });
    } catch (error) {
      if (!isProblem(error) || error.status >= 500) {
        throw error;
      }
      results.push({ id, label, ok: false, text: error.details.detail });
    }
  }
  return results;
}
