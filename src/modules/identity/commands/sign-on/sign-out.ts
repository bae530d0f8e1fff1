import { SsoFailure } from '#integrations/sso/port.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { takeIdToken } from '../../repo/sign-on.ts';
import { readToken } from '../../rules/token.ts';
import type { Audience } from '../../schema/sign-on.ts';
import { openSecret } from '../secret-box.ts';
import { connect } from './connect.ts';

/**
 * The address that ends the provider's session, too; undefined when this browser did not sign on by it, when it offers none, or does
 * not answer: being out here never waits for being out there.
 * @param returnTo whole address of ours that the provider sends the browser back to
 */
export async function endAtProvider(
  ctx: AppContext,
  audience: Audience,
  browserToken: string | undefined,
  returnTo: string,
): Promise<string | undefined> {
  const parsed = readToken(browserToken);
  const kept =
    parsed &&
    (await inTransaction(ctx, parsed, (tx) => takeIdToken(tx, parsed.hash, audience, ctx.clock.now())));
  const connected = kept && (await connect(ctx, parsed.centreId, audience));
  if (!connected) {
    return undefined;
  }
  try {
    const idToken = await openSecret(ctx.config, kept.id, kept.box);
    return await connected.client.endSessionUrl(returnTo, idToken);
  } catch (error) {
    if (error instanceof SsoFailure) {
      ctx.log.warn({ audience, why: error.message }, 'no sign-out at the provider');
      return undefined;
    }
    throw error;
  }
}
