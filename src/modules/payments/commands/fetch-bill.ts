import type { BillResult } from '#integrations/payment-platform/answers.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-platform.ts';
import { connectPlatform, noteCallNow } from './platform-line.ts';

/** An electronic receipt that was found. */
export type Bill = Extract<BillResult, { kind: 'address' | 'pdf' }>;

/**
 * Fetches the electronic receipt of a paid payment from the platform.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (not paid, not connected, or refused), `unavailable`
 */
export async function fetchBill(ctx: AppContext, actor: Actor, token: string): Promise<Bill> {
  authorise(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
  const t = platformMessages('vi');
  const payment = await readOnly(ctx, actor, (tx) => repo.findByToken(tx, token));
  if (payment === null) {
    throw new Problem('not-found', { detail: t('payment-unknown') });
  }
  const connected = await connectPlatform(ctx, actor.centreId);
  if (payment.state !== 'paid' || connected === null) {
    throw new Problem('not-allowed-now', { detail: t(connected === null ? 'not-connected' : 'bill-unpaid') });
  }
  const result = await connected.platform.bill(payment.reference, payment.stamp);
  const message = {
    kind: 'GET_BILL',
    reference: payment.reference,
    outcome: result.kind,
    detail: 'why' in result ? result.why : '',
  } as const;
  await noteCallNow(ctx, actor.centreId, message, result.kind === 'unavailable' ? result.why : null);
  switch (result.kind) {
    case 'address':
    case 'pdf':
      return result;
    case 'refused':
      throw new Problem('not-allowed-now', { detail: t('bill-refused', { why: result.why }) });
    case 'unavailable':
      throw new Problem('unavailable', { detail: t('init-unavailable') });
    default:
      return result satisfies never;
  }
}
