import type { Actor } from '#platform/actor.ts';
import { type Circuit, type CircuitState, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal } from '#platform/time.ts';
import { platformMessages } from './messages-platform.ts';
import { paymentPolicy } from './policy.ts';
import * as repo from './repo-platform.ts';
import { openAccount } from './repo-transfers.ts';
import { PLATFORM_LINE } from './rules/platform.ts';
import type { PlatformMessage, PlatformPayment, PlatformSettings } from './schema-platform.ts';

const SHOWN = 500;

/** The settings in use. @throws Problem `forbidden` */
export async function platformSettings(ctx: AppContext, actor: Actor): Promise<PlatformSettings | null> {
  authorise(paymentPolicy, actor, 'account', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => (await repo.findPlatform(tx))?.settings ?? null);
}

/** Ways of paying that a centre offers. @throws Problem `forbidden` */
export async function waysToPay(
  ctx: AppContext,
  actor: Actor,
): Promise<{ readonly platform: boolean; readonly transfer: boolean }> {
  authorise(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => ({
    platform: ((await repo.findPlatform(tx))?.settings.connection.mode ?? 'off') !== 'off',
    transfer: (await openAccount(tx)) !== null,
  }));
}

/** A payment by its address, for whoever has it. @throws Problem `forbidden`, `not-found` */
export async function getPlatformPayment(
  ctx: AppContext,
  actor: Actor,
  token: string,
): Promise<PlatformPayment> {
  authorise(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, (tx) => repo.findByToken(tx, token));
  if (found === null) {
    throw new Problem('not-found', { detail: platformMessages('vi')('payment-unknown') });
  }
  return found;
}

/** The line to the platform and the payments of a day with those still open. */
export interface PlatformDay {
  readonly mode: 'off' | 'direct' | 'relay';
  readonly circuit: Circuit;
  readonly circuitState: CircuitState;
  readonly payments: readonly PlatformPayment[];
  readonly waiting: number;
}

/** What an officer sees of a local day. @throws Problem `forbidden` */
export async function platformDay(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<PlatformDay> {
  authorise(paymentPolicy, actor, 'transfers', { centreId: actor.centreId });
  const from = fromLocal(day, '00:00');
  const to = fromLocal(day.add({ days: 1 }), '00:00');
  return readOnly(ctx, actor, async (tx) => {
    const circuit = await findCircuit(tx, PLATFORM_LINE);
    const payments = await repo.listPayments(tx, from, to, SHOWN);
    return {
      mode: (await repo.findPlatform(tx))?.settings.connection.mode ?? 'off',
      circuit,
      circuitState: circuitState(circuit, ctx.clock.now()),
      payments,
      waiting: payments.filter(({ state }) => state === 'new' || state === 'waiting').length,
    };
  });
}

/** One payment with what was said about it. @throws Problem `forbidden`, `not-found` */
export async function platformExchange(
  ctx: AppContext,
  actor: Actor,
  token: string,
): Promise<{ readonly payment: PlatformPayment; readonly messages: readonly PlatformMessage[] }> {
  authorise(paymentPolicy, actor, 'transfers', { centreId: actor.centreId });
  const payment = await getPlatformPayment(ctx, actor, token);
  return {
    payment,
    messages: await readOnly(ctx, actor, (tx) => repo.listMessages(tx, payment.reference)),
  };
}
