import { randomBytes } from 'node:crypto';
import { SsoFailure } from '#integrations/sso/port.ts';
import type { Actor } from '#platform/actor.ts';
import { circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { signOnMessages } from '../../messages-sign-on.ts';
import { IDENTITY_POLICY } from '../../policy.ts';
import { findKiosk } from '../../repo/citizens.ts';
import { circuitOf, insertRequest } from '../../repo/sign-on.ts';
import { SIGN_ON_MINUTES } from '../../rules/sign-on.ts';
import { makeToken, readToken } from '../../rules/token.ts';
import type { Audience, SignOnPurpose } from '../../schema/sign-on.ts';
import { connect, throughCircuit } from './connect.ts';

/** What a sign-on begins with. */
export interface BeginSignOn {
  readonly audience: Audience;
  readonly purpose: SignOnPurpose;
  /** The page of ours that the browser comes back to, registered at the provider. */
  readonly redirectUri: string;
  /** Where to go afterwards; a path that was checked to be ours. Stays here, never travels. */
  readonly returnTo: string;
  /** What the QR code of a kiosk held. */
  readonly phoneToken?: string | undefined;
}

/** Where to send the browser, and what its cookie holds. */
export interface BegunSignOn {
  readonly url: string;
  readonly browserToken: string;
}

function random(): string {
  return randomBytes(32).toString('base64url');
}

/** The refusal while the provider does not answer; it names the other way in. */
function down(audience: Audience): Problem {
  return new Problem('unavailable', { detail: signOnMessages('vi')(`down-${audience}`), retryAfter: 60 });
}

async function kioskOf(ctx: AppContext, centreId: string, token: string | undefined): Promise<string> {
  const parsed = readToken(token);
  const kiosk =
    parsed?.centreId === centreId
      ? await readOnly(ctx, parsed, (tx) => findKiosk(tx, 'phone_hash', parsed.hash, ctx.clock.now()))
      : undefined;
  if (kiosk === undefined || kiosk.confirmedAt !== null) {
    throw new Problem('gone', { detail: signOnMessages('vi')('kiosk-gone') });
  }
  return kiosk.id;
}

/**
 * Begins a sign-on: what the answer will be compared with is kept here, bound to the browser by its cookie.
 * @throws Problem `not-allowed-now` (not connected), `unavailable` (provider down), `forbidden` (link), `gone` (kiosk)
 */
export async function beginSignOn(ctx: AppContext, actor: Actor, input: BeginSignOn): Promise<BegunSignOn> {
  const { audience, purpose } = input;
  const { centreId } = actor;
  const accountId = purpose === 'link' && actor.kind === 'staff' ? actor.accountId : null;
  if (purpose === 'link') {
    authorise(IDENTITY_POLICY, actor, 'self.sign-on', { centreId, assigneeId: accountId });
  }
  const connected = centreId === '' ? undefined : await connect(ctx, centreId, audience);
  if (connected === undefined) {
    throw new Problem('not-allowed-now', { detail: signOnMessages('vi')('off') });
  }
  const kioskId = purpose === 'kiosk' ? await kioskOf(ctx, centreId, input.phoneToken) : null;
  const now = ctx.clock.now();
  const circuit = await readOnly(ctx, actor, (tx) => findCircuit(tx, circuitOf(audience)));
  if (circuitState(circuit, now) === 'open') {
    throw down(audience);
  }
  const secrets = { state: random(), nonce: random(), verifier: random(), redirectUri: input.redirectUri };
  try {
    // To link, and at a kiosk, the person proves anew who they are: a colleague may still be signed in there.
    const url = await throughCircuit(ctx, centreId, audience, () =>
      connected.client.begin(secrets, purpose !== 'sign-in'),
    );
    const browser = makeToken(centreId, randomBytes(32));
    const request = {
      id: newId(),
      centreId,
      audience,
      purpose,
      ...secrets,
      returnTo: input.returnTo,
      accountId,
      kioskId,
      createdAt: now,
      expiresAt: now.add({ minutes: SIGN_ON_MINUTES }),
    };
    await inTransaction(ctx, actor, (tx) => insertRequest(tx, request, browser.hash));
    return { url, browserToken: browser.text };
  } catch (error) {
    if (error instanceof SsoFailure) {
      throw down(audience);
    }
    throw error;
  }
}
