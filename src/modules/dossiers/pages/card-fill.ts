import type { FormValues } from '#platform/http/form.ts';
import { readIdCard } from '../rules/id-card.ts';
import { cardMessages } from './card-messages.ts';
import { dayToTyped } from './typed-day.ts';

const card = cardMessages('vi');

/** What an ID card put into the form, and what to look at again. */
export interface CardFill {
  readonly values: FormValues;
  readonly message: string;
  readonly tone: 'ok' | 'soon' | 'late';
}

/** Fills the applicant's fields from what a scanner typed into the box; keeps everything else as it was. */
export function fillFromCard(values: FormValues, raw: string): CardFill {
  const result = readIdCard(raw);
  if (!result.ok) {
    return { values, message: card(result.fault), tone: 'late' };
  }
  const { card: read } = result;
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(read.birthDate);
  const notes = [
    ...read.warnings.map((warning) => card(warning)),
    whole ? '' : card('birth-partial', { date: read.birthDate }),
  ].filter((note) => note !== '');
  const spoilt = (warning: 'name-letters' | 'address-letters', typed: string) =>
    read.warnings.includes(warning) ? '' : typed;
  return {
    values: {
      ...values,
      'parties.applicant.idKind': 'personal-id',
      'parties.applicant.idNumber': read.personalNumber,
      'parties.applicant.name': spoilt('name-letters', read.fullName),
      'parties.applicant.birthDate': whole ? dayToTyped(read.birthDate) : '',
      'parties.applicant.sex': read.sex,
      'parties.applicant.address': spoilt('address-letters', read.address),
    },
    message: [card('done'), ...notes].join(' '),
    tone: notes.length > 0 ? 'soon' : 'ok',
  };
}
