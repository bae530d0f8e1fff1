import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import '../events.ts';
import type { FollowAnswered, FollowArrived } from '../events.ts';
import { numberOf } from './holder.ts';

/** Live topic of a centre's officers on which its list of what citizens sent is redrawn; the payload holds an id only. */
export function followTopic(centreId: string): string {
  return `staff:${centreId}`;
}

type Named = Pick<Dossier, 'id' | 'number' | 'localNumber'>;

/** Tells officers, and modules above, that a citizen sent something; in the transaction of the sending. */
export async function tellArrived(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  dossier: Named,
  kind: FollowArrived['kind'],
): Promise<void> {
  const at = ctx.clock.now();
  const event = { dossierId: dossier.id, number: numberOf(dossier), kind };
  await ctx.events.emit('follow.arrived', event, { tx, actor, at });
  await ctx.live.publish(tx, followTopic(actor.centreId), { id: dossier.id });
}

/** Tells modules above that the office answered; in the transaction of the answer. */
export async function tellAnswered(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  dossier: Named,
  answer: Pick<FollowAnswered, 'id' | 'kind' | 'outcome'>,
): Promise<void> {
  const at = ctx.clock.now();
  const event = { dossierId: dossier.id, number: numberOf(dossier), ...answer };
  await ctx.events.emit('follow.answered', event, { tx, actor, at });
  await ctx.live.publish(tx, followTopic(actor.centreId), { id: dossier.id });
}
