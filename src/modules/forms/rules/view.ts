import type { Lang } from '#platform/i18n.ts';
import type { QuestionField, QuestionView } from '#platform/question-view.ts';
import { formMessages } from '../messages.ts';
import type { Answer, Answers, FormDefinition, FormPage, SingleField } from '../schema.ts';
import { addressOf, itemsOf, textOf, valuesOf } from './answers.ts';
import type { AnswerIssue } from './check.ts';
import type { Circumstances } from './conditions.ts';
import { dayParts, UNKNOWN_DAY } from './day.ts';
import { visibleFields, visiblePages } from './visible.ts';

const AUTOCOMPLETE: Readonly<Record<string, string>> = { name: 'name', phone: 'tel', email: 'email' };

interface Showing {
  readonly title: string;
  readonly errors: ReadonlyMap<string, string>;
  readonly lang: Lang;
}

function valuesAt(field: SingleField, path: string, answer: Answer | undefined): Record<string, string> {
  if (field.kind === 'address') {
    const { province, commune, line } = addressOf(answer);
    return { [`${path}.province`]: province, [`${path}.commune`]: commune, [`${path}.line`]: line };
  }
  const text = textOf(answer);
  if (field.kind === 'day') {
    const { day, month, year } = dayParts(text);
    const unknown = text === UNKNOWN_DAY ? UNKNOWN_DAY : '';
    return {
      [`${path}.day`]: day,
      [`${path}.month`]: month,
      [`${path}.year`]: year,
      [`${path}.unknown`]: unknown,
    };
  }
  return { [path]: text };
}

function hintOf(field: SingleField, lang: Lang): string | undefined {
  const example =
    field.example === undefined ? '' : formMessages(lang)('exampleIs', { example: field.example });
  const hint = [field.hint ?? '', example].filter((part) => part !== '').join(' ');
  return hint === '' ? undefined : hint;
}

function fieldView(
  field: SingleField,
  path: string,
  answer: Answer | undefined,
  showing: Showing,
): QuestionField {
  const t = formMessages(showing.lang);
  const below = Object.fromEntries([...showing.errors].filter(([at]) => at.startsWith(`${path}.`)));
  const own = showing.errors.get(path);
  const options =
    field.kind === 'yes-no'
      ? [
          { value: 'yes', label: t('yes') },
          { value: 'no', label: t('no') },
        ]
      : field.kind === 'choice' || field.kind === 'choices'
        ? field.options
        : [];
  return {
    kind: field.kind,
    path,
    label: field.label,
    quietLabel: field.label === showing.title,
    hint: hintOf(field, showing.lang),
    error: own,
    optional: field.optional,
    unit: field.kind === 'number' ? field.unit : field.kind === 'money' ? 'đồng' : undefined,
    partial: field.kind === 'day' && field.partial,
    values: valuesAt(field, path, answer),
    chosen: valuesOf(answer),
    options,
    errors: below,
    autocomplete: field.prefill === undefined ? undefined : AUTOCOMPLETE[field.prefill],
  };
}

/**
 * What a page shows for the answers so far: its questions with what was typed and what is wrong.
 * @param issues of `checkAnswers`; those of other pages are left out
 */
export function questionView(
  form: FormDefinition,
  page: FormPage,
  answers: Answers,
  issues: readonly AnswerIssue[],
  now: Circumstances & { readonly lang?: Lang | undefined },
): QuestionView {
  const lang = now.lang ?? 'vi';
  const t = formMessages(lang);
  const asked = visiblePages(form, answers, now);
  const errors = issues.filter((issue) => issue.page === page.key);
  const showing = { title: page.title, errors: new Map(errors.map((e) => [e.path, e.message])), lang };
  const fields = visibleFields(page, answers, now).map((field) => {
    if (field.kind !== 'group') {
      return fieldView(field, field.key, answers[field.key], showing);
    }
    const items = itemsOf(answers[field.key]);
    const shown = items.length === 0 ? [{}] : items;
    return {
      kind: 'group' as const,
      path: field.key,
      label: field.label,
      quietLabel: field.label === page.title,
      hint: field.hint,
      error: showing.errors.get(field.key) ?? showing.errors.get(`${field.key}.0`),
      item: field.item,
      entries: shown.map((item, i) => ({
        title: t('numbered', {
          item: field.item.charAt(0).toLocaleUpperCase('vi') + field.item.slice(1),
          n: i + 1,
        }),
        fields: field.fields.map((inner) =>
          fieldView(inner, `${field.key}.${i}.${inner.key}`, item[inner.key], showing),
        ),
      })),
      mayAdd: shown.length < field.max,
      mayRemove: shown.length > 1,
    };
  });
  return {
    key: page.key,
    title: page.title,
    part: page.part,
    hint: page.hint,
    at: asked.findIndex((one) => one.key === page.key) + 1,
    of: asked.length,
    fields,
    errors: errors.map(({ path, message }) => ({ path, message })),
  };
}

/** The page after this one among those that are asked, or before it; null at the ends. */
export function neighbourPages(
  form: FormDefinition,
  page: FormPage,
  answers: Answers,
  now: Circumstances,
): { readonly before: FormPage | null; readonly after: FormPage | null } {
  const asked = visiblePages(form, answers, now);
  const at = asked.findIndex((one) => one.key === page.key);
  return { before: asked[at - 1] ?? null, after: at < 0 ? null : (asked[at + 1] ?? null) };
}
