import type { Lang } from '#platform/i18n.ts';
import { deskMessages } from '../messages-desk.ts';
import type { Preparation } from '../schema.ts';

/** Who prepared it, in words for the counter. */
export function preparedBy({ body, helper }: Pick<Preparation, 'body' | 'helper'>, lang: Lang): string {
  const t = deskMessages(lang);
  if (helper !== null) {
    return t('by-officer', { name: helper.name });
  }
  switch (body.who) {
    case 'relative':
      return t('by-relative', { name: body.submitter.name, relation: body.submitter.relation });
    case 'helper':
      return t('by-helper', { name: body.helper.name });
    case 'self':
    case null:
      return t('by-self', { name: body.applicant.name });
    default:
      return body.who satisfies never;
  }
}
