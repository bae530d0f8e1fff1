import { z } from 'zod';
import type { CarrierHealth, LookUpOutcome, SendOutcome } from '../messaging.ts';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const Quiet = {
  /** Hours in which only urgent bulletins sound, local time. */
  quietFrom: z.string().regex(TIME, 'Giờ ghi dạng 21:00.').default('21:00'),
  quietTo: z.string().regex(TIME, 'Giờ ghi dạng 05:00.').default('05:00'),
};

/**
 * How the commune's loudspeakers get their bulletins (đài truyền thanh ứng dụng CNTT-VT). `pull`: devices or the vendor's cloud fetch our play list and the
 * sound; `push`: we hand both to a loudspeaker server; `off`.
 */
export const LoudspeakerConnection = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('off'), ...Quiet }),
  z.object({ mode: z.literal('pull'), ...Quiet }),
  z.object({
    mode: z.literal('push'),
    ...Quiet,
    base: z
      .url('Xin nhập địa chỉ đầy đủ của máy chủ loa.')
      .refine((text) => {
        const url = new URL(text);
        return url.protocol === 'https:' || LOOPBACK.test(url.hostname);
      }, 'Địa chỉ phải bắt đầu bằng https://.')
      .transform((text) => text.replace(/\/$/, '')),
    bulletinsPath: z
      .string()
      .regex(/^\/[\w\-/]{0,100}$/, 'Đường dẫn bắt đầu bằng dấu /.')
      .default('/bulletins'),
    timeoutSeconds: z.coerce.number().int().min(1).max(60).default(20),
  }),
]);
export type LoudspeakerConnection = z.output<typeof LoudspeakerConnection>;

/** A bulletin as loudspeaker systems know it (TT 39/2020/TT-BTTTT: ba mức ưu tiên). Field names are those of the wire. */
export const Bulletin = z.object({
  /** Ours; the same id again replaces the bulletin. */
  id: z.string(),
  revision: z.number().int(),
  title: z.string(),
  priority: z.enum(['thuong', 'uu_tien', 'khan_cap']),
  /** The normalised script, for servers with a voice of their own and for people. */
  text: z.string(),
  durationS: z.number(),
  sha256: z.string(),
  repeat: z.number().int(),
  times: z.array(z.string()),
  clusters: z.array(z.string()),
  validFrom: z.string(),
  validTo: z.string(),
  approvedBy: z.string(),
});
export type Bulletin = z.output<typeof Bulletin>;

/** The sound of a bulletin. */
export interface BulletinSound {
  readonly bytes: Uint8Array;
  /** `audio/mpeg`, `audio/wav`, `audio/ogg`. */
  readonly type: string;
}

/** A loudspeaker server that takes bulletins. */
export interface LoudspeakerServer {
  /** Hands a bulletin over, or replaces the one of the same id. */
  put(bulletin: Bulletin, sound: BulletinSound): Promise<SendOutcome>;
  /** Takes it off the play list; one that is not there counts as taken off. */
  remove(id: string): Promise<SendOutcome>;
  /** Whether the server has this revision. */
  find(id: string, revision: number): Promise<LookUpOutcome>;
  check(): Promise<CarrierHealth>;
}
