import { readEsmsReport } from '#integrations/sms/esms.ts';
import { readZaloEvent } from '#integrations/zalo/webhook.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { CARRIER_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { CarrierReported } from '../schema.ts';
import { secretsOf } from './tokens.ts';

/** `taken`: kept, or heard before. `refused`: not from the carrier. */
export type TakenReport = 'taken' | 'refused';

async function tell(ctx: AppContext, actor: Actor, report: CarrierReported): Promise<void> {
  await inTransaction(ctx, actor, async (tx) => {
    await ctx.events.emit('carrier.reported', report, { tx, actor, at: ctx.clock.now() });
  });
}

/** A delivery report of an SMS gateway. eSMS signs nothing: the address is the secret. @throws Problem `forbidden` */
export async function takeSmsReport(
  ctx: AppContext,
  actor: Actor,
  token: string,
  query: Readonly<Record<string, string>>,
): Promise<TakenReport> {
  authorise(CARRIER_POLICY, actor, 'report', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, (tx) => repo.findCarrier(tx, { reportToken: token }));
  const report = found?.carrier.kind === 'sms' ? readEsmsReport({ query, body: '' }) : null;
  if (found === null || report === null) {
    return 'refused';
  }
  await tell(ctx, actor, { carrierId: found.carrier.id, ...report });
  return 'taken';
}

/** An event of Zalo; the signature is checked over the bytes as they came. @throws Problem `forbidden` */
export async function takeZaloEvent(
  ctx: AppContext,
  actor: Actor,
  token: string,
  post: { readonly body: Uint8Array; readonly signature: string },
): Promise<TakenReport> {
  authorise(CARRIER_POLICY, actor, 'report', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, (tx) => repo.findCarrier(tx, { reportToken: token }));
  if (found === null || found.carrier.kind !== 'zalo') {
    return 'refused';
  }
  const { oaSecret } = await secretsOf(ctx, found);
  const keys = { appId: found.carrier.connection.appId, oaSecret };
  const read = readZaloEvent(post.body, post.signature, keys);
  if (read.kind === 'refused' || (read.kind === 'event' && oaSecret === '')) {
    return 'refused';
  }
  if (read.kind === 'event' && read.event.event.type === 'received') {
    const { messageId, trackingId, deliveredAt } = read.event.event;
    await tell(ctx, actor, {
      carrierId: found.carrier.id,
      reference: messageId,
      requestId: trackingId,
      state: 'delivered',
      code: '',
      message: '',
      costVnd: null,
      at: deliveredAt ?? read.event.at,
    });
  }
  return 'taken';
}
