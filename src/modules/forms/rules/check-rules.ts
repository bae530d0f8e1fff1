import type { Lang } from '#platform/i18n.ts';
import { formMessages } from '../messages.ts';
import type { Answer, Answers, Check, FormDefinition } from '../schema.ts';
import { numberWords, readNumber, textOf } from './answers.ts';
import { addMonths, compareDays, readDay, yearsBetween } from './day.ts';
import { findField } from './fields.ts';

/** What a check may look at beside the answer itself. */
interface Beside {
  readonly label: string;
  /** Answers of the same entry of a group, or of the form. */
  readonly siblings: Answers;
  readonly answers: Answers;
  readonly form: FormDefinition;
  readonly today: string;
  readonly lang: Lang;
}

const SIGNS: Readonly<Record<string, string>> = { '#': '\\d', '@': '\\p{L}', '*': '[\\p{L}\\d]' };

/** Whether a text has a shape: `#` a digit, `@` a letter, `*` either, anything else itself. */
export function hasShape(text: string, shape: string): boolean {
  const pattern = Array.from(shape, (sign) => SIGNS[sign] ?? sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(`^${pattern.join('')}$`, 'u').test(text);
}

function otherAnswer(key: string, beside: Beside): string {
  return textOf(beside.siblings[key] ?? beside.answers[key]);
}

function otherLabel(key: string, { form }: Beside): string {
  return findField(form, key)?.label.replace(/[?:.\s]+$/u, '') ?? key;
}

/** The usual words when an answer breaks a check; null when it does not. */
export function checkProblem(check: Check, answer: Answer, beside: Beside): string | null {
  const t = formMessages(beside.lang);
  const { label } = beside;
  const text = textOf(answer);
  switch (check.rule) {
    case 'shape':
      return check.shapes.some((shape) => hasShape(text, shape))
        ? null
        : t('wrongShape', { label, shapes: check.shapes.join(' / ') });
    case 'length':
      if (text.length > check.max) {
        return t('tooLong', { label, max: check.max, length: text.length });
      }
      return text.length < check.min ? t('tooShort', { label, min: check.min }) : null;
    case 'range': {
      const number = readNumber(text);
      if (number !== null && check.min !== undefined && number < check.min) {
        return t('tooSmall', { label, min: numberWords(check.min) });
      }
      return number !== null && check.max !== undefined && number > check.max
        ? t('tooLarge', { label, max: numberWords(check.max) })
        : null;
    }
    case 'same-as':
      return text === otherAnswer(check.field, beside).trim()
        ? null
        : t('notSame', { label, other: otherLabel(check.field, beside) });
    case 'differs-from':
      return text !== otherAnswer(check.field, beside).trim()
        ? null
        : t('notDifferent', { label, other: otherLabel(check.field, beside) });
    default:
      return dayProblem(check, text, beside);
  }
}

type DayCheck = Extract<Check, { rule: 'not-future' | 'not-past' | 'not-before' | 'within-months' | 'age' }>;

function dayProblem(check: DayCheck, text: string, beside: Beside): string | null {
  const t = formMessages(beside.lang);
  const { label } = beside;
  const [day, today] = [readDay(text), readDay(beside.today)];
  if (day === null || today === null) {
    return null;
  }
  switch (check.rule) {
    case 'not-future':
      return compareDays(day, today) > 0 ? t('future', { label }) : null;
    case 'not-past':
      return compareDays(day, today) < 0 ? t('past', { label }) : null;
    case 'not-before': {
      const other = readDay(otherAnswer(check.field, beside));
      return other !== null && compareDays(day, other) < 0
        ? t('before', { label, other: otherLabel(check.field, beside) })
        : null;
    }
    case 'within-months': {
      const from = check.field === undefined ? today : readDay(otherAnswer(check.field, beside));
      const other = check.field === undefined ? t('today') : `“${otherLabel(check.field, beside)}”`;
      return from !== null && compareDays(day, addMonths(from, check.months)) > 0
        ? t('afterMonths', { label, months: check.months, other })
        : null;
    }
    case 'age': {
      const years = yearsBetween(day, today);
      if (years !== null && check.min !== undefined && years.most < check.min) {
        return t('tooYoung', { label, min: check.min });
      }
      return years !== null && check.max !== undefined && years.least > check.max
        ? t('tooOld', { label, max: check.max })
        : null;
    }
    default:
      return check satisfies never;
  }
}
