import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal } from '#platform/time.ts';
import { messages } from './messages.ts';
import { paymentPolicy } from './policy.ts';
import * as repo from './repo.ts';
import type { Receipt } from './schema.ts';

/** Receipts of a dossier, oldest first. @throws Problem `forbidden` */
export async function feesOf(ctx: AppContext, actor: Actor, dossierId: string): Promise<readonly Receipt[]> {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => repo.listOfDossier(tx, dossierId));
}

/** One receipt. @throws Problem `forbidden`, `not-found` */
export async function getReceipt(ctx: AppContext, actor: Actor, id: string): Promise<Receipt> {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  const receipt = await readOnly(ctx, actor, (tx) => repo.findReceipt(tx, id));
  if (receipt === null) {
    throw new Problem('not-found', { detail: messages('vi')('unknown') });
  }
  return receipt;
}

/** The receipts of a local day with what they add up to; voided ones are listed but not counted. */
export interface DayOfReceipts {
  readonly receipts: readonly Receipt[];
  readonly count: number;
  readonly totalVnd: number;
}

/** Lists one day. @throws Problem `forbidden` */
export async function receiptsOfDay(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<DayOfReceipts> {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  const from = fromLocal(day, '00:00');
  const to = fromLocal(day.add({ days: 1 }), '00:00');
  return readOnly(ctx, actor, async (tx) => ({
    receipts: await repo.listBetween(tx, from, to, 1000),
    ...(await repo.sumBetween(tx, from, to)),
  }));
}

/** Series with a gap or a double, for `motcua verify`. */
export async function findBrokenSeries(ctx: AppContext, actor: Actor) {
  authorise(paymentPolicy, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => repo.brokenSeries(tx));
}
