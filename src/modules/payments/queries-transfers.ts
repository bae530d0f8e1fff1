import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal } from '#platform/time.ts';
import { transferMessages } from './messages-transfers.ts';
import { paymentPolicy } from './policy.ts';
import * as receipts from './repo.ts';
import * as repo from './repo-transfers.ts';
import type { PaymentOrder, ReceivingAccount, StoredNotice } from './schema-transfers.ts';

const SHOWN = 200;

/** A request for whoever has its address. `told`: a service tells of the money, so the page can say when it came. */
export interface ShownOrder {
  readonly order: PaymentOrder;
  readonly told: boolean;
}

/** A request by its address. @throws Problem `not-found` */
export async function getOrder(ctx: AppContext, actor: Actor, token: string): Promise<ShownOrder> {
  authorise(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, async (tx) => {
    const order = await repo.findOrderByToken(tx, token);
    return order === null ? null : { order, told: (await repo.openAccount(tx))?.secretBox != null };
  });
  if (found === null) {
    throw new Problem('not-found', { detail: transferMessages('vi')('order-unknown') });
  }
  return found;
}

/** The account in use. @throws Problem `forbidden` */
export async function findAccount(ctx: AppContext, actor: Actor): Promise<ReceivingAccount | null> {
  authorise(paymentPolicy, actor, 'account', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => (await repo.openAccount(tx))?.account ?? null);
}

/** One day of transfers: what came, what waits, what is still asked for, and whether it agrees with the receipts. Whole đồng. */
export interface TransferDay {
  readonly notices: readonly StoredNotice[];
  readonly waiting: readonly StoredNotice[];
  readonly open: readonly PaymentOrder[];
  readonly totalVnd: number;
  readonly bookedVnd: number;
  readonly waitingVnd: number;
  /** Given back or never ours. */
  readonly otherVnd: number;
  /** Receipts by transfer and by the payment platform of the day, voided ones left out. */
  readonly receiptsVnd: number;
}

function sum(notices: readonly StoredNotice[]): number {
  return notices.reduce((total, { amountVnd }) => total + amountVnd, 0);
}

function isBooked(notice: StoredNotice): boolean {
  return notice.state === 'matched' || notice.settledAs === 'paid';
}

/** The transfers of a local day. @throws Problem `forbidden` */
export async function transfersOfDay(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<TransferDay> {
  authorise(paymentPolicy, actor, 'transfers', { centreId: actor.centreId });
  const from = fromLocal(day, '00:00');
  const to = fromLocal(day.add({ days: 1 }), '00:00');
  return readOnly(ctx, actor, async (tx) => {
    const notices = await repo.listNotices(tx, from, to);
    const taken = await receipts.listBetween(tx, from, to, 10_000);
    const totalVnd = sum(notices);
    const bookedVnd = sum(notices.filter(isBooked));
    const waitingVnd = sum(notices.filter(({ state }) => state === 'new' || state === 'unmatched'));
    return {
      notices,
      waiting: await repo.listWaiting(tx, SHOWN),
      open: await repo.listOpenOrders(tx, SHOWN),
      totalVnd,
      bookedVnd,
      waitingVnd,
      otherVnd: totalVnd - bookedVnd - waitingVnd,
      receiptsVnd: taken
        .filter(({ method, voidedAt }) => (method === 'transfer' || method === 'portal') && voidedAt === null)
        .reduce((total, receipt) => total + receipt.totalVnd, 0),
    };
  });
}

/** Money that waits for a person, of one centre. @throws Problem `forbidden` */
export async function waitingNotices(ctx: AppContext, actor: Actor): Promise<readonly StoredNotice[]> {
  authorise(paymentPolicy, actor, 'transfers', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => repo.listWaiting(tx, SHOWN));
}
