import type { Lang } from '#platform/i18n.ts';
import { messages } from './messages.ts';
import type { DossierLabel, WarningKind } from './schema.ts';

const HOUR = 60;
const DAY = 8 * HOUR;

/** Working time as people say it: "2 ngày làm việc", "3 giờ làm việc", "20 phút". One day is eight hours. */
export function workingTime(minutes: number, lang: Lang = 'vi'): string {
  const t = messages(lang);
  const m = Math.abs(minutes);
  if (m >= 2 * DAY) {
    return t('days', { d: Math.floor(m / DAY) });
  }
  return m >= HOUR ? t('hours', { h: Math.floor(m / HOUR) }) : t('minutes', { m });
}

/** What a warning is about, as a heading. */
export function kindInWords(kind: WarningKind, lang: Lang = 'vi'): string {
  const t = messages(lang);
  switch (kind) {
    case 'term':
      return t('kindTerm');
    case 'overdue':
      return t('kindOverdue');
    case 'step':
      return t('kindStep');
    case 'step-soon':
      return t('kindStepSoon');
    case 'strand':
      return t('kindStrand');
    case 'strand-soon':
      return t('kindStrandSoon');
    case 'closing':
      return t('kindClosing');
    default:
      return kind satisfies never;
  }
}

/** Who holds it: the person with the unit, or the unit that has named nobody. */
export function holderInWords(label: DossierLabel, lang: Lang = 'vi'): string {
  return label.holderName === ''
    ? messages(lang)('unitOnly', { unit: label.unitName })
    : `${label.holderName}, ${label.unitName}`;
}
