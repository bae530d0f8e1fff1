import { expect, test } from 'vitest';
import { runsOf } from './door-hours.ts';

const says = (text: string) => text.slice(0, 1);
const told = (things: readonly string[], follows?: (a: string, b: string) => boolean) =>
  runsOf(things, says, follows).map(({ first, last }) => (first === last ? first : `${first}–${last}`));

test.each([
  ['nothing', [], []],
  ['neighbours that say the same are one line', ['a1', 'a2', 'a3', 'b4'], ['a1–a3', 'b4']],
  ['what comes back later is a line of its own', ['a1', 'b2', 'a3'], ['a1', 'b2', 'a3']],
])('%s', (_name, things, lines) => {
  expect(told(things)).toEqual(lines);
});

test('days off with a day between them are two lines', () => {
  const follows = (a: string, b: string) => Number(a.slice(1)) + 1 === Number(b.slice(1));
  expect(told(['a1', 'a2', 'a4'], follows)).toEqual(['a1–a2', 'a4']);
});
