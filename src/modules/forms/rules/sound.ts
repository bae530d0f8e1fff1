import type { FieldError } from '#platform/errors.ts';
import { editorMessages } from '../messages-editor.ts';
import type { Check, Clause, Condition, FormDefinition, FormField, FormPage } from '../schema.ts';
import { optionsOf } from './answers.ts';
import { checkAnswers } from './check.ts';
import { findField } from './fields.ts';
import { holesOf } from './official.ts';
import { canBeAsked } from './reach.ts';
import { checkWords } from './words.ts';

const t = editorMessages('vi');

/** Where each field is asked: page and place on it, counted from 0; `inner`: inside a group. */
interface Asked {
  readonly field: FormField;
  readonly page: number;
  readonly at: number;
  readonly inner: boolean;
}

function places(form: FormDefinition): ReadonlyMap<string, Asked> {
  const found = new Map<string, Asked>();
  for (const [page, { fields }] of form.pages.entries()) {
    for (const [at, field] of fields.entries()) {
      const inside = field.kind === 'group' ? field.fields : [];
      for (const [one, inner] of [[field, false] as const, ...inside.map((f) => [f, true] as const)]) {
        if (!found.has(one.key)) {
          found.set(one.key, { field: one, page, at, inner });
        }
      }
    }
  }
  return found;
}

/** The values that a choice can be compared with; null for other kinds. */
function valuesOfField(field: FormField): readonly string[] | null {
  if (field.kind === 'yes-no') {
    return ['yes', 'no'];
  }
  if (field.kind === 'statement') {
    return ['yes'];
  }
  const options = optionsOf(field).map(({ value }) => value);
  return options.length === 0 ? null : options;
}

const VALUE_NAMES: Readonly<Record<string, string>> = { yes: 'có', no: 'không' };

class Findings {
  readonly all: FieldError[] = [];
  readonly form: FormDefinition;
  readonly known: ReadonlyMap<string, Asked>;

  constructor(form: FormDefinition) {
    this.form = form;
    this.known = places(form);
  }

  onPage(n: number, below: string, what: string): void {
    const title = this.form.pages[n]?.title ?? '';
    this.all.push({ path: `pages.${n}${below}`, message: t('onPage', { n: n + 1, title, what }) });
  }

  onField(n: number, path: string, field: FormField, what: string): void {
    this.all.push({ path, message: t('onField', { n: n + 1, label: field.label, what }) });
  }

  /** What is wrong with one clause, in words; null when nothing is. */
  clause(clause: Clause, page: number): string | null {
    const key = clause.field;
    const other = this.known.get(key);
    if (other === undefined) {
      return t('noSuchField', { key });
    }
    if (other.page >= page) {
      return t('laterField', { key });
    }
    if (other.inner || (other.field.kind === 'group' && !('answered' in clause))) {
      return t('insideGroup', { key });
    }
    if ('is' in clause || 'isNot' in clause) {
      const values = valuesOfField(other.field);
      const unknown = ('is' in clause ? clause.is : clause.isNot).find((value) => !values?.includes(value));
      if (values === null) {
        return t('wrongClause', { key });
      }
      const named = values.map((value) => VALUE_NAMES[value] ?? value).join(', ');
      return unknown === undefined ? null : t('noSuchValue', { key, value: unknown, values: named });
    }
    const { kind } = other.field;
    const fits =
      'answered' in clause ||
      ('atLeast' in clause || 'atMost' in clause ? kind === 'number' || kind === 'money' : kind === 'day');
    return fits ? null : t('wrongClause', { key });
  }

  condition(condition: Condition | undefined, page: number, tell: (what: string) => void): void {
    for (const clause of condition?.clauses ?? []) {
      const what = this.clause(clause, page);
      if (what !== null) {
        tell(what);
      }
    }
  }

  check(check: Check, asked: Asked, siblings: readonly string[]): string | null {
    const { field } = asked;
    const { kind } = field;
    const texts = ['text', 'long-text', 'name', 'id-number', 'phone', 'email'];
    const fits = {
      shape: texts.includes(kind),
      length: texts.includes(kind),
      range: kind === 'number' || kind === 'money',
      'not-future': kind === 'day',
      'not-past': kind === 'day',
      'not-before': kind === 'day',
      'within-months': kind === 'day',
      age: kind === 'day',
      'same-as': kind !== 'address' && kind !== 'group' && kind !== 'choices',
      'differs-from': kind !== 'address' && kind !== 'group' && kind !== 'choices',
    }[check.rule];
    if (!fits) {
      return t('wrongCheck', { check: checkWords({ ...check, message: undefined }) });
    }
    if ('min' in check && check.min !== undefined && check.max !== undefined && check.min > check.max) {
      return t('endsCrossed');
    }
    if (!('field' in check) || check.field === undefined || siblings.includes(check.field)) {
      return null;
    }
    const other = this.known.get(check.field);
    if (other === undefined) {
      return t('noSuchField', { key: check.field });
    }
    if (other.inner) {
      return t('insideGroup', { key: check.field });
    }
    const before = other.page < asked.page || (other.page === asked.page && other.at < asked.at);
    return before ? null : t('laterCheck', { key: check.field });
  }

  field(field: FormField, n: number, at: number, path: string, siblings: readonly string[]): void {
    const tell = (what: string) => this.onField(n, path, field, what);
    this.condition(field.when, n, tell);
    const asked = { field, page: n, at, inner: false };
    for (const check of field.checks) {
      const what = this.check(check, asked, siblings);
      if (what !== null) {
        tell(what);
      }
    }
    const options = optionsOf(field).map(({ value }) => value);
    const twice = options.find((value, i) => options.indexOf(value) !== i);
    if (twice !== undefined) {
      tell(t('twiceOption', { value: twice }));
    }
    const single = !['group', 'statement', 'yes-no', 'choices', 'number', 'money', 'long-text'].includes(
      field.kind,
    );
    if (
      field.prefill !== undefined &&
      (!single || (field.prefill === 'residence') !== (field.kind === 'address'))
    ) {
      tell(t('badPrefill', { part: field.prefill }));
    }
    if (field.kind === 'group') {
      if (field.min > field.max) {
        tell(t('endsCrossed'));
      }
      for (const [i, inner] of field.fields.entries()) {
        const before = field.fields.slice(0, i).map(({ key }) => key);
        this.field(inner, n, at, `${path}.fields.${i}`, before);
      }
    }
  }

  page(page: FormPage, n: number): void {
    this.condition(page.when, n, (what) => this.onPage(n, '.when', what));
    for (const [at, field] of page.fields.entries()) {
      this.field(field, n, at, `pages.${n}.fields.${at}`, []);
    }
  }

  names(): void {
    const pages: string[] = [];
    const fields: string[] = [];
    for (const [n, page] of this.form.pages.entries()) {
      if (pages.includes(page.key)) {
        this.onPage(n, '.key', t('twicePage', { key: page.key }));
      }
      pages.push(page.key);
      for (const [i, field] of page.fields.entries()) {
        for (const one of field.kind === 'group' ? [field, ...field.fields] : [field]) {
          if (fields.includes(one.key)) {
            this.onField(n, `pages.${n}.fields.${i}`, one, t('twiceField', { key: one.key }));
          }
          fields.push(one.key);
        }
      }
    }
  }

  reach(): void {
    for (const [n, page] of this.form.pages.entries()) {
      if (!canBeAsked(this.form, n, null)) {
        this.onPage(n, '.when', t('unreachable'));
        continue;
      }
      for (const [i, field] of page.fields.entries()) {
        if (field.when !== undefined && !canBeAsked(this.form, n, field)) {
          this.onField(n, `pages.${n}.fields.${i}`, field, t('neverAsked'));
        }
      }
    }
  }

  official(): void {
    for (const [i, line] of (this.form.official ?? '').split('\n').entries()) {
      const tell = (what: string) =>
        this.all.push({ path: 'official', message: t('inOfficial', { n: i + 1, what }) });
      const holes = holesOf(line);
      if (line.replace(/\{[^{}]*\}/g, '').match(/[{}]/) || (line.match(/\{/g)?.length ?? 0) > holes.length) {
        tell(t('officialSign', { line: line.trim().slice(0, 60) }));
      }
      for (const { key, part, words, value } of holes) {
        const field = findField(this.form, key);
        if (field === null) {
          tell(t('officialField', { key }));
          continue;
        }
        const wrong =
          (part !== null && field.kind !== 'address') ||
          (words && field.kind !== 'day') ||
          (value !== null && !valuesOfField(field)?.includes(value));
        if (wrong) {
          tell(t('officialPart', { key }));
        }
      }
    }
  }
}

/**
 * Everything that cannot be right in a definition, each naming its place: names used twice, conditions on questions that
 * come later, questions that nobody is ever asked, checks that do not fit, a paper that names unknown fields, a sample
 * that the form itself refuses. Empty when it may be published. `today`: local day, for a sample without one of its own.
 */
export function unsound(form: FormDefinition, today: string): readonly FieldError[] {
  const findings = new Findings(form);
  findings.names();
  for (const [n, page] of form.pages.entries()) {
    findings.page(page, n);
  }
  findings.official();
  if (findings.all.length === 0) {
    findings.reach();
    const then = { today: form.sampledOn ?? today };
    for (const issue of form.sample === undefined ? [] : checkAnswers(form, form.sample, then)) {
      findings.all.push({ path: 'sample', message: t('inSample', { what: issue.message }) });
    }
  }
  return findings.all;
}
