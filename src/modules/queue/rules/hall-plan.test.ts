import { describe, expect, it } from 'vitest';
import { LettersText } from '../schema-floor.ts';
import { dutyTakenUp, planClashes } from './hall-plan.ts';

const duty = (counter: number, officerId: string, from: number, to: number) => ({
  counter,
  officerId,
  from,
  to,
});

describe('a day that cannot be kept', () => {
  it.each([
    ['one after the other', [duty(1, 'lan', 450, 690), duty(1, 'minh', 690, 1020)], []],
    ['two at one counter', [duty(1, 'lan', 450, 690), duty(1, 'minh', 689, 1020)], ['counter-twice']],
    ['one at two counters', [duty(1, 'lan', 450, 690), duty(2, 'lan', 600, 640)], ['officer-twice']],
    [
      'the same person twice at one counter',
      [duty(1, 'lan', 450, 690), duty(1, 'lan', 450, 690)],
      ['counter-twice'],
    ],
    ['different people at different counters', [duty(1, 'lan', 450, 690), duty(2, 'minh', 450, 690)], []],
  ])('%s', (_name, duties, kinds) => {
    expect(planClashes(duties).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('the duty that is taken up', () => {
  const morning = duty(1, 'lan', 450, 690);
  const afternoon = duty(1, 'lan', 690, 1020);
  it.each([
    [404, undefined],
    [405, morning],
    [600, morning],
    [650, afternoon],
    [1019, afternoon],
    [1020, undefined],
  ])('at minute %i', (minute, expected) => {
    expect(dutyTakenUp([morning, afternoon], minute)).toBe(expected);
  });
});

describe('lines as they are written', () => {
  it.each([
    ['A', [{ letter: 'A', helps: false }]],
    [
      'a, b (c)',
      [
        { letter: 'A', helps: false },
        { letter: 'B', helps: false },
        { letter: 'C', helps: true },
      ],
    ],
    ['', []],
  ])('%s', (text, expected) => {
    expect(LettersText.parse(text)).toEqual(expected);
  });

  it.each(['AB', 'A (B', '1', 'A A'])('%s is told what to write', (text) => {
    expect(LettersText.safeParse(text).success).toBe(false);
  });
});
