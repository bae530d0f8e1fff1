import { z } from 'zod';
import { type OpenedStore, openPkcs12 } from '#integrations/signing/pkcs12.ts';
import type { RemoteSigner } from '#integrations/signing/port.ts';
import { remoteSigner } from '#integrations/signing/remote.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { signingMessages } from '../messages.ts';
import { findSecretBox, findSettings, type StoredSettings } from '../repo.ts';
import { SigningSettings } from '../schema.ts';

const StoreSecret = z.object({ file: z.base64(), passphrase: z.string() });

/** Seals a PKCS #12 file with its passphrase, bound to its certificate's id. */
export function sealStore(
  ctx: Pick<AppContext, 'config'>,
  id: string,
  file: Uint8Array,
  passphrase: string,
): Promise<Uint8Array> {
  return sealSecret(
    ctx.config,
    id,
    JSON.stringify({ file: Buffer.from(file).toString('base64'), passphrase }),
  );
}

async function secretOf(ctx: AppContext, centreId: string, id: string): Promise<string> {
  const box = await readOnly(ctx, { centreId }, (tx) => findSecretBox(tx, id));
  if (box === undefined) {
    throw new Problem('not-found', { detail: signingMessages('vi')('no-certificate') });
  }
  return openSecret(ctx.config, id, box);
}

/** The key of a certificate that lies on the server, for as long as one signature takes. */
export async function openStore(ctx: AppContext, centreId: string, id: string): Promise<OpenedStore> {
  const { file, passphrase } = StoreSecret.parse(JSON.parse(await secretOf(ctx, centreId, id)));
  return openPkcs12(Buffer.from(file, 'base64'), passphrase);
}

/** The person's account at the remote service. */
export function remoteUser(ctx: AppContext, centreId: string, id: string): Promise<string> {
  return secretOf(ctx, centreId, id);
}

const DEFAULTS = SigningSettings.parse({});

/** How a centre signs. */
export async function settingsOf(ctx: AppContext, centreId: string): Promise<SigningSettings> {
  const stored = await readOnly(ctx, { centreId }, findSettings);
  return stored?.settings ?? DEFAULTS;
}

/** The client of the centre's remote service. @throws Problem `not-allowed-now` while there is none */
export async function connectRemote(
  ctx: AppContext,
  centreId: string,
): Promise<{ readonly client: RemoteSigner; readonly waitMinutes: number }> {
  const stored: StoredSettings | undefined = await readOnly(ctx, { centreId }, findSettings);
  const remote = stored?.settings.remote ?? null;
  if (stored === undefined || remote === null) {
    throw new Problem('not-allowed-now', { detail: signingMessages('vi')('method-off') });
  }
  const secret =
    stored.secretBox === null ? '' : await openSecret(ctx.config, stored.version, stored.secretBox);
  return { client: remoteSigner(remote, secret), waitMinutes: remote.waitMinutes };
}
