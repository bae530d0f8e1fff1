import { z } from 'zod';
import type { CarrierFault } from '../messaging.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

const Address = z
  .url('Xin nhập địa chỉ đầy đủ, bắt đầu bằng https://.')
  .max(200)
  .refine((text) => {
    const url = URL.parse(text);
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  }, 'Địa chỉ phải bắt đầu bằng https://.');

const Digits = (message: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,32}$/, message);

/** How the Official Account is reached. App secret, OA secret and tokens are kept apart. */
export const ZaloConnection = z.object({
  appId: Digits('Xin nhập mã ứng dụng (App ID), chỉ gồm chữ số.'),
  oaId: Digits('Xin nhập mã Official Account (OA ID), chỉ gồm chữ số.'),
  /** The console's long-lived PKCE verifier (43 characters). */
  codeVerifier: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9._~-]{43,128}$/, 'Code verifier gồm 43 ký tự chữ, số.')
    .or(z.literal(''))
    .default(''),
  oauthUrl: Address.default('https://oauth.zaloapp.com'),
  openApiUrl: Address.default('https://openapi.zalo.me'),
  businessUrl: Address.default('https://business.openapi.zalo.me'),
  timeoutSeconds: z.coerce.number().int().min(1).max(60).default(10),
});
export type ZaloConnection = z.output<typeof ZaloConnection>;

/** What came of a call that answers with data. `unknown`: it may have been done. */
export type ZaloAnswer<T> =
  | { readonly kind: 'done'; readonly data: T }
  | { readonly kind: 'failed'; readonly fault: CarrierFault; readonly code: string; readonly message: string }
  | { readonly kind: 'unavailable'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** Why there is no access token: `busy` passes, `consent` needs a person at the app console. */
export type NoToken = { readonly kind: 'busy' | 'consent'; readonly why: string };

/** Where access tokens come from. A refresh token is for one use, so renewing is done by one process at a time. */
export interface ZaloTokenSource {
  current(): Promise<string | NoToken>;
  /** A token other than the one that was refused: the one somebody else fetched meanwhile, or a new one. */
  renew(refused: string): Promise<string | NoToken>;
}

/** A pair of tokens as Zalo gave it. */
export interface ZaloTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
}

/** A template message (ZNS, now ZBS) to a phone number. */
export interface ZaloTemplateMessage {
  /** `84` and nine digits. */
  readonly phone: string;
  readonly templateId: string;
  readonly data: Readonly<Record<string, string>>;
  /** Ours, at most 48 characters; comes back with reports. It does not dedupe. */
  readonly trackingId: string;
  /** Delivers to administrators of app and OA only. */
  readonly test?: boolean;
}

/** One parameter of a template. */
export interface ZaloTemplateParam {
  readonly name: string;
  readonly required: boolean;
  readonly maxLength: number;
  readonly minLength: number;
}

/** A template as approved. */
export interface ZaloTemplate {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly params: readonly ZaloTemplateParam[];
  readonly previewUrl: string | null;
  /** đồng for one message, where told. */
  readonly priceVnd: number | null;
}

/** An article (bài viết). */
export interface ZaloArticle {
  /** At most 150 characters. */
  readonly title: string;
  /** At most 50. */
  readonly author: string;
  /** At most 300. */
  readonly description: string;
  /** Required by Zalo. */
  readonly coverUrl: string;
  readonly body: readonly (
    | { readonly type: 'text'; readonly content: string }
    | { readonly type: 'image'; readonly url: string; readonly caption: string }
  )[];
  readonly visible: boolean;
}

/** What an Official Account does for us. */
export interface ZaloClient {
  /** Consultation message (tin tư vấn) to somebody who wrote to the OA within seven days; any hour. Gives the message id. */
  consult(
    userId: string,
    text: string,
    attachmentId?: string,
  ): Promise<ZaloAnswer<{ readonly messageId: string }>>;
  /** Template message by phone; not at night. */
  sendTemplate(
    message: ZaloTemplateMessage,
  ): Promise<ZaloAnswer<{ readonly messageId: string; readonly remaining: number | null }>>;
  /** Template message to a follower by user id. */
  sendTemplateTo(
    userId: string,
    templateId: string,
    data: Readonly<Record<string, string>>,
  ): Promise<ZaloAnswer<{ readonly messageId: string }>>;
  /** Where a template message is: `unknown` when Zalo does not know it. */
  templateState(
    messageId: string,
  ): Promise<
    ZaloAnswer<{ readonly state: 'absent' | 'under-way' | 'delivered'; readonly at: Temporal.Instant | null }>
  >;
  template(templateId: string): Promise<ZaloAnswer<ZaloTemplate>>;
  /** How many template messages may still go today. */
  templateQuota(): Promise<ZaloAnswer<{ readonly daily: number; readonly remaining: number }>>;
  /** JPEG or PNG up to 1 MB; valid seven days. */
  uploadImage(
    bytes: Uint8Array,
    type: 'image/jpeg' | 'image/png',
  ): Promise<ZaloAnswer<{ readonly attachmentId: string }>>;
  /** PDF, DOC or DOCX up to 5 MB; valid seven days. */
  uploadFile(bytes: Uint8Array, name: string, type: string): Promise<ZaloAnswer<{ readonly token: string }>>;
  /** Asks for an article; made asynchronously, see {@link ZaloClient.articleOf}. */
  createArticle(article: ZaloArticle): Promise<ZaloAnswer<{ readonly token: string }>>;
  /** The article's id once it is made; null while it is being made. */
  articleOf(token: string): Promise<ZaloAnswer<{ readonly articleId: string | null }>>;
  /** Newest articles, to look up whether one was made. */
  listArticles(
    offset: number,
  ): Promise<ZaloAnswer<readonly { readonly articleId: string; readonly title: string }[]>>;
  removeArticle(articleId: string): Promise<ZaloAnswer<null>>;
  /** Sends up to five articles to all followers; not at night. */
  broadcast(articleIds: readonly string[]): Promise<ZaloAnswer<{ readonly messageId: string | null }>>;
  /** User ids of followers, up to 50 from an offset, and how many there are. */
  followers(
    offset: number,
  ): Promise<ZaloAnswer<{ readonly userIds: readonly string[]; readonly total: number }>>;
  /** Name and standing of the account: the health check. */
  account(): Promise<
    ZaloAnswer<{ readonly name: string; readonly verified: boolean; readonly followers: number | null }>
  >;
}
