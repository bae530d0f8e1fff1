/**
 * Conditions and checks as an administrator writes them: "tinh-trang là da-ly-hon và ngay-sinh từ đủ 18 tuổi", "không
 * sau hôm nay". Reading what was written gives back the same condition; what cannot be read is told, never guessed.
 */
import { editorMessages } from '../messages-editor.ts';
import type { Check, Clause, Condition } from '../schema.ts';
import { readNumber } from './answers.ts';

const t = editorMessages('vi');

/** Words that were read, or why they could not be. */
export type ReadWords<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

const KEY = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';
const VALUES: Readonly<Record<string, string>> = { có: 'yes', không: 'no' };
const valueWord = (value: string) => (value === 'yes' ? 'có' : value === 'no' ? 'không' : value);

const values = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => VALUES[one.toLowerCase()] ?? one);

function readClause(text: string): Clause | null {
  const read = new RegExp(`^(${KEY}) (.+)$`).exec(text.trim());
  const [field, rest] = [read?.[1], read?.[2]];
  if (field === undefined || rest === undefined) {
    return null;
  }
  const after = (start: string) => (rest.startsWith(start) ? rest.slice(start.length) : null);
  if (rest === 'có trả lời' || rest === 'không trả lời') {
    return { field, answered: rest === 'có trả lời' };
  }
  const age = /^(từ đủ|dưới) (\d{1,3}) tuổi$/.exec(rest);
  if (age !== null) {
    return age[1] === 'dưới' ? { field, ageBelow: Number(age[2]) } : { field, ageFrom: Number(age[2]) };
  }
  const isNot = after('không là ');
  if (isNot !== null) {
    return values(isNot).length === 0 ? null : { field, isNot: values(isNot) };
  }
  const is = after('là ');
  if (is !== null) {
    return values(is).length === 0 ? null : { field, is: values(is) };
  }
  const [atLeast, atMost] = [readNumber(after('từ ') ?? ''), readNumber(after('đến ') ?? '')];
  return atLeast !== null ? { field, atLeast } : atMost !== null ? { field, atMost } : null;
}

/** Reads a condition; "và" and "hoặc" are not mixed in one. */
export function readCondition(text: string): ReadWords<Condition> {
  const plain = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  const [and, or] = [plain.includes(' và '), plain.includes(' hoặc ')];
  if (and && or) {
    return { ok: false, message: t('mixedCondition') };
  }
  const clauses: Clause[] = [];
  for (const part of plain.split(or ? ' hoặc ' : ' và ')) {
    const clause = readClause(part);
    if (clause === null) {
      return { ok: false, message: t('unreadCondition', { typed: part }) };
    }
    clauses.push(clause);
  }
  return { ok: true, value: { join: or ? 'any' : 'all', clauses } };
}

function clauseWords(clause: Clause): string {
  const { field } = clause;
  if ('is' in clause) {
    return `${field} là ${clause.is.map(valueWord).join(', ')}`;
  }
  if ('isNot' in clause) {
    return `${field} không là ${clause.isNot.map(valueWord).join(', ')}`;
  }
  if ('answered' in clause) {
    return `${field} ${clause.answered ? 'có' : 'không'} trả lời`;
  }
  if ('atLeast' in clause) {
    return `${field} từ ${figure(clause.atLeast)}`;
  }
  if ('atMost' in clause) {
    return `${field} đến ${figure(clause.atMost)}`;
  }
  return 'ageFrom' in clause
    ? `${field} từ đủ ${clause.ageFrom} tuổi`
    : `${field} dưới ${clause.ageBelow} tuổi`;
}

const figure = (n: number) => String(n).replace('.', ',');

/** A condition as {@link readCondition} reads it. */
export function conditionWords(condition: Condition): string {
  return condition.clauses.map(clauseWords).join(condition.join === 'any' ? ' hoặc ' : ' và ');
}

function readRule(text: string): Check | null {
  const shape = /^dạng (.+)$/.exec(text);
  if (shape?.[1] !== undefined) {
    return { rule: 'shape', shapes: shape[1].split(' hoặc ').map((one) => one.trim()) };
  }
  const length = /^dài (\d{1,4})-(\d{1,4}) ký tự$/.exec(text);
  if (length !== null) {
    return { rule: 'length', min: Number(length[1]), max: Number(length[2]) };
  }
  if (text === 'không sau hôm nay' || text === 'không trước hôm nay') {
    return { rule: text === 'không sau hôm nay' ? 'not-future' : 'not-past' };
  }
  const within = new RegExp(`^trong (\\d{1,4}) tháng(?: sau (${KEY}))?$`).exec(text);
  if (within !== null) {
    return {
      rule: 'within-months',
      months: Number(within[1]),
      ...(within[2] === undefined ? {} : { field: within[2] }),
    };
  }
  const other = new RegExp(`^(không trước|giống|khác) (${KEY})$`).exec(text);
  if (other?.[2] !== undefined) {
    const field = other[2];
    const rule = other[1] === 'giống' ? 'same-as' : other[1] === 'khác' ? 'differs-from' : 'not-before';
    return { rule, field };
  }
  const range = /^(?:từ (\S+))? ?(?:đến (\S+))?( tuổi)?$/.exec(text);
  const [min, max] = [readNumber(range?.[1] ?? ''), readNumber(range?.[2] ?? '')];
  const bad = (range?.[1] !== undefined && min === null) || (range?.[2] !== undefined && max === null);
  if (range === null || bad || (min === null && max === null)) {
    return null;
  }
  const ends = { ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
  return range[3] === undefined ? { rule: 'range', ...ends } : { rule: 'age', ...ends };
}

/** Reads one check; after " : " may stand the words that a person then reads. */
export function readCheck(text: string): ReadWords<Check> {
  const plain = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  const cut = plain.indexOf(' : ');
  const check = readRule(cut < 0 ? plain : plain.slice(0, cut));
  if (check === null) {
    return { ok: false, message: t('unreadCheck', { typed: plain }) };
  }
  return { ok: true, value: cut < 0 ? check : { ...check, message: plain.slice(cut + 3) } };
}

function ruleWords(check: Check): string {
  switch (check.rule) {
    case 'shape':
      return `dạng ${check.shapes.join(' hoặc ')}`;
    case 'length':
      return `dài ${check.min}-${check.max} ký tự`;
    case 'range':
    case 'age': {
      const ends = [
        check.min === undefined ? '' : `từ ${figure(check.min)}`,
        check.max === undefined ? '' : `đến ${figure(check.max)}`,
      ].filter((end) => end !== '');
      return `${ends.join(' ')}${check.rule === 'age' ? ' tuổi' : ''}`;
    }
    case 'not-future':
      return 'không sau hôm nay';
    case 'not-past':
      return 'không trước hôm nay';
    case 'not-before':
      return `không trước ${check.field}`;
    case 'within-months':
      return `trong ${check.months} tháng${check.field === undefined ? '' : ` sau ${check.field}`}`;
    case 'same-as':
      return `giống ${check.field}`;
    case 'differs-from':
      return `khác ${check.field}`;
    default:
      return check satisfies never;
  }
}

/** A check as {@link readCheck} reads it. */
export function checkWords(check: Check): string {
  return check.message === undefined ? ruleWords(check) : `${ruleWords(check)} : ${check.message}`;
}
