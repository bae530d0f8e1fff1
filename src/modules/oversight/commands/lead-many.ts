import { executeMany } from '#modules/dossiers/commands/do-many.ts';
import type { ItemResult } from '#modules/dossiers/schema/work.ts';
import { Command } from '#modules/dossiers/schema.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { boardMessages } from '../messages/board.ts';

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
  const { accountId, note, dossierIds } = input;
  const person = await readOnly(ctx, actor, (tx) => findAccountIn(tx, accountId));
  const command = Command.parse({ type: 'assign', accountId, note });
  const done = boardMessages('vi')('assigned', { who: person?.displayName ?? '' });
  return executeMany(ctx, actor, dossierIds, command, requestId, done);
}
