import { createHmac } from 'node:crypto';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import type { AppContext } from '#platform/context.ts';
import { sameSecret } from '#platform/same-secret.ts';

/** Where the portal fetches files. */
export const FILES_URL = '/api/v1/portal/files';

/** What an address stands for. */
export interface Grant {
  readonly centreId: string;
  readonly fileId: string;
  /** The dossier's number, or the national one. */
  readonly number: string;
  /** Until when it is good, in seconds since 1970. */
  readonly until: number;
}

/** Makes and proves addresses with a key that only this installation has. */
export interface Signer {
  address(grant: Grant): string;
  /** Whether the signature is ours for exactly this grant. */
  proves(grant: Grant, signature: string): boolean;
}

/** The signer of this installation. */
export async function fileSigner(ctx: Pick<AppContext, 'config'>): Promise<Signer> {
  const key = await installationKey(ctx.config, 'portal-files');
  const sign = ({ centreId, fileId, number, until }: Grant) =>
    createHmac('sha256', key)
      .update(JSON.stringify([centreId, fileId, number, until]))
      .digest();
  return {
    address(grant) {
      const { centreId, fileId, number, until } = grant;
      const query = new URLSearchParams({
        'ho-so': number,
        den: String(until),
        ky: sign(grant).toString('base64url'),
      });
      return `${ctx.config.publicUrl}${FILES_URL}/${centreId}/${fileId}?${query}`;
    },
    proves(grant, signature) {
      return sameSecret(Buffer.from(signature, 'base64url'), sign(grant));
    },
  };
}
