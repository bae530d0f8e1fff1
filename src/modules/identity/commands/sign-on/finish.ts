import { SsoFailure, type SsoFault, type SsoIdentity } from '#integrations/sso/port.ts';
import { needsUserInfo } from '#integrations/vneid/claims.ts';
import { record } from '#modules/audit/commands/record.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { sameSecret } from '#platform/same-secret.ts';
import { signOnMessages } from '../../messages-sign-on.ts';
import { keepIdToken, lockRequest, useRequest } from '../../repo/sign-on.ts';
import { SIGN_OUT_HOURS } from '../../rules/sign-on.ts';
import { readToken } from '../../rules/token.ts';
import type { Audience, SignOnRequest, SignOnSettings } from '../../schema/sign-on.ts';
import type { Origin } from '../../schema.ts';
import { sealSecret } from '../secret-box.ts';
import { connect, throughCircuit } from './connect.ts';

/** The words for a sign-on that came to nothing. */
function refusal(fault: SsoFault): Problem {
  const detail = signOnMessages('vi')(`fault-${fault}`);
  return new Problem(fault === 'unavailable' ? 'unavailable' : 'unauthenticated', { detail });
}

/** Enters a refused sign-on into the trail. Only a browser that began one can cause an entry, and only one for each. */
export async function refuseSignOn(
  ctx: AppContext,
  request: SignOnRequest,
  why: string,
  origin: Origin,
): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx, request, (tx) =>
    record(
      tx,
      { kind: 'public', centreId: request.centreId },
      {
        action: 'identity.sign-on-refused',
        subjectType: 'sign-on',
        subjectId: request.id,
        detail: { audience: request.audience, purpose: request.purpose, why, ip: origin.ip },
      },
      at,
    ),
  );
}

/** A sign-on whose answer holds. What it opens is the caller's to decide. */
export interface ProvenSignOn {
  readonly request: SignOnRequest;
  readonly identity: SsoIdentity;
  readonly settings: SignOnSettings;
}

async function takeRequest(
  ctx: AppContext,
  audience: Audience,
  browserToken: string | undefined,
  state: string,
): Promise<SignOnRequest> {
  const parsed = readToken(browserToken);
  const request =
    parsed &&
    (await inTransaction(ctx, parsed, async (tx) => {
      const at = ctx.clock.now();
      const found = await lockRequest(tx, parsed.hash, audience, at);
      // A forged answer must not use up the sign-on that is really under way.
      if (found === undefined || !sameSecret(state, found.state)) {
        return undefined;
      }
      await useRequest(tx, found.id, at);
      return found;
    }));
  if (request === undefined) {
    throw refusal('state');
  }
  return request;
}

/**
 * Checks the answer that the browser brought back. Good once, only in the browser that began, within ten minutes.
 * @param callbackUrl the whole address that the browser came back to
 * @throws Problem `unauthenticated` (the answer does not hold; the trail says why), `unavailable` (provider down)
 */
export async function finishSignOn(
  ctx: AppContext,
  audience: Audience,
  browserToken: string | undefined,
  callbackUrl: URL,
  origin: Origin,
): Promise<ProvenSignOn> {
  const state = callbackUrl.searchParams.get('state') ?? '';
  const request = await takeRequest(ctx, audience, browserToken, state);
  const connected = await connect(ctx, request.centreId, audience);
  if (connected === undefined) {
    throw new Problem('not-allowed-now', { detail: signOnMessages('vi')('off') });
  }
  const needsMore = audience === 'citizen' ? needsUserInfo : () => false;
  try {
    const identity = await throughCircuit(ctx, request.centreId, audience, () =>
      connected.client.finish(request, callbackUrl, needsMore),
    );
    return { request, identity, settings: connected.settings };
  } catch (error) {
    if (error instanceof SsoFailure) {
      await refuseSignOn(ctx, request, error.fault, origin);
      throw refusal(error.fault);
    }
    throw error;
  }
}

/** Keeps, sealed, what signing out at the provider needs. */
export async function keepForSignOut(
  ctx: AppContext,
  { request, identity }: ProvenSignOn,
  accountId: string | null,
): Promise<void> {
  const box = await sealSecret(ctx.config, request.id, identity.idToken);
  const until = ctx.clock.now().add({ hours: SIGN_OUT_HOURS });
  await inTransaction(ctx, request, (tx) => keepIdToken(tx, request.id, accountId, box, until));
}
