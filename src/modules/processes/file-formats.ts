import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { definitionOf, draftOf } from './rules/draft.ts';
import { type DraftStep, ProcessDraft } from './schema/draft.ts';
import { ProcessDefinition } from './schema.ts';

/** Formats in which a process is taken along: for programs, for people who write, for spreadsheets. */
export const ProcessFormat = z.enum(['json', 'yaml', 'csv']);
export type ProcessFormat = z.output<typeof ProcessFormat>;

const HEAD = [
  ['Mã quy trình', 'code'],
  ['Tên quy trình', 'name'],
  ['Căn cứ', 'source'],
  ['Áp dụng từ ngày', 'validFrom'],
  ['Thời hạn', 'termAmount'],
  ['Đơn vị thời hạn', 'termUnit'],
  ['Mã thủ tục', 'procedures'],
  ['Nhóm lĩnh vực', 'fieldGroups'],
  ['Mọi thủ tục khác', 'everything'],
] as const;

const COLUMNS: readonly (readonly [string, keyof DraftStep])[] = [
  ['Mã bước', 'key'],
  ['Tên bước', 'name'],
  ['Loại', 'kind'],
  ['Đơn vị', 'unit'],
  ['Vai trò', 'role'],
  ['Thời gian', 'amount'],
  ['Tính bằng', 'per'],
  ['Giấy tờ vào', 'documentsIn'],
  ['Giấy tờ ra', 'documentsOut'],
  ['Bước tiếp theo', 'next'],
  ['Cùng lúc', 'split'],
  ['Trả về bước', 'returnTo'],
  ['Không trả lời', 'silence'],
  ['Cơ quan khác', 'agency'],
];

/** A cell of a table: quoted where it must be; text that a spreadsheet would run as a formula gets a quote in front. */
function cell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function plain(text: string): string {
  return /^'[=+\-@\t]/.test(text) ? text.slice(1) : text;
}

/** Rows of a table in the common form (RFC 4180), also with semicolons as Vietnamese spreadsheets write them. */
export function readTable(text: string): readonly (readonly string[])[] {
  const clean = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const firstLine = clean.split('\n', 1)[0] ?? '';
  const comma = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  for (let i = 0; i < clean.length; i += 1) {
    const letter = clean[i];
    if (quoted) {
      if (letter === '"' && clean[i + 1] === '"') {
        value += '"';
        i += 1;
      } else if (letter === '"') {
        quoted = false;
      } else {
        value += letter;
      }
    } else if (letter === '"') {
      quoted = true;
    } else if (letter === comma) {
      row.push(value);
      value = '';
    } else if (letter === '\n') {
      rows.push([...row, value]);
      row = [];
      value = '';
    } else {
      value += letter;
    }
  }
  return value === '' && row.length === 0 ? rows : [...rows, [...row, value]];
}

function toTable(definition: ProcessDefinition): string {
  const draft = draftOf(definition);
  const { code, validFrom } = definition;
  const head = { ...draft, code, validFrom };
  const rows = [
    ...HEAD.map(([label, key]) => [label, head[key]]),
    [],
    COLUMNS.map(([label]) => label),
    ...draft.steps.map((step) => COLUMNS.map(([, key]) => step[key])),
  ];
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function fromTable(text: string): unknown {
  const rows = readTable(text).map((row) => row.map(plain));
  const head = Object.fromEntries(
    HEAD.map(([label, key]) => [key, rows.find((row) => row[0] === label)?.[1] ?? '']),
  );
  const start = rows.findIndex((row) => row[0] === COLUMNS[0]?.[0] && row.includes('Tên bước'));
  const labels = rows[start] ?? [];
  const steps = (start < 0 ? [] : rows.slice(start + 1))
    .filter((row) => row.some((one) => one.trim() !== ''))
    .map((row) => Object.fromEntries(COLUMNS.map(([label, key]) => [key, row[labels.indexOf(label)] ?? ''])));
  const draft = ProcessDraft.parse({ ...head, steps });
  const read = definitionOf(draft, head['code'] ?? '', head['validFrom'] ?? '');
  if (!read.ok) {
    const [first] = read.fields;
    throw new ProcessFileError(first?.path ?? '', first?.message ?? '');
  }
  return read.definition;
}

/** A file that is no process: the place, and what is wrong there. */
export class ProcessFileError extends Error {
  readonly place: string;
  constructor(place: string, message: string) {
    super(message);
    this.name = 'ProcessFileError';
    this.place = place;
  }
}

/** Writes a process as a file. Reading it again gives the same process. */
export function writeProcess(definition: ProcessDefinition, format: ProcessFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(definition, null, 2)}\n`;
    case 'yaml':
      return stringify(definition);
    case 'csv':
      return toTable(definition);
    default:
      return format satisfies never;
  }
}

/** Reads a process from a file of any of the formats. @throws ProcessFileError naming the wrong place */
export function readProcess(text: string, format: ProcessFormat): ProcessDefinition {
  let raw: unknown;
  try {
    raw = format === 'csv' ? fromTable(text) : parse(text);
  } catch (error) {
    throw error instanceof ProcessFileError
      ? error
      : new ProcessFileError('', error instanceof Error ? error.message : String(error));
  }
  const parsed = ProcessDefinition.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ProcessFileError(issue?.path.join('.') ?? '', issue?.message ?? '');
  }
  return parsed.data;
}
