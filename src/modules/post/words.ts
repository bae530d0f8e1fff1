import type { Lang } from '#platform/i18n.ts';
import { postMessages } from './messages.ts';
import type { PostEvent, Shipment } from './schema.ts';

type Seen = Pick<Shipment, 'direction' | 'sending' | 'tracking' | 'attention' | 'itemCode' | 'orderCode'>;

/** Where a shipment stands, in plain words. */
export function faceOf({ sending, tracking }: Seen, lang: Lang): string {
  const t = postMessages(lang);
  if (tracking !== 'none' || sending === 'accepted') {
    return t(`face-${tracking}`);
  }
  return t(`face-${sending}`);
}

/** What a shipment is, with its code. */
export function newsOf({ direction, itemCode, orderCode }: Seen, lang: Lang): string {
  return postMessages(lang)(`news-${direction}`, { code: itemCode ?? orderCode });
}

/** What the citizen may do now; empty when nothing is to be done. */
export function nextFor({ tracking }: Seen, lang: Lang): string {
  return tracking === 'returned' || tracking === 'lost' ? postMessages(lang)(`next-${tracking}`) : '';
}

/** The tone of a shipment on a list. */
export function toneOf({ sending, tracking, attention }: Seen): 'done' | 'late' | 'waiting' | 'neutral' {
  if (attention !== null) {
    return 'late';
  }
  return tracking === 'delivered' ? 'done' : sending === 'cancelled' ? 'neutral' : 'waiting';
}

/** One event in plain words. */
export function eventFace({ kind, code }: Pick<PostEvent, 'kind' | 'code'>, lang: Lang): string {
  const t = postMessages(lang);
  return kind === 'unknown' ? t('face-unknown', { code }) : t(`face-${kind}`);
}
