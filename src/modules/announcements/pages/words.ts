import type { Lang } from '#platform/i18n.ts';
import { toLocal } from '#platform/time.ts';
import { deskMessages } from '../messages/desk.ts';
import type { News, Revision } from '../schema.ts';

/** Where officers work on news. */
export const DESK = '/can-bo/tin-tuc';

/** "1 phút 20 giây" of seconds. */
export function lengthWords(seconds: number, lang: Lang): string {
  const t = deskMessages(lang);
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  return minutes === 0 ? t('seconds', { seconds: rest }) : t('minutes', { minutes, seconds: rest });
}

/** How a piece of news stands, in a word with its tone. */
export function standing(
  news: News,
  revision: Revision,
  now: Temporal.Instant,
): {
  readonly key: 'draft' | 'submitted' | 'approved' | 'dropped' | 'withdrawn' | 'over' | 'out';
  readonly tone: 'waiting' | 'ok' | 'late' | 'neutral';
} {
  if (news.withdrawnAt !== null) {
    return { key: 'withdrawn', tone: 'late' };
  }
  if (revision.state === 'approved') {
    const over = Temporal.Instant.compare(revision.content.validTo, now) <= 0;
    return over ? { key: 'over', tone: 'neutral' } : { key: 'out', tone: 'ok' };
  }
  return { key: revision.state, tone: revision.state === 'submitted' ? 'waiting' : 'neutral' };
}

/** A moment as a form field of day and time holds it. */
export function fieldMoment(at: Temporal.Instant): string {
  return toLocal(at).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** A count with dots between thousands: "12.000". */
export function figure(count: number): string {
  return count.toLocaleString('vi-VN');
}
