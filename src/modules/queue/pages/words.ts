import type { Lang } from '#platform/i18n.ts';
import type { TicketView } from '../schema.ts';
import { messages } from './messages.ts';

/** Expected wait in words: "khoảng 10–25 phút", with "ước tính" while it is not measured. */
export function waitWords(wait: TicketView['wait'], lang: Lang): string {
  const t = messages(lang);
  if (wait === null) {
    return t('wait.unknown');
  }
  const range =
    wait.from === 0 ? t('wait.short', { to: wait.to }) : t('wait', { from: wait.from, to: wait.to });
  return wait.basis === 'assumption' ? `${range} (${t('wait.assumption')})` : range;
}

/** People ahead in words: "Còn 3 người trước ông/bà". */
export function aheadWords(ahead: number, lang: Lang): string {
  const t = messages(lang);
  return ahead === 0 ? t('ahead.0') : t('ahead', { count: ahead });
}
