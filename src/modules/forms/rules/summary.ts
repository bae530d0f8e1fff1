import type { Lang } from '#platform/i18n.ts';
import { formMessages } from '../messages.ts';
import type { Answer, Answers, FormDefinition, SingleField } from '../schema.ts';
import { addressOf, isEmpty, itemsOf, numberWords, readNumber, textOf, valuesOf } from './answers.ts';
import type { Circumstances } from './conditions.ts';
import { dayFigures, readDay, UNKNOWN_DAY } from './day.ts';
import { cleanAnswers, visibleFields, visiblePages } from './visible.ts';

/** One answered question of the summary. `page`: where it is changed. */
export interface SummaryRow {
  readonly page: string;
  readonly field: string;
  readonly label: string;
  /** Empty where nothing was answered. */
  readonly value: string;
}

/** The rows under one heading: the page's part, or its title. */
export interface SummarySection {
  readonly title: string;
  readonly rows: readonly SummaryRow[];
}

function dayWords(value: string, lang: Lang): string {
  const t = formMessages(lang);
  if (value === UNKNOWN_DAY) {
    return t('unknownDay');
  }
  const day = readDay(value);
  if (day === null || day.year === null || day.day !== null) {
    return dayFigures(value);
  }
  return day.month === null
    ? t('yearOnly', { year: day.year })
    : t('monthYear', { month: day.month, year: day.year });
}

/** An answer as a person reads it: options by their words, money with dots, an address on one line. */
export function answerWords(field: SingleField, answer: Answer | undefined, lang: Lang = 'vi'): string {
  const t = formMessages(lang);
  const text = textOf(answer);
  switch (field.kind) {
    case 'address': {
      const { line, commune, province } = addressOf(answer);
      return [line, commune, province].filter((part) => part !== '').join(', ');
    }
    case 'day':
      return dayWords(text, lang);
    case 'choice':
      return field.options.find((option) => option.value === text)?.label ?? text;
    case 'choices':
      return valuesOf(answer)
        .map((value) => field.options.find((option) => option.value === value)?.label ?? value)
        .join('; ');
    case 'number': {
      const number = readNumber(text);
      const figures = number === null ? text : numberWords(number);
      return figures === '' || field.unit === undefined ? figures : `${figures} ${field.unit}`;
    }
    case 'money': {
      const dong = readNumber(text);
      return dong === null ? text : `${numberWords(dong)} đồng`;
    }
    case 'yes-no':
      return text === 'yes' ? t('yes') : text === 'no' ? t('no') : '';
    case 'statement':
      return text === 'yes' ? t('confirmed') : '';
    default:
      return text;
  }
}

/** Everything that was asked with what was answered, by the parts of the paper, for reading through before it is handed on. */
export function summary(
  form: FormDefinition,
  answers: Answers,
  now: Circumstances,
  lang: Lang = 'vi',
): readonly SummarySection[] {
  const t = formMessages(lang);
  const kept = cleanAnswers(form, answers, now);
  const sections: { title: string; rows: SummaryRow[] }[] = [];
  for (const page of visiblePages(form, kept, now)) {
    const title = page.part ?? page.title;
    const last = sections.at(-1);
    const section = last?.title === title ? last : { title, rows: [] };
    if (section !== last) {
      sections.push(section);
    }
    for (const field of visibleFields(page, kept, now)) {
      if (field.kind !== 'group') {
        const value = answerWords(field, kept[field.key], lang);
        section.rows.push({ page: page.key, field: field.key, label: field.label, value });
        continue;
      }
      const items = itemsOf(kept[field.key]);
      if (items.length === 0) {
        section.rows.push({ page: page.key, field: field.key, label: field.label, value: '' });
      }
      for (const [i, item] of items.entries()) {
        const value = field.fields
          .filter((inner) => !isEmpty(item[inner.key]))
          .map((inner) => `${inner.label}: ${answerWords(inner, item[inner.key], lang)}`)
          .join('; ');
        const label = t('numbered', { item: capitalised(field.item), n: i + 1 });
        section.rows.push({ page: page.key, field: `${field.key}.${i}`, label, value });
      }
    }
  }
  return sections;
}

const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
