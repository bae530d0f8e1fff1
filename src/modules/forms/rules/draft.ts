import type { FieldError } from '#platform/errors.ts';
import { slug } from '#platform/vietnamese.ts';
import { editorMessages } from '../messages-editor.ts';
import { Answers, FormDefinition, type FormField } from '../schema.ts';
import type { DraftRow, FormDraft } from '../schema-draft.ts';
import { optionsOf } from './answers.ts';
import { emptyRow } from './rows.ts';
import { unsound } from './sound.ts';
import { checkWords, conditionWords, readCheck, readCondition } from './words.ts';

const t = editorMessages('vi');

function rowOf(field: FormField, inGroup: boolean): DraftRow {
  const extra =
    field.kind === 'number' ? (field.unit ?? '') : field.kind === 'group' ? groupWords(field) : '';
  return {
    kind: field.kind === 'day' && field.partial ? 'day-partial' : field.kind,
    key: field.key,
    label: field.label,
    hint: field.hint ?? '',
    example: field.example ?? '',
    optional: field.optional ? 'on' : '',
    when: field.when === undefined ? '' : conditionWords(field.when),
    checks: field.checks.map(checkWords).join('\n'),
    options: optionsOf(field)
      .map(({ value, label, hint }) => `${value} = ${label}${hint === undefined ? '' : ` | ${hint}`}`)
      .join('\n'),
    prefill: field.prefill ?? '',
    extra,
    inGroup: inGroup ? 'on' : '',
  };
}

/** "người con, 1-10": what an entry is called and how many there may be. */
function groupWords({ item, min, max }: Extract<FormField, { kind: 'group' }>): string {
  return `${item}, ${min}-${max}`;
}

/** A definition as the builder shows it. */
export function draftOf(form: FormDefinition): FormDraft {
  return {
    name: form.name,
    number: form.number ?? '',
    source: form.source,
    certainty: form.certainty,
    certaintyNote: form.certaintyNote ?? '',
    procedures: form.procedures.join(' '),
    useWhen: form.useWhen ?? '',
    intro: form.intro ?? '',
    official: form.official ?? '',
    sample: form.sample === undefined ? '' : JSON.stringify(form.sample),
    sampledOn: form.sampledOn ?? '',
    rows: form.pages.flatMap((page) => [
      {
        ...emptyRow('page'),
        key: page.key,
        label: page.title,
        hint: page.hint ?? '',
        extra: page.part ?? '',
        when: page.when === undefined ? '' : conditionWords(page.when),
      },
      ...page.fields.flatMap((field) => [
        rowOf(field, false),
        ...(field.kind === 'group' ? field.fields.map((inner) => rowOf(inner, true)) : []),
      ]),
    ]),
  };
}

/** Gives every row that has none a name made from its label, different from all others of its sort. */
export function withKeys(draft: FormDraft): FormDraft {
  const taken = { page: new Set<string>(), field: new Set<string>() };
  for (const row of draft.rows) {
    taken[row.kind === 'page' ? 'page' : 'field'].add(row.key);
  }
  return {
    ...draft,
    rows: draft.rows.map((row) => {
      if (row.key !== '' || row.label === '') {
        return row;
      }
      const names = taken[row.kind === 'page' ? 'page' : 'field'];
      const words = slug(row.label).split('-').slice(0, 5).join('-').slice(0, 36);
      const base = /^[a-z]/.test(words) ? words : `o-${words}`;
      let key = base;
      for (let n = 2; names.has(key); n += 1) {
        key = `${base}-${n}`;
      }
      names.add(key);
      return { ...row, key };
    }),
  };
}

/** A draft that can be read, or what is wrong with it field by field. */
export type ReadFormDraft =
  | { readonly ok: true; readonly definition: FormDefinition }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Left out where nothing was typed. */
const given = (key: string, text: string): Readonly<Record<string, string>> =>
  text.trim() === '' ? {} : { [key]: text.trim() };

/** A field or page as read, before its schema has looked at it. */
interface RawQuestion {
  readonly [part: string]: unknown;
  readonly fields?: RawQuestion[];
}
interface RawPage extends RawQuestion {
  readonly fields: RawQuestion[];
}

class Reader {
  readonly fields: FieldError[] = [];
  /** Row of the builder for each place of the definition, to lead an error back to it. */
  readonly rowOf = new Map<string, number>();

  wrong(path: string, message: string): void {
    this.fields.push({ path, message });
  }

  condition(text: string, path: string): object {
    if (text.trim() === '') {
      return {};
    }
    const read = readCondition(text);
    if (!read.ok) {
      this.wrong(path, read.message);
      return {};
    }
    return { when: read.value };
  }

  checks(text: string, path: string): object[] {
    return lines(text).flatMap((line) => {
      const read = readCheck(line);
      if (!read.ok) {
        this.wrong(path, read.message);
        return [];
      }
      return [read.value];
    });
  }

  special(row: DraftRow, path: string): object {
    switch (row.kind) {
      case 'choice':
      case 'choices':
        return {
          options: lines(row.options).map((line) => {
            const [left = '', ...rest] = line.split('=');
            const [label = '', hint = ''] = (rest.length === 0 ? left : rest.join('=')).split('|');
            const value = rest.length === 0 ? slug(label) : left.trim();
            return { value, label: label.trim(), ...given('hint', hint) };
          }),
        };
      case 'number':
        return given('unit', row.extra);
      case 'day-partial':
        return { partial: true };
      case 'group': {
        const read = /^(.*?)(?:, *(\d{1,2})-(\d{1,2}))?$/.exec(row.extra.trim());
        const ends = read?.[2] === undefined ? {} : { min: Number(read[2]), max: Number(read[3]) };
        if ((read?.[1] ?? '') === '') {
          this.wrong(`${path}.extra`, t('groupItem', { label: row.label }));
        }
        return { item: read?.[1] ?? '', ...ends, fields: [] };
      }
      default:
        return {};
    }
  }

  field(row: DraftRow, path: string): RawQuestion {
    if (row.label === '') {
      this.wrong(`${path}.label`, t('labelMissing'));
    }
    return {
      kind: row.kind === 'day-partial' ? 'day' : row.kind,
      key: row.key,
      label: row.label,
      ...given('hint', row.hint),
      ...given('example', row.example),
      optional: row.optional === 'on',
      ...this.condition(row.when, `${path}.when`),
      checks: this.checks(row.checks, `${path}.checks`),
      ...given('prefill', row.prefill),
      ...this.special(row, path),
    };
  }

  pages(rows: readonly DraftRow[]): readonly RawPage[] {
    const pages: RawPage[] = [];
    for (const [i, row] of rows.entries()) {
      const path = `rows.${i}`;
      if (row.kind === 'page') {
        if (row.label === '') {
          this.wrong(`${path}.label`, t('titleMissing'));
        }
        this.rowOf.set(`pages.${pages.length}`, i);
        pages.push({
          key: row.key,
          title: row.label,
          ...given('part', row.extra),
          ...given('hint', row.hint),
          ...this.condition(row.when, `${path}.when`),
          fields: [],
        });
        continue;
      }
      const page = pages.at(-1);
      if (page === undefined) {
        this.wrong(`${path}.kind`, t('noPageYet'));
        continue;
      }
      const group = page.fields.at(-1)?.fields;
      const place = `pages.${pages.length - 1}.fields`;
      if (row.inGroup === 'on' && group === undefined) {
        this.wrong(`${path}.inGroup`, t('noGroupYet', { label: row.label }));
      } else if (row.inGroup === 'on' && group !== undefined) {
        this.rowOf.set(`${place}.${page.fields.length - 1}.fields.${group.length}`, i);
        group.push(this.field(row, path));
      } else {
        this.rowOf.set(`${place}.${page.fields.length}`, i);
        page.fields.push(this.field(row, path));
      }
    }
    return pages;
  }

  /** "pages.2.fields.0.options.1.label" → "rows.7.options": the input of the builder that mends it. */
  back(path: string): string {
    const [, place = '', rest = ''] = /^(pages\.\d+(?:\.fields\.\d+)*)\.?(.*)$/.exec(path) ?? [];
    const row = this.rowOf.get(place);
    if (row === undefined) {
      return path.split('.')[0] === 'pages' ? 'rows' : (path.split('.')[0] ?? path);
    }
    const part = rest.split('.')[0] ?? '';
    const names: Readonly<Record<string, string>> = {
      title: 'label',
      part: 'extra',
      item: 'extra',
      unit: 'extra',
      min: 'extra',
      max: 'extra',
      '': 'label',
      fields: 'label',
    };
    return `rows.${row}.${names[part] ?? part}`;
  }
}

function readSample(text: string): object {
  if (text === '') {
    return {};
  }
  try {
    const read = Answers.safeParse(JSON.parse(text));
    return read.success ? { sample: read.data } : {};
  } catch {
    // A sample is made by trying the form out, never typed: one that is no JSON was tampered with and is left out.
    return {};
  }
}

/**
 * Reads a draft into a definition that may be published. Nothing is guessed: what cannot be read, and what cannot be
 * right, is named with the input that mends it.
 * @param today local day, `YYYY-MM-DD`
 */
export function definitionOf(typed: FormDraft, code: string, today: string): ReadFormDraft {
  const draft = withKeys(typed);
  const reader = new Reader();
  const raw = {
    code,
    name: draft.name,
    ...given('number', draft.number),
    source: draft.source,
    certainty: draft.certainty === '' ? 'compare' : draft.certainty,
    ...given('certaintyNote', draft.certaintyNote),
    procedures: draft.procedures.split(/[,;\s]+/).filter((one) => one !== ''),
    ...given('useWhen', draft.useWhen),
    ...given('intro', draft.intro),
    pages: reader.pages(draft.rows),
    ...given('official', draft.official),
    ...readSample(draft.sample),
    ...given('sampledOn', draft.sampledOn),
  };
  for (const [path, message] of [
    ['name', t('nameMissing')],
    ['source', t('sourceMissing')],
  ] as const) {
    if (draft[path].trim() === '') {
      reader.wrong(path, message);
    }
  }
  const parsed = FormDefinition.safeParse(raw);
  const wrong = [...reader.fields];
  const add = (path: string, message: string) => {
    if (!wrong.some((one) => one.path === path)) {
      wrong.push({ path, message });
    }
  };
  for (const issue of parsed.error?.issues ?? []) {
    const path = reader.back(issue.path.map(String).join('.'));
    const row = /^rows\.(\d+)/.exec(path)?.[1];
    const label = row === undefined ? '' : (draft.rows[Number(row)]?.label ?? '');
    add(
      path,
      row === undefined ? issue.message : t('inRow', { n: Number(row) + 1, label, what: issue.message }),
    );
  }
  if (parsed.success && wrong.length === 0) {
    for (const finding of unsound(parsed.data, today)) {
      add(reader.back(finding.path), finding.message);
    }
  }
  return parsed.success && wrong.length === 0
    ? { ok: true, definition: parsed.data }
    : { ok: false, fields: wrong };
}
