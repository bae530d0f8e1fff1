/** What an import would change, part by part, before anything is changed. Pure. */
import type { Procedure } from '../schema.ts';

/** Parts of a procedure in the order in which the law names them. */
export const PARTS = [
  'name',
  'plainName',
  'summary',
  'field',
  'fieldGroup',
  'executor',
  'levels',
  'agency',
  'coordinatingAgencies',
  'promulgatedBy',
  'province',
  'audience',
  'channels',
  'terms',
  'fees',
  'components',
  'componentNotes',
  'dossierCount',
  'results',
  'requirements',
  'steps',
  'legalBasis',
  'decision',
  'source',
  'sourceUrl',
  'replacedBy',
  'keywords',
  'lifeEvents',
  'processCode',
  'register',
  'counterNotes',
  'flags',
  'usualPerYear',
  'effectiveFrom',
  'effectiveTo',
] as const satisfies readonly (keyof Procedure)[];
export type Part = (typeof PARTS)[number];

/** One procedure that an import adds or changes; `parts` is empty for a new one. */
export interface Change {
  readonly code: string;
  readonly name: string;
  readonly kind: 'added' | 'changed';
  readonly parts: readonly Part[];
  readonly before: Procedure | null;
  readonly after: Procedure;
}

/** The whole difference. `absent` are in force here and not in the file; they stay as they are. */
export interface Difference {
  readonly changes: readonly Change[];
  readonly unchanged: number;
  readonly absent: readonly { readonly code: string; readonly name: string }[];
}

/** Key order does not matter, absent and `undefined` are the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'null';

/** Parts in which two bodies differ. The source alone is no difference: the same facts from elsewhere change nothing. */
export const changedParts = (before: Procedure, after: Procedure): Part[] =>
  PARTS.filter((part) => part !== 'source' && canonical(before[part]) !== canonical(after[part]));

/** Compares what is in force with what a file holds. */
export const compareCatalogues = (
  current: readonly Procedure[],
  incoming: readonly Procedure[],
): Difference => {
  const here = new Map(current.map((one) => [one.code, one]));
  const there = new Set(incoming.map((one) => one.code));
  const changes = incoming.flatMap((after): Change[] => {
    const before = here.get(after.code) ?? null;
    const parts = before ? changedParts(before, after) : [];
    return before && parts.length === 0
      ? []
      : [{ code: after.code, name: after.name, kind: before ? 'changed' : 'added', parts, before, after }];
  });
  return {
    changes,
    unchanged: incoming.length - changes.length,
    absent: current.filter(({ code }) => !there.has(code)).map(({ code, name }) => ({ code, name })),
  };
};
