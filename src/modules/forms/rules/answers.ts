import type {
  AddressAnswer,
  Answer,
  AnswerItem,
  FormField,
  FormOption,
  SingleAnswer,
  SingleField,
} from '../schema.ts';
import { keptDay } from './day.ts';

/** Text of an answer; empty for every other sort. */
export function textOf(answer: Answer | undefined): string {
  return typeof answer === 'string' ? answer : '';
}

/** The values chosen among several; one text counts as one value. */
export function valuesOf(answer: Answer | undefined): readonly string[] {
  if (typeof answer === 'string') {
    return answer === '' ? [] : [answer];
  }
  return Array.isArray(answer) ? answer.filter((one) => typeof one === 'string') : [];
}

/** The entries of a group. */
export function itemsOf(answer: Answer | undefined): readonly AnswerItem[] {
  return Array.isArray(answer) ? answer.filter((one) => typeof one === 'object') : [];
}

/** The parts of an address, empty where nothing was said. */
export function addressOf(answer: Answer | undefined): AddressAnswer {
  return typeof answer === 'object' && !Array.isArray(answer)
    ? { province: answer.province, commune: answer.commune, line: answer.line }
    : { province: '', commune: '', line: '' };
}

/** Whether nothing at all was said. */
export function isEmpty(answer: Answer | undefined): boolean {
  if (answer === undefined || typeof answer === 'string') {
    return (answer ?? '') === '';
  }
  if (Array.isArray(answer)) {
    return answer.every((one) =>
      typeof one === 'string' ? one === '' : Object.values(one).every((part) => isEmpty(part)),
    );
  }
  return answer.province === '' && answer.commune === '' && answer.line === '';
}

/** A number as typed in Vietnamese: "1.500.000", "12,5". Null when it is none. */
export function readNumber(typed: string): number | null {
  const plain = typed.replace(/\s/g, '');
  const whole = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain) ? plain.replaceAll('.', '') : plain;
  return /^-?\d{1,15}([.,]\d{1,6})?$/.test(whole) ? Number(whole.replace(',', '.')) : null;
}

/** 1500000 → "1.500.000"; a fraction stands after a comma. */
export function numberWords(value: number): string {
  const [whole = '', part] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return part === undefined ? grouped : `${grouped},${part}`;
}

const tidy = (text: string) =>
  text
    .normalize('NFC')
    .trim()
    .replace(/[^\S\n]+/g, ' ');

/** The options of a field that has some. */
export function optionsOf(field: FormField): readonly FormOption[] {
  return field.kind === 'choice' || field.kind === 'choices' ? field.options : [];
}

/** One answer brought into the form in which it is kept: spaces, days, numbers, phone; what is of another sort is empty. */
export function keptAnswer(field: SingleField, answer: Answer): SingleAnswer {
  switch (field.kind) {
    case 'address': {
      const { province, commune, line } = addressOf(answer);
      return { province: tidy(province), commune: tidy(commune), line: tidy(line) };
    }
    case 'choices':
      return valuesOf(answer).filter((value) => field.options.some((option) => option.value === value));
    case 'long-text':
      return textOf(answer).normalize('NFC').trim();
    case 'day':
      return keptDay(textOf(answer).replace(/\s/g, ''));
    case 'number':
    case 'money': {
      const typed = tidy(textOf(answer));
      return typed === '' ? '' : String(readNumber(typed) ?? typed);
    }
    case 'phone':
      return textOf(answer)
        .replace(/[\s.-]/g, '')
        .replace(/^\+84/, '0');
    case 'id-number':
      return textOf(answer)
        .replace(/[\s.-]/g, '')
        .toUpperCase();
    case 'email':
      return tidy(textOf(answer)).toLowerCase();
    default:
      return tidy(textOf(answer));
  }
}
