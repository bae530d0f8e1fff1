import type { Answers, Clause, Condition, FormDefinition, FormField } from '../schema.ts';
import { optionsOf } from './answers.ts';
import { visibleFields, visiblePages } from './visible.ts';

/** Any day does: ages are tried by years before it. */
const TODAY = '2000-06-15';
/** Past this many combinations a question counts as reachable rather than keep an administrator waiting. */
const MOST = 4096;

const clausesOf = (condition: Condition | undefined): readonly Clause[] => condition?.clauses ?? [];

/** The answers worth trying for a field: each option, none, and both sides of every number and age asked for. */
function candidates(field: FormField, clauses: readonly Clause[]): readonly Answers[string][] {
  const options = optionsOf(field).map(({ value }) => value);
  switch (field.kind) {
    case 'choice':
      return ['', ...options];
    case 'choices':
      return ['', ...options.map((value) => [value]), options];
    case 'yes-no':
      return ['', 'yes', 'no'];
    case 'statement':
      return ['', 'yes'];
    case 'address':
      return ['', { province: 'x', commune: 'x', line: 'x' }];
    case 'group':
      return ['', [Object.fromEntries(field.fields.map(({ key }) => [key, 'x']))]];
    case 'number':
    case 'money': {
      const edges = clauses.flatMap((clause) =>
        'atLeast' in clause ? [clause.atLeast] : 'atMost' in clause ? [clause.atMost] : [],
      );
      return ['', ...edges.flatMap((edge) => [edge - 1, edge, edge + 1]).map(String)];
    }
    case 'day': {
      const ages = clauses.flatMap((clause) =>
        'ageFrom' in clause ? [clause.ageFrom] : 'ageBelow' in clause ? [clause.ageBelow] : [],
      );
      return [
        '',
        ...[1, ...ages.flatMap((age) => [age - 1, age, age + 1])].map((age) => `${2000 - age}-01-01`),
      ];
    }
    default:
      return ['', 'x'];
  }
}

/** The pages and fields on which a question hangs, by way of all conditions before it. */
function hangsOn(form: FormDefinition, first: readonly Clause[]): ReadonlyMap<string, Clause[]> {
  const found = new Map<string, Clause[]>();
  const open = [...first];
  for (let clause = open.pop(); clause !== undefined; clause = open.pop()) {
    const { field: key } = clause;
    const before = found.get(key);
    if (before === undefined) {
      const page = form.pages.find(({ fields }) => fields.some((field) => field.key === key));
      const field = page?.fields.find((one) => one.key === key);
      open.push(...clausesOf(page?.when), ...clausesOf(field?.when));
    }
    found.set(key, [...(before ?? []), clause]);
  }
  return found;
}

/**
 * Whether some answers lead to a page, or to a field of it. Tried with every combination of the answers it hangs on, by
 * the same rules that ask the questions.
 */
export function canBeAsked(form: FormDefinition, n: number, target: FormField | null): boolean {
  const page = form.pages[n];
  const first = [...clausesOf(page?.when), ...clausesOf(target?.when)];
  if (page === undefined || first.length === 0) {
    return page !== undefined;
  }
  const keys = hangsOn(form, first);
  const fields = form.pages.flatMap((one) => one.fields).filter((field) => keys.has(field.key));
  const choices = fields.map((field) => candidates(field, keys.get(field.key) ?? []));
  if (choices.reduce((product, { length }) => product * length, 1) > MOST) {
    return true;
  }
  // Pages that nothing hangs on are left out: only the way to this page is tried.
  const way = {
    ...form,
    pages: form.pages.filter((one) => one === page || one.fields.some((f) => keys.has(f.key))),
  };
  const tried = (at: number, answers: Answers): boolean => {
    const field = fields[at];
    if (field === undefined) {
      const now = { today: TODAY };
      return (
        visiblePages(way, answers, now).includes(page) &&
        (target === null || visibleFields(page, answers, now).includes(target))
      );
    }
    return (choices[at] ?? []).some((answer) => tried(at + 1, { ...answers, [field.key]: answer }));
  };
  return tried(0, {});
}
