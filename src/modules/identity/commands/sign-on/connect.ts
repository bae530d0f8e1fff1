import { ssoClient } from '#integrations/sso/client.ts';
import { SsoFailure, type SsoPort } from '#integrations/sso/port.ts';
import { noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { circuitOf, findSettings, type StoredSettings } from '../../repo/sign-on.ts';
import { SIGN_ON_CIRCUIT } from '../../rules/sign-on.ts';
import type { Audience, SignOnSettings } from '../../schema/sign-on.ts';
import { openSecret } from '../secret-box.ts';

interface Kept {
  readonly version: string;
  readonly client: SsoPort;
}

/** Clients by centre and audience: they know the provider's description, and are made anew when the settings change. */
const clients = new WeakMap<AppContext, Map<string, Kept>>();

/** The client of stored settings. */
export async function clientOf(ctx: AppContext, centreId: string, stored: StoredSettings): Promise<SsoPort> {
  const { settings, secretBox } = stored;
  const mine = clients.get(ctx) ?? new Map<string, Kept>();
  clients.set(ctx, mine);
  const key = `${centreId} ${settings.audience}`;
  const kept = mine.get(key);
  if (kept?.version === settings.version) {
    return kept.client;
  }
  const secret = secretBox === null ? '' : await openSecret(ctx.config, settings.version, secretBox);
  const client = ssoClient(settings.connection, secret);
  mine.set(key, { version: settings.version, client });
  return client;
}

/** A connection that is on, with its client. */
export interface Connected {
  readonly settings: SignOnSettings;
  readonly client: SsoPort;
}

/** The connection of a centre; undefined while it is off. */
export async function connect(
  ctx: AppContext,
  centreId: string,
  audience: Audience,
): Promise<Connected | undefined> {
  const stored = await readOnly(ctx, { centreId }, (tx) => findSettings(tx, audience));
  return stored?.settings.connection.mode === 'on'
    ? { settings: stored.settings, client: await clientOf(ctx, centreId, stored) }
    : undefined;
}

/**
 * Calls the provider and notes in the circuit how it went.
 * @throws SsoFailure as the call does
 */
export async function throughCircuit<T>(
  ctx: AppContext,
  centreId: string,
  audience: Audience,
  call: () => Promise<T>,
): Promise<T> {
  const note = (failure: SsoFailure | undefined) =>
    inTransaction(ctx, { centreId }, async (tx) => {
      const why = failure?.fault === 'unavailable' ? failure.message : null;
      await noteCircuit(tx, centreId, circuitOf(audience), why, ctx.clock.now(), SIGN_ON_CIRCUIT);
    });
  try {
    const answer = await call();
    await note(undefined);
    return answer;
  } catch (error) {
    if (error instanceof SsoFailure) {
      await note(error);
      ctx.log.warn({ audience, fault: error.fault, why: error.message }, 'sign-on failed');
    }
    throw error;
  }
}
