import type { Lang } from '#platform/i18n.ts';
import { formMessages } from '../messages.ts';
import type {
  Answer,
  Answers,
  FormDefinition,
  FormField,
  FormPage,
  GroupField,
  SingleField,
} from '../schema.ts';
import {
  addressOf,
  isEmpty,
  itemsOf,
  keptAnswer,
  numberWords,
  readNumber,
  textOf,
  valuesOf,
} from './answers.ts';
import { checkProblem } from './check-rules.ts';
import type { Circumstances } from './conditions.ts';
import { isWhole, readDay } from './day.ts';
import { visibleFields, visiblePages } from './visible.ts';

/** One thing wrong with the answers: where, and in words how to mend it. */
export interface AnswerIssue {
  /** Name of the input: `birth`, `residence.commune`, `children.0.name`. */
  readonly path: string;
  /** Key of the page on which it is mended. */
  readonly page: string;
  readonly kind: 'missing' | 'wrong';
  readonly message: string;
}

/** How far and in which language to check. `upTo`: key of the last page to look at; `only`: key of the one page. */
export interface CheckOptions extends Circumstances {
  readonly upTo?: string | undefined;
  readonly only?: string | undefined;
  readonly lang?: Lang | undefined;
}

/** Where a field stands: its path, how it is called, and the answers beside it. */
interface Place {
  readonly path: string;
  readonly label: string;
  readonly page: string;
  readonly form: FormDefinition;
  readonly siblings: Answers;
  readonly answers: Answers;
  readonly now: CheckOptions;
}

const LONGEST = { text: 300, 'long-text': 2000, name: 100 } as const;

/** The label within a sentence: without the mark at its end. */
const plainLabel = (label: string) => label.replace(/[?:.…\s]+$/u, '');

class Checker {
  readonly issues: AnswerIssue[] = [];

  add(place: Place, kind: AnswerIssue['kind'], message: string, below = ''): void {
    this.issues.push({ path: `${place.path}${below}`, page: place.page, kind, message });
  }

  /** Whether anything was said; tells what is missing where it must be. */
  answered(field: SingleField, answer: Answer | undefined, place: Place): boolean {
    const t = formMessages(place.now.lang ?? 'vi');
    const { label } = place;
    if (field.kind === 'address' && (!isEmpty(answer) || !field.optional)) {
      const parts = addressOf(answer);
      for (const part of ['province', 'commune', 'line'] as const) {
        if (parts[part].trim() === '') {
          this.add(place, 'missing', t('missingPart', { label, part: t(part) }), `.${part}`);
        }
      }
      return true;
    }
    if (!isEmpty(answer)) {
      return true;
    }
    if (!field.optional) {
      const picks = field.kind === 'choice' || field.kind === 'choices' || field.kind === 'yes-no';
      const key = field.kind === 'statement' ? 'missingStatement' : picks ? 'missingChoice' : 'missingText';
      this.add(place, 'missing', t(key, { label }));
    }
    return false;
  }

  /** What the kind of the field asks of any answer. */
  kindProblem(field: SingleField, answer: Answer, place: Place): string | null {
    const t = formMessages(place.now.lang ?? 'vi');
    const { label } = place;
    const text = textOf(answer);
    switch (field.kind) {
      case 'text':
      case 'long-text':
      case 'name': {
        const max = LONGEST[field.kind];
        if (text.length > max) {
          return t('tooLong', { label, max, length: text.length });
        }
        return field.kind === 'name' && !/^[\p{L}\p{M}'’. -]+$/u.test(text)
          ? t('wrongName', { label })
          : null;
      }
      case 'id-number':
        return /^(\d{12}|\d{9}|[A-Z]\d{7,8})$/.test(text) ? null : t('wrongId', { label });
      case 'phone':
        return /^0\d{9,10}$/.test(text) ? null : t('wrongPhone', { label });
      case 'email':
        return text.length <= 200 && /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)
          ? null
          : t('wrongEmail', { label });
      case 'day': {
        const day = readDay(text);
        if (day === null) {
          return t('wrongDay', { label });
        }
        return field.partial || isWhole(day) ? null : t('wholeDay', { label });
      }
      case 'number':
        return readNumber(text) === null ? t('wrongNumber', { label }) : null;
      case 'money': {
        const dong = readNumber(text);
        return dong === null || !Number.isInteger(dong) || dong < 0 ? t('wrongMoney', { label }) : null;
      }
      case 'yes-no':
        return text === 'yes' || text === 'no' ? null : t('wrongChoice', { label });
      case 'statement':
        return text === 'yes' ? null : t('missingStatement', { label });
      case 'choice':
        return field.options.some((option) => option.value === text) ? null : t('wrongChoice', { label });
      case 'choices':
        return valuesOf(answer).length === 0 ? t('wrongChoice', { label }) : null;
      case 'address': {
        const { province, commune, line } = addressOf(answer);
        const length = Math.max(province.length, commune.length, line.length);
        return length > 200 ? t('tooLong', { label, max: 200, length }) : null;
      }
      default:
        return field satisfies never;
    }
  }

  single(field: SingleField, raw: Answer | undefined, place: Place): void {
    if (!this.answered(field, raw, place)) {
      return;
    }
    const answer = keptAnswer(field, raw ?? '');
    const problem = this.kindProblem(field, answer, place);
    if (problem !== null) {
      this.add(place, 'wrong', problem, field.kind === 'address' ? '.line' : '');
      return;
    }
    for (const check of field.checks) {
      const words = checkProblem(check, answer, {
        label: place.label,
        siblings: place.siblings,
        answers: place.answers,
        form: place.form,
        today: place.now.today,
        lang: place.now.lang ?? 'vi',
      });
      if (words !== null) {
        this.add(place, 'wrong', check.message ?? words);
        return;
      }
    }
  }

  group(field: GroupField, answer: Answer | undefined, place: Place): void {
    const t = formMessages(place.now.lang ?? 'vi');
    const items = itemsOf(answer);
    const { item, min, max } = field;
    const filled = items.filter((one) => Object.values(one).some((part) => !isEmpty(part))).length;
    if (filled < (field.optional ? 0 : min)) {
      const label = plainLabel(field.label);
      this.add(
        place,
        'missing',
        t('missingItems', { label, min: numberWords(min), item }),
        filled === 0 ? '.0' : '',
      );
    }
    if (items.length > max) {
      this.add(place, 'wrong', t('tooManyItems', { label: plainLabel(field.label), max, item }));
    }
    for (const [i, entry] of items.slice(0, max).entries()) {
      if (Object.values(entry).every((part) => isEmpty(part))) {
        continue;
      }
      for (const inner of field.fields) {
        const label = t('itemLabel', { label: plainLabel(inner.label), item, n: i + 1 });
        const path = `${place.path}.${i}.${inner.key}`;
        this.single(inner, entry[inner.key], { ...place, path, label, siblings: entry });
      }
    }
  }

  field(form: FormDefinition, page: FormPage, field: FormField, answers: Answers, now: CheckOptions): void {
    const label = field.kind === 'statement' ? field.label : plainLabel(field.label);
    const place = { path: field.key, label, page: page.key, form, siblings: answers, answers, now };
    const answer = answers[field.key];
    if (field.kind === 'group') {
      this.group(field, answer, place);
    } else {
      this.single(field, answer, place);
    }
  }
}

/**
 * Everything that is wrong with the answers, in the order of the form; one issue a field. The same in the browser and on
 * the server. Questions that are not asked are not checked.
 */
export function checkAnswers(
  form: FormDefinition,
  answers: Answers,
  options: CheckOptions,
): readonly AnswerIssue[] {
  const checker = new Checker();
  for (const page of visiblePages(form, answers, options)) {
    if (options.only === undefined || options.only === page.key) {
      for (const field of visibleFields(page, answers, options)) {
        checker.field(form, page, field, answers, options);
      }
    }
    if (page.key === options.upTo) {
      break;
    }
  }
  return checker.issues;
}

/** What is still to be answered, in words: the list before one goes to the centre. */
export function missing(
  form: FormDefinition,
  answers: Answers,
  options: CheckOptions,
): readonly AnswerIssue[] {
  return checkAnswers(form, answers, options).filter((issue) => issue.kind === 'missing');
}
