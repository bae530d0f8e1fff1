/** What the check of a hall's plan looks at in a line. */
export interface CheckedGroup {
  readonly letter: string;
  readonly active: boolean;
  /** Field groups of the catalogue; empty for a line that takes everything else. */
  readonly fields: readonly string[];
  readonly counters: readonly { readonly number: number; readonly helps: boolean }[];
}

/** What the check looks at in a counter. */
export interface CheckedCounter {
  readonly number: number;
  readonly lines: readonly { readonly letter: string; readonly helps: boolean }[];
}

/** Something in the plan of a hall that would leave people without help. `what`: letters, numbers or names. */
export interface HallGap {
  readonly gap:
    | 'no-counters'
    | 'no-groups'
    | 'nobody-calls'
    | 'counter-idle'
    | 'field-nowhere'
    | 'field-twice';
  readonly what: readonly string[];
}

/**
 * What is still missing before a hall can open, the first step first: counters, lines, a counter of its own for each line, lines for each
 * counter, a line for each field of the catalogue, and none of them twice.
 */
export function hallGaps(
  groups: readonly CheckedGroup[],
  counters: readonly CheckedCounter[],
  fieldsOfCatalogue: readonly string[],
): readonly HallGap[] {
  const active = groups.filter((group) => group.active);
  if (counters.length === 0) {
    return [{ gap: 'no-counters', what: [] }];
  }
  if (active.length === 0) {
    return [{ gap: 'no-groups', what: [] }];
  }
  const takesTheRest = active.some(({ fields }) => fields.length === 0);
  const named = active.flatMap(({ fields }) => fields);
  const gaps: readonly HallGap[] = [
    {
      gap: 'nobody-calls',
      what: active.filter((group) => group.counters.every(({ helps }) => helps)).map(({ letter }) => letter),
    },
    {
      gap: 'counter-idle',
      what: counters.filter(({ lines }) => lines.length === 0).map(({ number }) => String(number)),
    },
    {
      gap: 'field-nowhere',
      what: takesTheRest ? [] : fieldsOfCatalogue.filter((field) => !named.includes(field)),
    },
    {
      gap: 'field-twice',
      what: [...new Set(named.filter((field, index) => named.indexOf(field) !== index))],
    },
  ];
  return gaps.filter(({ what }) => what.length > 0);
}
