import type { Lang } from '#platform/i18n.ts';
import { messages } from './messages.ts';
import type { PayMethod } from './schema.ts';

/** "tiền mặt", "chuyển khoản". */
export function methodInWords(method: PayMethod, lang: Lang = 'vi'): string {
  const t = messages(lang);
  switch (method) {
    case 'cash':
      return t('methodCash');
    case 'transfer':
      return t('methodTransfer');
    case 'portal':
      return t('methodPortal');
    case 'card':
      return t('methodCard');
    default:
      return method satisfies never;
  }
}

/** "10.000". */
export function dong(amountVnd: number): string {
  return amountVnd.toLocaleString('vi-VN');
}
