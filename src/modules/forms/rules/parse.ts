import type {
  AnswerItem,
  Answers,
  FormField,
  FormPage,
  GroupField,
  SingleAnswer,
  SingleField,
} from '../schema.ts';
import { isEmpty, itemsOf } from './answers.ts';
import { UNKNOWN_DAY } from './day.ts';

/** A posted page, name by name: what the server's form reader gives, and the browser's `FormData` as an object. */
export type PostedPage = Readonly<Record<string, unknown>>;

/** Hidden input that names each field shown on a page, so that an unticked box is told from a field not shown. */
export const ASKED = 'hoi';

const LONGEST = 4000;

/** Bodies may hold anything: only own text counts, tidied of line ends and cut where no answer can be longer. */
function textAt(body: PostedPage, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  const first = Array.isArray(value) ? value.at(-1) : value;
  return typeof first === 'string'
    ? first.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\u0000', '').trim().slice(0, LONGEST)
    : '';
}

function textsAt(body: PostedPage, name: string): string[] {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  const all = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return all
    .filter((one) => typeof one === 'string')
    .map((one) => one.slice(0, 200))
    .slice(0, 60);
}

function readSingle(field: SingleField, path: string, body: PostedPage): SingleAnswer {
  switch (field.kind) {
    case 'address':
      return {
        province: textAt(body, `${path}.province`).slice(0, 200),
        commune: textAt(body, `${path}.commune`).slice(0, 200),
        line: textAt(body, `${path}.line`).slice(0, 500),
      };
    case 'choices':
      return textsAt(body, path);
    case 'day': {
      if (field.partial && textAt(body, `${path}.unknown`) === UNKNOWN_DAY) {
        return UNKNOWN_DAY;
      }
      const parts = (['day', 'month', 'year'] as const).map((part) =>
        textAt(body, `${path}.${part}`).replaceAll('/', '').slice(0, 20),
      );
      return parts.every((part) => part === '') ? '' : parts.join('/');
    }
    default:
      return textAt(body, path);
  }
}

function readItems(field: GroupField, body: PostedPage): AnswerItem[] {
  const items: AnswerItem[] = [];
  for (let i = 0; i < field.max && hasEntry(body, `${field.key}.${i}.`); i += 1) {
    const item: AnswerItem = {};
    for (const inner of field.fields) {
      item[inner.key] = readSingle(inner, `${field.key}.${i}.${inner.key}`, body);
    }
    items.push(item);
  }
  return items.filter((item, i) => i === 0 || Object.values(item).some((answer) => !isEmpty(answer)));
}

const hasEntry = (body: PostedPage, start: string) =>
  Object.keys(body).some((name) => name.startsWith(start));

/**
 * Answers of one page as they were typed. Never fails: what cannot be read is kept for `checkAnswers` to name. Only the
 * fields that the page showed are in the result.
 */
export function parseAnswers(page: FormPage, body: unknown): Answers {
  const posted = isPosted(body) ? body : {};
  const asked = textsAt(posted, ASKED);
  const answers: Answers = {};
  for (const field of page.fields) {
    if (asked.length === 0 || asked.includes(field.key)) {
      answers[field.key] =
        field.kind === 'group' ? readItems(field, posted) : readSingle(field, field.key, posted);
    }
  }
  return answers;
}

function isPosted(body: unknown): body is PostedPage {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** Name of the buttons that add or take away an entry of a group; they post the page without going on. */
export const GROUP_BUTTON = 'muc';

/** A press that adds an entry of a group or takes one away. */
export type GroupPress =
  | { readonly what: 'add'; readonly field: string }
  | { readonly what: 'remove'; readonly field: string; readonly at: number };

/** Which entry button was pressed; null for none: the page was sent to go on. */
export function readGroupPress(body: unknown): GroupPress | null {
  const value = isPosted(body) ? textAt(body, GROUP_BUTTON) : '';
  const read = /^(them|bo):([a-z0-9-]{1,40})(?::(\d{1,2}))?$/.exec(value);
  const field = read?.[2];
  if (read === null || field === undefined) {
    return null;
  }
  return read[1] === 'them' ? { what: 'add', field } : { what: 'remove', field, at: Number(read[3] ?? 0) };
}

/** Adds an empty entry, or takes one away; other answers stay. */
export function pressGroup(page: FormPage, answers: Answers, press: GroupPress): Answers {
  const field: FormField | undefined = page.fields.find((one) => one.key === press.field);
  if (field?.kind !== 'group') {
    return answers;
  }
  const items = itemsOf(answers[field.key]);
  const after =
    press.what === 'remove'
      ? items.filter((_, i) => i !== press.at)
      : [...(items.length === 0 ? [{}] : items), {}].slice(0, field.max);
  return { ...answers, [field.key]: after };
}
