import { describe, expect, it } from 'vitest';
import { type CheckedCounter, type CheckedGroup, hallGaps } from './hall-check.ts';

const group = (letter: string, fields: readonly string[], counters: readonly number[]): CheckedGroup => ({
  letter,
  active: true,
  fields,
  counters: counters.map((number) => ({ number, helps: false })),
});
const counter = (number: number, ...letters: readonly string[]): CheckedCounter => ({
  number,
  lines: letters.map((letter) => ({ letter, helps: false })),
});
const FIELDS = ['Hộ tịch', 'Đất đai'];

describe('what is missing in a hall', () => {
  it.each([
    ['nothing at all', [], [], ['no-counters']],
    ['counters only', [], [counter(1)], ['no-groups']],
    ['a whole hall', [group('A', ['Hộ tịch'], [1]), group('H', [], [1])], [counter(1, 'A', 'H')], []],
    [
      'a line that nobody calls, a counter that calls nobody',
      [group('A', [], [])],
      [counter(1)],
      ['nobody-calls A', 'counter-idle 1'],
    ],
    ['a field without a line', [group('A', ['Hộ tịch'], [1])], [counter(1, 'A')], ['field-nowhere Đất đai']],
    [
      'a field in two lines',
      [group('A', FIELDS, [1]), group('B', ['Đất đai'], [1])],
      [counter(1, 'A', 'B')],
      ['field-twice Đất đai'],
    ],
  ] as const)('%s', (_name, groups, counters, expected) => {
    const gaps = hallGaps(groups, counters, FIELDS);
    expect(gaps.map(({ gap, what }) => [gap, ...what].join(' '))).toEqual(expected);
  });

  it('a line that only helpers call counts as called by nobody; a closed one does not count', () => {
    const helped = { ...group('A', [], []), counters: [{ number: 1, helps: true }] };
    expect(hallGaps([helped], [counter(1, 'A')], [])).toEqual([{ gap: 'nobody-calls', what: ['A'] }]);
    expect(hallGaps([{ ...helped, active: false }], [counter(1)], [])).toEqual([
      { gap: 'no-groups', what: [] },
    ]);
  });
});
