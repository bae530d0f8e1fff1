import type { AddressAnswer, Answers, FormDefinition, PersonPart } from '../schema.ts';
import { isEmpty } from './answers.ts';

/** What is known of the applicant, from the card they showed or their earlier papers. Days `YYYY-MM-DD`. */
export type KnownPerson = Readonly<Partial<Record<Exclude<PersonPart, 'residence'>, string>>> & {
  readonly residence?: AddressAnswer | undefined;
};

/** Fills what is still empty and known of the applicant. `filled` names the fields, so that the page can say so. */
export function fillFromPerson(
  form: FormDefinition,
  answers: Answers,
  person: KnownPerson,
): { readonly answers: Answers; readonly filled: readonly string[] } {
  const after: Answers = { ...answers };
  const filled: string[] = [];
  for (const field of form.pages.flatMap((page) => page.fields)) {
    const known = field.prefill === undefined ? undefined : person[field.prefill];
    const fits = typeof known === 'string' ? field.kind !== 'address' : field.kind === 'address';
    if (known !== undefined && known !== '' && fits && isEmpty(after[field.key])) {
      after[field.key] = known;
      filled.push(field.key);
    }
  }
  return { answers: after, filled };
}
