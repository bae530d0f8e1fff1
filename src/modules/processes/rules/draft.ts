import type { FieldError } from '#platform/errors.ts';
import { slug } from '#platform/vietnamese.ts';
import type { DraftEdit, DraftStep, ProcessDraft } from '../schema/draft.ts';
import { ProcessDefinition, type ProcessStep } from '../schema.ts';
import { draftMessages } from './draft-messages.ts';

const t = draftMessages('vi');

/** "hết": no step follows. */
const END = 'hết';

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function numbersOf(keys: readonly string[], steps: readonly { readonly key: string }[]): string {
  return keys.map((key) => String(steps.findIndex((step) => step.key === key) + 1)).join(', ');
}

function rowOf(step: ProcessStep, steps: readonly ProcessStep[]): DraftStep {
  const share = 'share' in step.time;
  const amount = 'share' in step.time ? step.time.share : step.time.hours;
  return {
    key: step.key,
    name: step.name,
    kind: step.kind,
    unit: step.unit,
    role: step.role,
    amount: String(amount).replace('.', ','),
    per: share ? 'share' : 'hours',
    documentsIn: step.documentsIn.join('\n'),
    documentsOut: step.documentsOut.join('\n'),
    next: step.next === undefined ? '' : step.next.length === 0 ? END : numbersOf(step.next, steps),
    split: step.split ?? '',
    returnTo: numbersOf(step.returnTo, steps),
    silence: step.silence ?? '',
    agency: step.agency ?? '',
  };
}

/** A process as the editor shows it. */
export function draftOf(definition: ProcessDefinition): ProcessDraft {
  const { appliesTo, term } = definition;
  return {
    name: definition.name,
    source: definition.source,
    termAmount: term === null ? '' : String(term.amount),
    termUnit: term === null ? '' : term.unit,
    procedures: appliesTo.procedures.join(' '),
    fieldGroups: appliesTo.fieldGroups.join('\n'),
    everything: appliesTo.everything ? 'on' : '',
    steps: definition.steps.map((step) => rowOf(step, definition.steps)),
  };
}

/** "Thẩm định hồ sơ" → "tham-dinh-ho-so": the key of a step that was just added. */
function keyFor(name: string, taken: readonly string[]): string {
  const plain = slug(name).split('-').slice(0, 4).join('-');
  const base = plain === '' ? 'buoc' : plain;
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(key)) {
      return key;
    }
  }
}

/** Gives every row a key of its own; those that have one keep it. */
export function withKeys(draft: ProcessDraft): ProcessDraft {
  const taken: string[] = [];
  return {
    ...draft,
    steps: draft.steps.map((row) => {
      const own = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(row.key) && !taken.includes(row.key);
      const key = own ? row.key : keyFor(row.name, [...taken, ...draft.steps.map((r) => r.key)]);
      taken.push(key);
      return { ...row, key };
    }),
  };
}

/** An empty row as the editor adds it. */
const NEW_ROW: DraftStep = {
  key: '',
  name: '',
  kind: 'handle',
  unit: '',
  role: 'officer',
  amount: '',
  per: 'hours',
  documentsIn: '',
  documentsOut: '',
  next: '',
  split: '',
  returnTo: '',
  silence: '',
  agency: '',
};

/** Rewrites the numbers of other steps after rows have moved; what is no number stays as it was typed. */
function renumber(text: string, places: ReadonlyMap<number, number | null>): string {
  if (text.trim().toLowerCase() === END) {
    return text;
  }
  const moved = text
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const to = places.get(Number(part));
      return to === undefined ? [part] : to === null ? [] : [String(to)];
    });
  return moved.join(', ');
}

/** Adds, removes or moves a row; the numbers by which rows name each other follow. */
export function editDraft(draft: ProcessDraft, edit: DraftEdit): ProcessDraft {
  if (edit.what === 'none' || (edit.what !== 'add' && draft.steps[edit.at] === undefined)) {
    return draft;
  }
  const order: (number | null)[] = draft.steps.map((_, i) => i);
  const { at } = edit;
  switch (edit.what) {
    case 'add':
      order.splice(Math.min(at + 1, order.length), 0, null);
      break;
    case 'remove':
      order.splice(at, 1);
      break;
    case 'up':
    case 'down': {
      const to = edit.what === 'up' ? at - 1 : at + 1;
      const [one, other] = [order[at], order[to]];
      if (one !== undefined && other !== undefined) {
        order[at] = other;
        order[to] = one;
      }
      break;
    }
    default:
      return edit satisfies never;
  }
  const places = new Map<number, number | null>(draft.steps.map((_, i) => [i + 1, null]));
  for (const [to, from] of order.entries()) {
    if (from !== null) {
      places.set(from + 1, to + 1);
    }
  }
  const last = draft.steps[Math.min(at, draft.steps.length - 1)];
  const steps = order.map((from) => {
    const row = from === null ? undefined : draft.steps[from];
    return row === undefined
      ? { ...NEW_ROW, unit: last?.unit ?? '' }
      : { ...row, next: renumber(row.next, places), returnTo: renumber(row.returnTo, places) };
  });
  return { ...draft, steps };
}

/** The field of the editor that a place in the process comes from. */
function fieldOf(path: string): string {
  return path
    .replace(/\.time(\..*)?$/, '.amount')
    .replace(/^appliesTo\.(\w+).*$/, '$1')
    .replace(/^term(\..*)?$/, 'termAmount');
}

/** A draft that can be read, or what is wrong with it field by field. */
export type ReadDraft =
  | { readonly ok: true; readonly definition: ProcessDefinition }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

class Reader {
  readonly fields: FieldError[] = [];

  wrong(path: string, message: string): void {
    this.fields.push({ path, message });
  }

  /** Keys of the steps that the numbers name. */
  keys(text: string, path: string, rows: readonly DraftStep[]): string[] {
    return text
      .split(/[,;\s]+/)
      .filter((part) => part !== '')
      .flatMap((part) => {
        const row = /^\d+$/.test(part) ? rows[Number(part) - 1] : undefined;
        if (row === undefined) {
          this.wrong(path, t('noSuchRow', { typed: part, last: rows.length }));
          return [];
        }
        return [row.key];
      });
  }

  time(row: DraftStep, path: string): object {
    const typed = row.amount.replace(',', '.');
    const amount = Number(typed);
    const hours = row.per === 'days' ? amount * 8 : amount;
    const quarter = row.per === 'share' || Number.isInteger(hours * 4);
    if (!/^\d+(\.\d+)?$/.test(typed) || amount <= 0 || hours > 4000 || !quarter) {
      this.wrong(`${path}.amount`, t('badAmount'));
    }
    return row.per === 'share' ? { share: amount } : { hours };
  }

  row(row: DraftStep, i: number, rows: readonly DraftStep[]): object {
    const path = `steps.${i}`;
    if (row.name === '') {
      this.wrong(`${path}.name`, t('nameMissing', { n: i + 1 }));
    }
    if (row.unit === '') {
      this.wrong(`${path}.unit`, t('unitMissing', { n: i + 1 }));
    }
    const ends = row.next.trim().toLowerCase() === END;
    const asks = row.kind === 'opinion' || row.kind === 'agency';
    return {
      key: row.key,
      name: row.name,
      kind: row.kind,
      unit: row.unit,
      role: row.role,
      time: this.time(row, path),
      documentsIn: lines(row.documentsIn),
      documentsOut: lines(row.documentsOut),
      ...(row.next === '' ? {} : { next: ends ? [] : this.keys(row.next, `${path}.next`, rows) }),
      returnTo: this.keys(row.returnTo, `${path}.returnTo`, rows),
      ...(row.split === 'all' ? { split: 'all' } : {}),
      ...(asks && row.silence !== '' ? { silence: row.silence } : {}),
      ...(row.kind === 'agency' && row.agency !== '' ? { agency: row.agency } : {}),
    };
  }

  term(draft: ProcessDraft): object | null {
    if (draft.termUnit === '') {
      return null;
    }
    if (draft.termUnit === 'same-day') {
      return { amount: 0, unit: 'same-day' };
    }
    if (!/^[1-9]\d{0,4}$/.test(draft.termAmount)) {
      this.wrong('termAmount', t('badTerm'));
    }
    return { amount: Number(draft.termAmount), unit: draft.termUnit };
  }
}

/**
 * Reads a draft into a process. Nothing is guessed: what cannot be read is named with its field and how to mend it.
 * @param validFrom first day of the version, `YYYY-MM-DD`
 */
export function definitionOf(typed: ProcessDraft, code: string, validFrom: string): ReadDraft {
  const draft = withKeys(typed);
  const reader = new Reader();
  for (const [path, message] of [
    ['name', t('processNameMissing')],
    ['source', t('sourceMissing')],
  ] as const) {
    if (draft[path] === '') {
      reader.wrong(path, message);
    }
  }
  const procedures = draft.procedures.split(/[,;\s]+/).filter((one) => one !== '');
  const bad = procedures.find((one) => !/^\d{1,3}\.\d{6}$/.test(one));
  if (bad !== undefined) {
    reader.wrong('procedures', t('badProcedure', { typed: bad }));
  }
  const raw = {
    code,
    name: draft.name,
    source: draft.source,
    validFrom,
    term: reader.term(draft),
    appliesTo: {
      procedures,
      fieldGroups: lines(draft.fieldGroups),
      everything: draft.everything === 'on',
    },
    steps: draft.steps.map((row, i) => reader.row(row, i, draft.steps)),
  };
  if (draft.steps.length === 0) {
    reader.wrong('steps', t('noSteps'));
  }
  const parsed = ProcessDefinition.safeParse(raw);
  if (parsed.success && reader.fields.length === 0) {
    return { ok: true, definition: parsed.data };
  }
  const others = (parsed.error?.issues ?? [])
    .map((issue) => fieldOf(issue.path.join('.')))
    .filter((path) => !reader.fields.some((field) => path.startsWith(field.path)))
    .map((path) => ({ path, message: t('unreadable') }));
  return { ok: false, fields: [...reader.fields, ...others] };
}
