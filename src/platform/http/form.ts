import type { z } from 'zod';
import { type FieldError, isProblem } from '../errors.ts';
import { fieldErrors } from './problem.ts';

/** What a person typed, kept as it was so that the form can show it again. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

export type FormResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly fields: readonly FieldError[]; readonly values: FormValues };

type Tree = { [key: string]: unknown };
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function place(tree: Tree, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined || FORBIDDEN.has(head)) {
    return;
  }
  if (rest.length === 0) {
    tree[head] = value;
    return;
  }
  const next = tree[head];
  const child: Tree = typeof next === 'object' && next !== null ? (next as Tree) : Object.create(null);
  tree[head] = child;
  place(child, rest, value);
}

/** Turns `0`, `1`, … keys into arrays, depth first. */
function settle(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) {
    return node;
  }
  const entries = Object.entries(node).map(([key, value]) => [key, settle(value)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d{1,3}$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
  }
  return Object.fromEntries(entries);
}

/** The submitted fields by name; anything that is not text is dropped. */
export function formValues(body: unknown): FormValues {
  const values: Record<string, string | string[]> = {};
  for (const [key, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    if (typeof value === 'string') {
      values[key] = value.normalize('NFC').trim();
    } else if (Array.isArray(value)) {
      values[key] = value
        .filter((item) => typeof item === 'string')
        .map((item) => item.normalize('NFC').trim());
    }
  }
  return values;
}

/**
 * Validates a posted HTML form. Names with dots become objects and arrays (`applicant.name`, `papers.0.originals`);
 * text is trimmed and NFC-normalised; empty fields count as absent. On failure everything typed is handed back.
 */
export function parseForm<S extends z.ZodType>(schema: S, body: unknown): FormResult<z.output<S>> {
  const values = formValues(body);
  const tree: Tree = Object.create(null);
  for (const [name, value] of Object.entries(values)) {
    if (value !== '') {
      place(tree, name.split('.'), value);
    }
  }
  const result = schema.safeParse(settle(tree));
  return result.success
    ? { ok: true, data: result.data }
    : { ok: false, fields: fieldErrors(result.error), values };
}

/** Stored settings as the fields of a form hold them: each value as text. */
export function storedValues(stored: object): FormValues {
  return Object.fromEntries(Object.entries(stored).map(([name, value]) => [name, String(value)]));
}

/**
 * A refusal of a command as the form shows it: its fields, or its one sentence at the field `path`.
 * @throws whatever is no refusal that the person could do something about, as it came
 */
export function refusalFields(error: unknown, path: string): readonly FieldError[] {
  if (!isProblem(error) || error.status >= 500 || ['forbidden', 'unauthenticated'].includes(error.code)) {
    throw error;
  }
  return error.details.fields ?? [{ path, message: error.details.detail }];
}
