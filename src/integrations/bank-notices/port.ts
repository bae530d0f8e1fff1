import { createHmac } from 'node:crypto';

/** Services that tell of money on a bank account. */
export const NOTICE_PROVIDERS = ['sepay', 'casso', 'payos'] as const;
export type NoticeProvider = (typeof NOTICE_PROVIDERS)[number];

/** Money that came in, in one shape for every service. */
export interface BankNotice {
  /** The service's own number of the transaction; the same money told twice has the same. */
  readonly externalId: string;
  readonly accountNo: string;
  /** Whole đồng, above zero. */
  readonly amountVnd: number;
  readonly content: string;
  /** As the service wrote it; clocks and zones of banks differ. */
  readonly bookedAt: string;
}

/** What a service posted: the bytes as they came, since signatures are over bytes. */
export interface NoticePost {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

/** `refused`: not from the service. `ignored`: genuine, but no money that came in (a test, a withdrawal). */
export type ReadNotice =
  | { readonly kind: 'notices'; readonly notices: readonly BankNotice[] }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly reason: 'signature' | 'clock' | 'shape' };

/** One service: checks the signature, then reads. `now` guards against old posts sent again, where the service signs a time. */
export type NoticeReader = (post: NoticePost, secret: string, now: Temporal.Instant) => ReadNotice;

/** One header as text. */
export function headerOf(post: NoticePost, name: string): string {
  const value = post.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Hex HMAC of a text or bytes. */
export function hmac(algorithm: 'sha256' | 'sha512', secret: string, data: string | Uint8Array): string {
  return createHmac(algorithm, secret).update(data).digest('hex');
}

/** JSON of a post, or undefined when it is none. */
export function jsonOf(post: NoticePost): unknown {
  try {
    return JSON.parse(Buffer.from(post.body).toString('utf8'));
  } catch {
    return undefined;
  }
}
