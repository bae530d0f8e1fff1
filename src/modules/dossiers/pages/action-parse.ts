import * as z from 'zod';
import type { FieldError } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { Command, type CommandType } from '../schema.ts';
import { copies } from './intake-form.ts';

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const COUNTS = new Set([
  'no',
  'hours',
  'days',
  'amount',
  'pages',
  'copies',
  'fee',
  'originals',
  'certifiedCopies',
  'plainCopies',
]);
const YES_NO = new Set(['complete', 'digital', 'hasReceipt', 'originalsGivenBack']);

/** Text to numbers and yes/no, by the names of the schema; lists of one line become lists of words. */
function plain(value: unknown, key: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => plain(item, key));
  }
  if (isTree(value)) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v, k)]));
  }
  if (typeof value !== 'string') {
    return value;
  }
  if (YES_NO.has(key)) {
    return value === 'true';
  }
  if (key === 'signers') {
    return value
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '');
  }
  const digits = value.replaceAll('.', '');
  return COUNTS.has(key) && /^\d{1,12}$/.test(digits) ? Number(digits) : value;
}

function list(value: unknown): readonly Tree[] {
  return Array.isArray(value) ? value.filter(isTree) : [];
}

/** Blank rows of a form are no rows: a missing item without content, a document without name, a paper not brought. */
function shape(tree: unknown, type: CommandType): unknown {
  if (!isTree(tree)) {
    return { type };
  }
  const rows = {
    ...('items' in tree
      ? { items: list(tree['items']).filter((row) => 'content' in row || 'reason' in row) }
      : {}),
    ...('documents' in tree ? { documents: list(tree['documents']).filter((row) => 'name' in row) } : {}),
    ...('papers' in tree
      ? {
          papers: list(tree['papers'])
            .filter((row) => 'how' in row)
            .map((row) => ({ ...row, ...copies(row), satisfied: { how: row['how'] } })),
        }
      : {}),
  };
  return {
    ...Object.fromEntries(Object.entries({ ...tree, ...rows }).map(([k, v]) => [k, plain(v, k)])),
    type,
  };
}

export type ActionResult =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Reads a posted action form into the one schema of commands. */
export function readAction(type: CommandType, body: unknown): ActionResult {
  const result = parseForm(
    z.preprocess((tree) => shape(tree, type), Command),
    formValues(body),
  );
  return result.ok ? { ok: true, command: result.data } : { ok: false, errors: result.fields };
}
