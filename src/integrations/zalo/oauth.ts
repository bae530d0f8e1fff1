import { createHash } from 'node:crypto';
import { z } from 'zod';
import { callLine, unreadable } from '../line.ts';
import { parseZalo } from './json.ts';
import type { ZaloConnection, ZaloTokens } from './port.ts';

/** PKCE challenge of a verifier: base64url of SHA-256, without padding (RFC 7636 §4.2). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Where an administrator of the OA gives us permission; comes back to `redirectUri` with `code` and `oa_id`. */
export function permissionUrl(connection: ZaloConnection, redirectUri: string, state: string): string {
  const query = new URLSearchParams({
    app_id: connection.appId,
    redirect_uri: redirectUri,
    code_challenge: challengeOf(connection.codeVerifier),
    state,
  });
  return `${connection.oauthUrl}/v4/oa/permission?${query}`;
}

const Pair = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  // A string of seconds; old texts say an hour, today it is 25: the field is right.
  expires_in: z.coerce.number().int().min(1),
});
const Refused = z.looseObject({
  error: z.union([z.string(), z.number()]).transform(String),
  error_description: z.string().nullish(),
  error_name: z.string().nullish(),
});

/** `refused`: the code or refresh token is void, a person has to consent again. `lost`: no answer; the old refresh token may be used up. */
export type TokenOutcome =
  | { readonly kind: 'tokens'; readonly tokens: ZaloTokens }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'lost'; readonly why: string };

async function ask(
  connection: ZaloConnection,
  appSecret: string,
  form: Readonly<Record<string, string>>,
): Promise<TokenOutcome> {
  const reply = await callLine(`${connection.oauthUrl}/v4/oa/access_token`, {
    timeoutMs: connection.timeoutSeconds * 1_000,
    headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
    body: new URLSearchParams({ app_id: connection.appId, ...form }).toString(),
  });
  if (reply.kind === 'lost') {
    return { kind: 'lost', why: reply.why };
  }
  const value = parseZalo(reply.text);
  const pair = Pair.safeParse(value);
  if (pair.success) {
    const { access_token, refresh_token, expires_in } = pair.data;
    return {
      kind: 'tokens',
      tokens: { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires_in },
    };
  }
  const refused = Refused.safeParse(value);
  return refused.success
    ? {
        kind: 'refused',
        code: refused.data.error,
        message: refused.data.error_description ?? refused.data.error_name ?? '',
      }
    : { kind: 'lost', why: unreadable(reply.status) };
}

/** Turns the code of a consent (ten minutes, one use) into tokens. */
export function exchangeCode(
  connection: ZaloConnection,
  appSecret: string,
  code: string,
): Promise<TokenOutcome> {
  return ask(connection, appSecret, {
    code,
    grant_type: 'authorization_code',
    code_verifier: connection.codeVerifier,
  });
}

/** Turns a refresh token into a new pair. The old one is void afterwards: store the pair before it is used, one process at a time. */
export function refreshTokens(
  connection: ZaloConnection,
  appSecret: string,
  refreshToken: string,
): Promise<TokenOutcome> {
  return ask(connection, appSecret, { refresh_token: refreshToken, grant_type: 'refresh_token' });
}
