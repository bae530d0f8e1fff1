import { paymentPlatform } from '#integrations/payment-platform/client.ts';
import {
  type OpenConnection,
  type PaymentPlatform,
  PlatformSecrets,
} from '#integrations/payment-platform/port.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import { type CircuitPlan, circuitState } from '#platform/circuit.ts';
import { findCircuit, noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import * as repo from '../repo-platform.ts';
import { PLATFORM_LINE } from '../rules/platform.ts';
import type { PlatformMessage } from '../schema-platform.ts';

const PLAN: CircuitPlan = { openAfter: 5, firstRest: 60, longestRest: 15 * 60 };

/** A centre's connection to the platform. */
export interface Connected {
  readonly connection: OpenConnection;
  readonly secrets: PlatformSecrets;
  readonly platform: PaymentPlatform;
}

/** The connection of a centre; null while it has none. */
export async function connectPlatform(ctx: AppContext, centreId: string): Promise<Connected | null> {
  const found = await readOnly(ctx, { centreId }, repo.findPlatform);
  if (found === null || found.settings.connection.mode === 'off') {
    return null;
  }
  const { connection, version } = found.settings;
  const secrets = PlatformSecrets.parse(
    found.secretBox === null ? {} : JSON.parse(await openSecret(ctx.config, version, found.secretBox)),
  );
  const platform = paymentPlatform(connection, secrets);
  return platform === null ? null : { connection, secrets, platform };
}

/** Whether the line rests now. */
export async function platformRests(ctx: AppContext, centreId: string): Promise<boolean> {
  const circuit = await readOnly(ctx, { centreId }, (tx) => findCircuit(tx, PLATFORM_LINE));
  return circuitState(circuit, ctx.clock.now()) === 'open';
}

/** Keeps what was said about a payment. */
export async function say(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  message: Omit<PlatformMessage, 'id' | 'at'>,
): Promise<void> {
  await repo.addMessage(tx, centreId, { ...message, id: newId(), at: ctx.clock.now() });
}

/** Notes one call of ours with its outcome, and what it means for the line. @param why null when the platform answered at all */
export async function noteCall(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  message: Omit<PlatformMessage, 'id' | 'at' | 'direction'>,
  why: string | null,
): Promise<void> {
  await noteCircuit(tx, centreId, PLATFORM_LINE, why, ctx.clock.now(), PLAN);
  await say(ctx, tx, centreId, { ...message, direction: 'out' });
}

/** As {@link noteCall}, in a transaction of its own. */
export async function noteCallNow(
  ctx: AppContext,
  centreId: string,
  message: Omit<PlatformMessage, 'id' | 'at' | 'direction'>,
  why: string | null,
): Promise<void> {
  await inTransaction(ctx, { centreId }, (tx) => noteCall(ctx, tx, centreId, message, why));
}
