/** Where figures of the provincial system come from and as of when, in words: beside every figure that is not counted here. Pure. */
import type { Lang } from '#platform/i18n.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { saidMessages } from '../messages-said.ts';
import type { MirrorSource } from '../schema.ts';

/** Hours without a read after which figures are old, where the centre set none: a service is read every minute, files are exported once a day. */
const USUAL_HOURS = { off: 1, http: 2, folder: 26 } as const satisfies Record<MirrorSource['kind'], number>;

/** Where mirrored figures come from. */
export interface MirrorSaid {
  readonly kind: MirrorSource['kind'];
  /** When the source was last read with success: a whole pass of the service, or a file taken. Null: never. */
  readonly readAt: Temporal.Instant | null;
  /** Whole hours since then; null: never. */
  readonly hours: number | null;
  /** After so many hours the figures are old. */
  readonly staleHours: number;
  readonly stale: boolean;
}

/** How fresh figures are, from when the source was read and what the centre calls old. */
export function saidOf(
  kind: MirrorSource['kind'],
  readAt: Temporal.Instant | null,
  staleHours: number | null,
  now: Temporal.Instant,
): MirrorSaid {
  const limit = staleHours ?? USUAL_HOURS[kind];
  const stale = readAt === null || Temporal.Instant.compare(readAt.add({ hours: limit }), now) < 0;
  const hours = readAt === null ? null : Math.max(0, Math.floor(now.since(readAt).total('hours')));
  return { kind, readAt, hours, staleHours: limit, stale };
}

/** "08:05 04/05": a moment beside a figure. */
function shortMoment(at: Temporal.Instant): string {
  const local = toLocal(at);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${formatTime(local)} ${two(local.day)}/${two(local.month)}`;
}

/** "theo hệ thống của tỉnh, lúc 08:05 04/05". */
export function saidInWords({ readAt }: Pick<MirrorSaid, 'readAt'>, lang: Lang): string {
  const t = saidMessages(lang);
  return readAt === null ? t('said-never') : t('said', { at: shortMoment(readAt) });
}

/** That the figures are old and what who reads them can do; null while they are not. */
export function staleInWords(
  said: MirrorSaid,
  lang: Lang,
  reader: 'staff' | 'public' = 'staff',
): string | null {
  const t = saidMessages(lang);
  if (!said.stale) {
    return null;
  }
  if (reader === 'public') {
    return said.readAt === null ? t('public-never') : t('public-stale', { at: shortMoment(said.readAt) });
  }
  if (said.kind === 'off') {
    return t('stale-off');
  }
  return said.readAt === null || said.hours === null
    ? t('stale-never')
    : t(said.kind === 'http' ? 'stale-http' : 'stale-folder', {
        hours: said.hours,
        at: shortMoment(said.readAt),
      });
}
