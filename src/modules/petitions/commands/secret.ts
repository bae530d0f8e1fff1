import { createHmac } from 'node:crypto';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import { makeToken, type Token } from '#modules/identity/rules/token.ts';
import type { AppContext } from '#platform/context.ts';
import { sameSecret } from '#platform/same-secret.ts';

type HasConfig = Pick<AppContext, 'config'>;

async function digest(ctx: HasConfig, centreId: string, purpose: string, requestId: string): Promise<Buffer> {
  const key = await installationKey(ctx.config, 'petitions');
  return createHmac('sha256', key).update(`${centreId}/${purpose}/${requestId}`).digest();
}

/**
 * The secret of the sender's address, made of the request that sent it and the installation's key: the same request
 * gets the same address again, and the database alone opens nothing.
 */
export async function tokenFor(ctx: HasConfig, centreId: string, requestId: string): Promise<Token> {
  return makeToken(centreId, await digest(ctx, centreId, 'address', requestId));
}

/** Digits only are said over the telephone without mistakes. */
const CODE_DIGITS = 10;

/** The code that opens a petition with its number, for those who wrote it on paper: "4821 093 716". */
export async function codeFor(ctx: HasConfig, centreId: string, requestId: string): Promise<string> {
  const bytes = await digest(ctx, centreId, 'code', requestId);
  const value = bytes.readBigUInt64BE() % 10n ** BigInt(CODE_DIGITS);
  return String(value)
    .padStart(CODE_DIGITS, '0')
    .replace(/^(\d{4})(\d{3})(\d{3})$/, '$1 $2 $3');
}

/** Whether a code that somebody typed is the right one; blanks do not matter. */
export function sameCode(right: string, typed: string): boolean {
  const digits = (text: string) => text.replace(/\D/g, '');
  return sameSecret(digits(typed), digits(right));
}
