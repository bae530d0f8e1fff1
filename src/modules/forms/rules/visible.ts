import type {
  Answer,
  AnswerItem,
  Answers,
  FormDefinition,
  FormField,
  FormPage,
  SingleAnswer,
  SingleField,
} from '../schema.ts';
import { isEmpty, itemsOf, keptAnswer } from './answers.ts';
import { type Circumstances, holds } from './conditions.ts';

/** The fields of a page that are asked. */
export function visibleFields(page: FormPage, answers: Answers, now: Circumstances): readonly FormField[] {
  return page.fields.filter((field) => holds(field.when, answers, now));
}

/**
 * The pages that are asked, in order. Answers of pages left out do not count: a condition sees only what stands on
 * pages that are asked themselves.
 */
export function visiblePages(
  form: FormDefinition,
  answers: Answers,
  now: Circumstances,
): readonly FormPage[] {
  return walk(form, answers, now).pages;
}

/** Goes through the form once, first page to last; later conditions see only the answers kept so far. */
function walk(
  form: FormDefinition,
  answers: Answers,
  now: Circumstances,
): { readonly pages: readonly FormPage[]; readonly kept: Answers } {
  const kept: Answers = {};
  const pages = form.pages.filter((page) => {
    if (!holds(page.when, kept, now)) {
      return false;
    }
    // All conditions of a page are decided before its own answers count: they may name earlier pages only.
    const asked = visibleFields(page, kept, now);
    for (const field of asked) {
      const answer =
        field.kind === 'group' ? keptItems(field.fields, answers[field.key]) : kept1(field, answers);
      if (!isEmpty(answer)) {
        kept[field.key] = answer;
      }
    }
    return asked.length > 0;
  });
  return { pages, kept };
}

function kept1(field: SingleField, answers: Answers): SingleAnswer {
  return keptAnswer(field, answers[field.key] ?? '');
}

function keptItems(fields: readonly SingleField[], answer: Answer | undefined): AnswerItem[] {
  return itemsOf(answer)
    .map((item) => {
      const clean: AnswerItem = {};
      for (const field of fields) {
        const part = kept1(field, item);
        if (!isEmpty(part)) {
          clean[field.key] = part;
        }
      }
      return clean;
    })
    .filter((item) => Object.keys(item).length > 0);
}

/**
 * Answers as they are handed on: those of questions that are not asked fall away, as do unknown fields and empty
 * entries; days, numbers and spaces come into one form. Cleaning twice changes nothing more.
 */
export function cleanAnswers(form: FormDefinition, answers: Answers, now: Circumstances): Answers {
  return walk(form, answers, now).kept;
}
