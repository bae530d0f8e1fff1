import { checkAnswers } from '#modules/forms/rules/check.ts';
import { fillFromPerson } from '#modules/forms/rules/prefill.ts';
import { visiblePages } from '#modules/forms/rules/visible.ts';
import type { Answers, FormDefinition } from '#modules/forms/schema.ts';
import type { Body } from '../schema.ts';

/** What is known of the applicant, laid under what was answered. */
export function answersOf(form: FormDefinition, body: Pick<Body, 'answers' | 'applicant'>): Answers {
  const { applicant } = body;
  return fillFromPerson(form, body.answers, {
    name: applicant.name,
    birth: applicant.birthDate,
    'id-number': applicant.idNumber,
    phone: applicant.phone,
  }).answers;
}

/** Keys of the form's pages that are asked after these answers, in order. */
export function formPages(form: FormDefinition | null, body: Body, today: string): readonly string[] {
  return form === null ? [] : visiblePages(form, answersOf(form, body), { today }).map(({ key }) => key);
}

/** Pages of the form with something missing or wrong, in order. */
export function formGaps(
  form: FormDefinition | null,
  body: Body,
  today: string,
): readonly { readonly key: string; readonly title: string }[] {
  if (form === null) {
    return [];
  }
  // A page that was never sent counts as not answered even where everything on it could be filled in beforehand.
  const wrong = new Set(checkAnswers(form, answersOf(form, body), { today }).map(({ page }) => page));
  return form.pages.filter(({ key }) => wrong.has(key)).map(({ key, title }) => ({ key, title }));
}
