import { z } from 'zod';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** An address of a signing service: https, or http on this very machine (simulator). */
export const ServiceUrl = z
  .url('Xin nhập địa chỉ đầy đủ, bắt đầu bằng https://.')
  .max(300)
  .refine((text) => {
    const url = URL.parse(text);
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  }, 'Địa chỉ phải bắt đầu bằng https://.')
  .transform((text) => text.replace(/\/+$/, ''));

/** Kinds of remote signing service. `csc`: any that speaks the Cloud Signature Consortium's API 1.0.4. */
export const REMOTE_KINDS = ['smartca', 'mysign', 'csc'] as const;

/** How a remote signing service is reached. What the guides leave open is a setting here. */
export const RemoteConnection = z.object({
  kind: z.enum(REMOTE_KINDS),
  baseUrl: ServiceUrl,
  /** `sp_id` of SmartCA, `client_id` of the others. */
  clientId: z.string('Xin nhập mã đơn vị được cấp.').trim().min(1, 'Xin nhập mã đơn vị được cấp.').max(200),
  /** Profile of MySign's sign-in. */
  profileId: z.string().trim().max(200).default('adss:ras:profile:001'),
  /** Path in front of MySign's calls; newer installations say `/vtss/service/ras`. */
  path: z
    .string()
    .trim()
    .max(100)
    .regex(/^(\/[a-z0-9._-]+)*$/i, 'Đường dẫn có dạng /adss/service/ras.')
    .default('/adss/service/ras'),
  /** How long the person may take to confirm on the phone. */
  waitMinutes: z.coerce.number().int().min(1).max(15).default(5),
  /** How long one call may take; services that answer only once the person confirmed need all of `waitMinutes`. */
  timeoutSeconds: z.coerce.number().int().min(1).max(900).default(30),
});
export type RemoteConnection = z.output<typeof RemoteConnection>;
