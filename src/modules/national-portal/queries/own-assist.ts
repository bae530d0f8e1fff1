import type { StaffActor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import { findAssist } from '../repo-assists.ts';
import type { Assist } from '../schema-inbox.ts';

/**
 * An assisted filing that the actor began and has not ended; null for any other. In the caller's transaction.
 * @throws Problem `forbidden`
 */
export async function findOwnAssist(tx: Tx, actor: StaffActor, id: string): Promise<Assist | null> {
  authorise(INBOX_POLICY, actor, 'assist', { centreId: actor.centreId });
  const assist = await findAssist(tx, id);
  return assist?.helperId === actor.accountId && assist.state === 'open' ? assist : null;
}
