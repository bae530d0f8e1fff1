import { z } from 'zod';

const Base = z
  .url({
    protocol: /^https?$/,
    error: 'Địa chỉ bắt đầu bằng https://, ví dụ https://motcua.tinh.example.vn.',
  })
  .transform((text) => text.replace(/\/+$/, ''));
const Name = z
  .string()
  .trim()
  .regex(/^[\w.-]{0,60}$/, 'Tên trường chỉ gồm chữ không dấu, số, dấu chấm.');

/** From where dossiers are mirrored. What each province does otherwise is a setting. */
export const MirrorSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({
    kind: z.literal('http'),
    base: Base,
    /** Path of the list of dossiers. */
    path: z.string().trim().startsWith('/', 'Đường dẫn bắt đầu bằng dấu /.').default('/api/ho-so'),
    /** How the province's platform wants to know us; `client-credentials` fetches a token with our id and secret. */
    token: z
      .enum(['none', 'bearer', 'lgspaccesstoken', 'access_token', 'client-credentials'])
      .default('bearer'),
    tokenPath: z.string().trim().startsWith('/', 'Đường dẫn bắt đầu bằng dấu /.').default('/token'),
    clientId: z.string().trim().max(200).default(''),
    /** Names of the query parameters. */
    sinceName: Name.default('tuNgay'),
    pageName: Name.default('trang'),
    sizeName: Name.default('kichThuoc'),
    size: z.coerce.number().int().min(1).max(1000).default(100),
    /** Where in an answer the rows stand, names with dots; empty: the answer is the list. */
    rowsAt: Name.default('data.items'),
    /** Where the number of all rows stands; empty: not told. */
    totalAt: Name.default('data.total'),
    timeoutSeconds: z.coerce.number().int().min(1).max(300).default(60),
  }),
  z.object({ kind: z.literal('folder') }),
]);
export type MirrorSource = z.output<typeof MirrorSource>;

/** One page of the provincial system. */
export interface MirrorPage {
  readonly rows: readonly unknown[];
  /** How many rows there are in all; null where it does not say. */
  readonly total: number | null;
}

/** What one call led to. `denied`: the token is not good (any more), a person has to renew it. */
export type MirrorRead =
  | { readonly kind: 'page'; readonly page: MirrorPage }
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'unavailable'; readonly why: string };

/** The provincial system as we read it. There is no way to write: a centre's layer never tells it anything. */
export interface ProvincialSystem {
  /** Page `page` (from 1) of the dossiers that changed since an instant; all of them for null. */
  dossiers(since: Temporal.Instant | null, page: number): Promise<MirrorRead>;
}
