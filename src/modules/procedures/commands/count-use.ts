import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';

/**
 * Part of the command that receives a dossier (which has authorised it): counts one use of the procedure, so that the
 * search puts forward what this centre really handles.
 *
 * @param day local day of receipt
 */
export async function countUse(
  tx: Tx,
  actor: Pick<Actor, 'centreId'>,
  code: string,
  day: Temporal.PlainDate,
): Promise<void> {
  await repo.addUse(tx, actor.centreId, code, day);
}
