import type { QueryResult } from '#integrations/payment-platform/answers.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-platform.ts';
import { nextQuery } from '../rules/platform.ts';
import type { PlatformPayment } from '../schema-platform.ts';
import { keepPlatformMoney } from './keep-platform-money.ts';
import { type Connected, connectPlatform, noteCall, platformRests } from './platform-line.ts';

/** Payments asked about in one run of the job. */
const BATCH = 50;
/** Where the platform does not answer at all, it is asked on beyond the three days. */
const OUTAGE_HOURS = 6;

function isOpen({ state }: PlatformPayment): boolean {
  return state === 'new' || state === 'waiting';
}

/** What an answer changes, apart from money. */
function changeOf(
  payment: PlatformPayment,
  result: QueryResult,
  now: Temporal.Instant,
  first: number,
): repo.PaymentChange {
  const queries = payment.queries + 1;
  switch (result.kind) {
    case 'paid':
      return { queries, nextQueryAt: null, lastWhy: null };
    case 'failed':
      return {
        queries,
        nextQueryAt: null,
        lastWhy: result.why,
        ...(isOpen(payment) ? { state: 'failed', endedAt: now } : {}),
      };
    case 'pending':
    case 'refused': {
      const next = nextQuery(payment.openedAt, queries, now, first);
      return {
        queries,
        nextQueryAt: next,
        lastWhy: result.kind === 'refused' ? result.why : null,
        ...(next === null && isOpen(payment) ? { state: 'lapsed', endedAt: now } : {}),
      };
    }
    case 'unavailable':
      return {
        queries,
        nextQueryAt: nextQuery(payment.openedAt, queries, now, first) ?? now.add({ hours: OUTAGE_HOURS }),
        lastWhy: result.why,
      };
    default:
      return result satisfies never;
  }
}

async function settle(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  { connection }: Connected,
  id: string,
  result: QueryResult,
): Promise<void> {
  const payment = await repo.lockPayment(tx, id);
  if (payment === null) {
    return;
  }
  await noteCall(
    ctx,
    tx,
    centreId,
    {
      kind: 'QUERY',
      reference: payment.reference,
      outcome: result.kind,
      detail: 'why' in result ? result.why : '',
    },
    result.kind === 'unavailable' ? result.why : null,
  );
  if (result.kind === 'paid') {
    await keepPlatformMoney(ctx, tx, centreId, connection, result.message);
  }
  await repo.changePayment(tx, id, changeOf(payment, result, ctx.clock.now(), connection.firstQueryMinutes));
}

async function ask(ctx: AppContext, actor: Actor, connected: Connected, payment: PlatformPayment) {
  const result = await connected.platform.query(payment.reference, payment.stamp);
  await inTransaction(ctx, actor, (tx) => settle(ctx, tx, actor.centreId, connected, payment.id, result));
}

/**
 * Asks about every payment whose time has come; stops when the line is given a rest. Money that is found is kept and booked as a call-back's is, and the same number told
 * by both counts once.
 * @throws Problem `forbidden`
 */
export async function queryDuePayments(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(paymentPolicy, actor, 'match', { centreId: actor.centreId });
  const connected = await connectPlatform(ctx, actor.centreId);
  if (connected === null) {
    return;
  }
  const due = await readOnly(ctx, actor, (tx) => repo.listDue(tx, ctx.clock.now(), BATCH));
  for (const id of due) {
    if (await platformRests(ctx, actor.centreId)) {
      return;
    }
    const payment = await inTransaction(ctx, actor, (tx) => repo.lockPayment(tx, id));
    if (payment !== null) {
      await ask(ctx, actor, connected, payment);
    }
  }
}

/**
 * Asks about one payment at once, because the payer or an officer says that it was paid.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (not connected), `unavailable`
 */
export async function queryPaymentNow(ctx: AppContext, actor: Actor, token: string): Promise<void> {
  authorise(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
  const t = platformMessages('vi');
  const payment = await readOnly(ctx, actor, (tx) => repo.findByToken(tx, token));
  if (payment === null) {
    throw new Problem('not-found', { detail: t('payment-unknown') });
  }
  if (payment.nextQueryAt === null) {
    return;
  }
  const connected = await connectPlatform(ctx, actor.centreId);
  if (connected === null) {
    throw new Problem('not-allowed-now', { detail: t('not-connected') });
  }
  if (await platformRests(ctx, actor.centreId)) {
    throw new Problem('unavailable', { detail: t('rests') });
  }
  await ask(ctx, systemActor(actor.centreId, 'payments'), connected, payment);
}
