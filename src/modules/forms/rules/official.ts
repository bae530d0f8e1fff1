/**
 * The official paper (tờ khai) in plain marks, one line a line:
 *
 *   # I. NGƯỜI ỦY QUYỀN            a heading            > (nếu có)                 a centred line in italics
 *   >> {noi-lap}, ngày …           at the right         ---                        a gap
 *   Họ và tên: {ho-ten}            an answer; a dotted line while it is empty
 *   {noi-o.commune} {sinh:words}   a part of an address; a day in words
 *   {tinh-trang=ly-hon} Ly hôn     a box, ticked when that is the answer
 *   [con: ho-ten, ngay-sinh]       a table of a group, a column for each named field
 *   === Người khai (Ký, ghi rõ họ tên) {ho-ten} | Người chứng kiến
 */
import type { AnswerItem, Answers, FormDefinition, FormVersion } from '../schema.ts';
import { addressOf, isEmpty, itemsOf, textOf, valuesOf } from './answers.ts';
import { dayFigures } from './day.ts';
import { dayInWords } from './day-words.ts';
import { findField } from './fields.ts';
import { answerWords } from './summary.ts';

/** A piece of a line. `blank`: a dotted line to write on. */
export type Run =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'blank' }
  | { readonly kind: 'box'; readonly ticked: boolean };

/** Where somebody signs. */
export interface SignaturePlace {
  readonly title: string;
  readonly note: string;
  readonly name: string;
}

/** A part of the paper, ready to be drawn as PDF or Word. */
export type Block =
  | { readonly kind: 'heading' | 'center' | 'right' | 'line'; readonly runs: readonly Run[] }
  | { readonly kind: 'gap' }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'signatures'; readonly places: readonly SignaturePlace[] };

const HOLE = /\{([a-z][a-z0-9-]*)(?:\.(province|commune|line)|:(words)|=([a-z0-9-]+))?\}/g;

/** A hole of the marks: which field, and what of it. */
export interface Hole {
  readonly key: string;
  readonly part: 'province' | 'commune' | 'line' | null;
  readonly words: boolean;
  readonly value: string | null;
}

function holeOf(match: RegExpExecArray | RegExpMatchArray): Hole {
  const part = match[2];
  return {
    key: match[1] ?? '',
    part: part === 'province' || part === 'commune' || part === 'line' ? part : null,
    words: match[3] !== undefined,
    value: match[4] ?? null,
  };
}

/** Every field that the marks of a line name, tables included: for the check that they exist. */
export function holesOf(line: string): readonly Hole[] {
  const table = tableOf(line);
  const plain = (key: string) => ({ key, part: null, words: false, value: null });
  return table === null ? [...line.matchAll(HOLE)].map(holeOf) : [table.group, ...table.columns].map(plain);
}

function tableOf(line: string): { readonly group: string; readonly columns: readonly string[] } | null {
  const read = /^\[([a-z][a-z0-9-]*): *([a-z0-9, -]+)\]$/.exec(line.trim());
  return read?.[1] === undefined || read[2] === undefined
    ? null
    : { group: read[1], columns: read[2].split(',').map((one) => one.trim()) };
}

interface Filled {
  readonly form: FormDefinition;
  readonly answers: Answers;
}

function holeText({ key, part, words }: Hole, { form, answers }: Filled): string {
  const field = findField(form, key);
  const answer = answers[key];
  if (field === null || field.kind === 'group' || isEmpty(answer)) {
    return '';
  }
  if (part !== null) {
    return addressOf(answer)[part];
  }
  if (words) {
    return dayInWords(textOf(answer));
  }
  return field.kind === 'day' && dayFigures(textOf(answer)) !== ''
    ? dayFigures(textOf(answer))
    : answerWords(field, answer);
}

function runsOf(line: string, filled: Filled): readonly Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const match of line.matchAll(HOLE)) {
    const hole = holeOf(match);
    if (match.index > at) {
      runs.push({ kind: 'text', text: line.slice(at, match.index) });
    }
    at = match.index + match[0].length;
    if (hole.value !== null) {
      runs.push({ kind: 'box', ticked: valuesOf(filled.answers[hole.key]).includes(hole.value) });
    } else {
      const text = holeText(hole, filled);
      runs.push(text === '' ? { kind: 'blank' } : { kind: 'answer', text });
    }
  }
  if (at < line.length) {
    runs.push({ kind: 'text', text: line.slice(at) });
  }
  return runs;
}

const EMPTY_ROWS = 3;

function tableBlock(group: string, columns: readonly string[], { form, answers }: Filled): Block {
  const field = findField(form, group);
  const inner = field?.kind === 'group' ? field.fields : [];
  const shown = columns.flatMap((key) => inner.find((one) => one.key === key) ?? []);
  const items = itemsOf(answers[group]);
  const empty = Array.from({ length: items.length === 0 ? EMPTY_ROWS : 0 }, (): AnswerItem => ({}));
  return {
    kind: 'table',
    head: shown.map(({ label }) => label),
    rows: [...items, ...empty].map((item) => shown.map((one) => answerWords(one, item[one.key]))),
  };
}

function signaturesBlock(text: string, filled: Filled): Block {
  const places = text.split('|').map((part) => {
    const name = [...part.matchAll(HOLE)].map((match) => holeText(holeOf(match), filled)).join(' ');
    const read = /^([^(]*)(\([^)]*\))?/.exec(part.replace(HOLE, '').trim());
    return { title: read?.[1]?.trim() ?? '', note: read?.[2] ?? '', name };
  });
  return { kind: 'signatures', places };
}

/** The marks of a form that brings none: every part a heading, every question a line, one signature. */
export function usualMarks(form: FormDefinition): string {
  const lines: string[] = [];
  let part: string | undefined;
  for (const page of form.pages) {
    if (page.part !== undefined && page.part !== part) {
      lines.push(`# ${page.part}`);
    }
    part = page.part;
    for (const field of page.fields) {
      const label = field.label.replace(/[?:.…\s]+$/u, '');
      if (field.kind === 'group') {
        lines.push(`${label}:`, `[${field.key}: ${field.fields.map(({ key }) => key).join(', ')}]`);
      } else if (field.kind === 'statement') {
        lines.push(`{${field.key}=yes} ${field.label}`);
      } else if (field.kind === 'choice' || field.kind === 'choices') {
        lines.push(`${label}:`, ...field.options.map((one) => `{${field.key}=${one.value}} ${one.label}`));
      } else {
        lines.push(`${label}: {${field.key}}`);
      }
    }
  }
  return [...lines, '=== Người khai (Ký, ghi rõ họ, chữ đệm, tên)'].join('\n');
}

/** The paper with the answers in it; without answers, the empty form to print and fill in by hand. */
export function officialBlocks(form: FormDefinition, answers: Answers): readonly Block[] {
  const filled = { form, answers };
  return (form.official ?? usualMarks(form))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line): Block => {
      const table = tableOf(line);
      if (table !== null) {
        return tableBlock(table.group, table.columns, filled);
      }
      if (line === '---') {
        return { kind: 'gap' };
      }
      if (line.startsWith('===')) {
        return signaturesBlock(line.slice(3), filled);
      }
      const [mark] = /^(#|>>|>)(?= )/.exec(line) ?? [''];
      const kind = mark === '#' ? 'heading' : mark === '>>' ? 'right' : mark === '>' ? 'center' : 'line';
      return { kind, runs: runsOf(line.slice(mark.length).trim(), filled) };
    });
}

/** The small line at the foot of each page: which form, which instrument, which version of the centre. */
export function paperFoot({ definition, version }: FormVersion): string {
  const parts = [definition.number ?? definition.name, definition.source];
  return `${parts.join(' · ')} · bản ${version}`;
}
