/** What a centre's layer can report from the mirror, and why not the rest. Pure. */
import type { Lang } from '#platform/i18n.ts';
import { layerMessages } from '../messages-layer.ts';
import type { Dimension } from '../schema.ts';
import { FORMS, type FormCode } from './forms.ts';

/** What is asked for. */
export type LayerAsked =
  | { readonly kind: 'period'; readonly dimension: Dimension }
  | { readonly kind: 'form'; readonly code: FormCode }
  | { readonly kind: 'list' | 'score' | 'province' | 'behind' };

/** Why the mirror cannot give it, in plain words; null where it can. Forms that officers fill in need no mirror. */
export function lackingInMirror(asked: LayerAsked, lang: Lang = 'vi'): string | null {
  const t = layerMessages(lang);
  switch (asked.kind) {
    case 'period':
      return asked.dimension === 'channel'
        ? t('lack-channel')
        : asked.dimension === 'officer_id'
          ? t('lack-officer')
          : null;
    case 'form':
      return FORMS[asked.code].filled === 'counted'
        ? t('lack-form', { form: FORMS[asked.code].number })
        : null;
    case 'list':
      return t('lack-list');
    case 'score':
      return t('lack-score');
    case 'province':
      return t('lack-province');
    case 'behind':
      return t('lack-behind');
    default:
      return asked satisfies never;
  }
}

/** What is missing of dossiers, by the date that is not told. */
interface Lacking {
  readonly received: number;
  readonly due: number;
  readonly ended: number;
}

/** That dossiers are in no figure, and why; null where all are. */
export function leftOutInWords(lacking: Lacking, lang: Lang): string | null {
  const t = layerMessages(lang);
  const parts = (['received', 'due', 'ended'] as const)
    .filter((key) => lacking[key] > 0)
    .map((key) => t(`left-${key}`, { n: lacking[key] }));
  return parts.length === 0
    ? null
    : t('left', { n: lacking.received + lacking.due + lacking.ended, which: parts.join(', ') });
}
