import { createHash } from 'node:crypto';
import { json, type Reply } from '../http.ts';

/** The application and the account that the simulated Zalo knows. */
export const ZALO_APP = {
  appId: '1234567890',
  oaId: '4321567890123456789',
  appSecret: 'app-secret-thu',
  oaSecret: 'oa-secret-thu',
} as const;

const refused = (error: number, error_name: string, error_description: string): Reply =>
  json({ error, error_name, error_description });

/** OAuth 2 as Zalo does it: each refresh token is good for one time, and voids the pair before it. */
export class ZaloTokens {
  /** Refreshes that were done, and that were refused because the refresh token was used before. */
  readonly refreshes = { done: 0, refused: 0 };
  /** The pair that is valid now. */
  readonly pair = { access: 'truy-cap-1', refresh: 'lam-moi-1' };
  #serial = 1;

  /** Makes the access token void; the refresh token stays good. */
  expire(): void {
    this.#serial += 1;
    this.pair.access = `truy-cap-${this.#serial}`;
  }

  #rotate(): Reply {
    this.expire();
    this.pair.refresh = `lam-moi-${this.#serial}`;
    return json({ access_token: this.pair.access, refresh_token: this.pair.refresh, expires_in: '90000' });
  }

  /** Gives the next pair for the code of a consent or for a refresh token. */
  grant(secret: string, form: URLSearchParams): Reply {
    if (secret !== ZALO_APP.appSecret || form.get('app_id') !== ZALO_APP.appId) {
      return refused(-14004, 'Invalid app', 'Secret key is invalid');
    }
    if (form.get('grant_type') === 'authorization_code') {
      const verifier = createHash('sha256').update(form.get('code_verifier') ?? '');
      return form.get('code') === `ma-${verifier.digest('base64url')}`
        ? this.#rotate()
        : refused(-14010, 'Invalid code', 'Authorization code or verifier is invalid');
    }
    if (form.get('refresh_token') !== this.pair.refresh) {
      this.refreshes.refused += 1;
      return refused(-14014, 'Invalid refresh token', 'Refresh token has been used');
    }
    this.refreshes.done += 1;
    return this.#rotate();
  }
}
