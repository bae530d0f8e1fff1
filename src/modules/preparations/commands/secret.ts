import { createHmac } from 'node:crypto';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import { makeToken, type Token } from '#modules/identity/rules/token.ts';
import type { AppContext } from '#platform/context.ts';

/**
 * The secret of a draft's address, made of the request that began it and the installation's key: the same request gets
 * the same address again, a citizen's own list can name it, and the database alone opens nothing.
 */
export async function tokenFor(
  ctx: Pick<AppContext, 'config'>,
  centreId: string,
  requestId: string,
): Promise<Token> {
  const key = await installationKey(ctx.config, 'preparations');
  return makeToken(centreId, createHmac('sha256', key).update(`${centreId}/${requestId}`).digest());
}
