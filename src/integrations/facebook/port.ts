import { z } from 'zod';
import type { CarrierHealth, LookUpOutcome, SendOutcome } from '../messaging.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** How the commune's fan page is reached (Graph API). The token is kept apart. */
export const FacebookConnection = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off') }),
  z.object({
    mode: z.literal('graph'),
    base: z
      .url('Xin nhập địa chỉ đầy đủ, ví dụ https://graph.facebook.com.')
      .refine((text) => {
        const url = new URL(text);
        return url.protocol === 'https:' || LOOPBACK.test(url.hostname);
      }, 'Địa chỉ phải bắt đầu bằng https://.')
      .transform((text) => text.replace(/\/$/, ''))
      .default('https://graph.facebook.com'),
    /** A version lives about two years. */
    version: z
      .string()
      .regex(/^v\d{1,3}\.\d$/, 'Phiên bản ghi dạng v25.0.')
      .default('v25.0'),
    /** Digits, longer than a number can hold. */
    pageId: z.string('Xin nhập mã trang.').regex(/^\d{5,30}$/, 'Mã trang chỉ gồm chữ số.'),
    /** Application, needed to renew a token of a person. */
    appId: z
      .string()
      .regex(/^\d{0,30}$/, 'Mã ứng dụng chỉ gồm chữ số.')
      .default(''),
    timeoutSeconds: z.coerce.number().int().min(1).max(60).default(15),
  }),
]);
export type FacebookConnection = z.output<typeof FacebookConnection>;

/** What is needed to speak for the page. */
export interface FacebookSecret {
  readonly token: string;
  /** Empty: calls go without `appsecret_proof`. */
  readonly appSecret: string;
}

/** A post on the page. `mark` stands in the text and nowhere else (the address of the article): by it a lost post is found again. */
export interface PagePost {
  readonly message: string;
  readonly mark: string;
  readonly picture?: { readonly bytes: Uint8Array; readonly type: string };
}

/** What a token is worth. */
export type TokenState =
  | { readonly kind: 'valid'; readonly expiresAt: Temporal.Instant | null }
  | { readonly kind: 'invalid'; readonly why: string }
  | { readonly kind: 'silent'; readonly why: string };

/** The fan page. References are ids of posts. */
export interface FacebookPage {
  publish(post: PagePost): Promise<SendOutcome>;
  /** Whether a post with the mark stands on the page. */
  find(mark: string): Promise<LookUpOutcome>;
  /** Changes the text of a post. Doing it twice is doing it once. */
  edit(reference: string, message: string): Promise<SendOutcome>;
  /** Takes a post away; one that is gone already counts as taken away. */
  remove(reference: string): Promise<SendOutcome>;
  check(): Promise<CarrierHealth>;
  token(): Promise<TokenState>;
  /** A fresh page token; null where the application's number and secret are not set. */
  renew(): Promise<{ readonly token: string } | { readonly why: string } | null>;
}
