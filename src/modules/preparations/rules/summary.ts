import { summary } from '#modules/forms/rules/summary.ts';
import type { FormDefinition } from '#modules/forms/schema.ts';
import type { Lang } from '#platform/i18n.ts';
import { pageMessages } from '../messages-pages.ts';
import type { Body } from '../schema.ts';
import { sayDay } from './answers.ts';
import { answersOf } from './form-part.ts';

/** One answered question. `path`: the page on which it is changed. */
export interface SummaryLine {
  readonly label: string;
  readonly value: string;
  readonly path: string;
}

/** What was answered about people and the result; empty where nothing was. */
export function peopleLines(body: Body, lang: Lang): readonly SummaryLine[] {
  const t = pageMessages(lang);
  const { applicant, submitter, helper, delivery, who } = body;
  const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ');
  const lines: readonly (readonly [string, string, string])[] = [
    [t('q-cho-ai'), who === null ? '' : t(`who-${who}`), 'cho-ai'],
    [t('q-ho-ten'), applicant.name, 'ho-ten'],
    [t('q-so-can-cuoc'), applicant.idNumber, 'so-can-cuoc'],
    [t('q-ngay-sinh'), sayDay(applicant.birthDate), 'ngay-sinh'],
    [t('q-dia-chi'), applicant.address, 'dia-chi'],
    [t('q-dien-thoai'), applicant.phone, 'dien-thoai'],
    ...(who === 'relative'
      ? ([
          [
            t('q-nguoi-nop'),
            joined(submitter.name, submitter.relation, submitter.idNumber, submitter.phone),
            'nguoi-nop',
          ],
          [t('q-uy-quyen'), submitter.paper, 'uy-quyen'],
        ] as const)
      : []),
    ...(who === 'helper'
      ? ([[t('q-nguoi-giup'), joined(helper.name, helper.phone), 'nguoi-giup']] as const)
      : []),
    [
      t('q-nhan-ket-qua'),
      delivery.how === ''
        ? ''
        : joined(t(`d-${delivery.how}`), delivery.how === 'post' ? delivery.address : ''),
      'nhan-ket-qua',
    ],
  ];
  return lines.map(([label, value, key]) => ({ label, value, path: `hoi/${key}` }));
}

/** What was answered in the form, in its order. */
export function formLines(
  body: Body,
  form: FormDefinition | null,
  today: string,
  lang: Lang,
): readonly SummaryLine[] {
  return form === null
    ? []
    : summary(form, answersOf(form, body), { today }, lang)
        .flatMap(({ rows }) => rows)
        .map(({ label, value, page }) => ({ label, value, path: `to-khai/${page}` }));
}
