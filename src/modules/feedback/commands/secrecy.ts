import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import type { Config } from '#platform/config.ts';

/** `rating`: finds a rating again; `contact`: finds a request to be contacted. The two never meet in the database. */
export type HandlePurpose = 'rating' | 'contact';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** First byte of a box: as it is (from before the seal), or sealed. */
const PLAIN = 0;
const SEALED = 1;

type Keys = Pick<Config, 'dataHome'>;

/**
 * What stands for an address in the database: HMAC-SHA-256 with a key that is kept outside it. The same address gives
 * the same 32 bytes, so that it rates once; from the bytes, nobody without the key finds the address, nor from the address the bytes.
 */
export async function handleOf(config: Keys, purpose: HandlePurpose, token: string): Promise<Uint8Array> {
  const key = await installationKey(config, `feedback-${purpose}`);
  return new Uint8Array(createHmac('sha256', key).update(token).digest());
}

/** Seals a text with a key outside the database (AES-256-GCM), bound to its rating: moved to another row it does not open. */
export async function sealText(config: Keys, handle: Uint8Array, text: string): Promise<Uint8Array> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', await installationKey(config, 'feedback-seal'), nonce);
  cipher.setAAD(handle);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.of(SEALED), nonce, body, cipher.getAuthTag()]));
}

/** Opens what {@link sealText} made; undefined where key or row are others. Makes a reader for many rows of one reading. */
export async function opener(
  config: Keys,
): Promise<(handle: Uint8Array, box: Uint8Array) => string | undefined> {
  const key = await installationKey(config, 'feedback-seal');
  return (handle, box) => {
    if (box[0] === PLAIN) {
      return Buffer.from(box.subarray(1)).toString('utf8');
    }
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + NONCE_BYTES));
      decipher.setAAD(handle);
      decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
      const body = box.subarray(1 + NONCE_BYTES, box.length - TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  };
}

/** What a rating is counted by. Empty where it is not known. */
export const Facets = z.object({
  topic: z.string().default(''),
  procedure: z.string().default(''),
  counter: z.string().default(''),
  channel: z.enum(['kiosk', 'ticket', 'look-up', '']).default(''),
});
export type Facets = z.output<typeof Facets>;

/** Length all sealed facets are filled up to, so that their length tells nothing. */
const FACETS_LENGTH = 400;

/** Facets as the text that is sealed. */
export function facetsText(facets: Facets): string {
  const text = JSON.stringify(facets);
  const bytes = Buffer.byteLength(text);
  return text + ' '.repeat(Math.max(0, FACETS_LENGTH - bytes));
}

/** Facets from an opened box; all empty where it could not be opened. */
export function readFacets(text: string | undefined): Facets {
  return Facets.parse(text === undefined ? {} : JSON.parse(text));
}
