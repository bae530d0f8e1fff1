import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import type { Config } from '#platform/config.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a text with the installation key (AES-256-GCM), bound to its owner: it opens for no other account. */
export async function sealSecret(
  config: Pick<Config, 'dataHome'>,
  ownerId: string,
  text: string,
): Promise<Uint8Array> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await installationKey(config, 'totp'), nonce);
  cipher.setAAD(Buffer.from(ownerId));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([nonce, body, cipher.getAuthTag()]));
}

/** Decrypts what {@link sealSecret} made. @throws Error when it was changed, belongs to another owner or key */
export async function openSecret(
  config: Pick<Config, 'dataHome'>,
  ownerId: string,
  box: Uint8Array,
): Promise<string> {
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await installationKey(config, 'totp'),
    box.subarray(0, NONCE_BYTES),
  );
  decipher.setAAD(Buffer.from(ownerId));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  const body = box.subarray(NONCE_BYTES, box.length - TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
