import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HeldStep, loadOf } from './load.ts';

const at = Temporal.Instant.from('2026-05-04T08:00:00+07:00');
const step = (minutes: number, waiting = false): HeldStep => ({
  accountId: 'a',
  minutes,
  enteredAt: at,
  waiting,
});

test.each([
  ['what is left of a budget', [step(240)], 60, { minutes: 180, dossiers: 1, over: 0 }],
  ['a budget used up counts whole', [step(240)], 300, { minutes: 240, dossiers: 1, over: 1 }],
  ['used up to the minute: nothing left, not over', [step(240)], 240, { minutes: 0, dossiers: 1, over: 0 }],
  ['what waits for the citizen counts nothing', [step(240, true)], 60, { minutes: 0, dossiers: 1, over: 0 }],
  [
    'a dossier outside a process counts as one without time',
    [step(0)],
    60,
    { minutes: 0, dossiers: 1, over: 0 },
  ],
  ['nothing held', [], 0, { minutes: 0, dossiers: 0, over: 0 }],
])('%s', (_, steps, used, load) => {
  expect(loadOf(steps, () => used)).toEqual(load);
});

test('the order of steps does not matter, and two halves add up to the whole', () => {
  const steps = fc.array(
    fc.record({
      accountId: fc.constant('a'),
      minutes: fc.nat(2_400),
      enteredAt: fc.constant(at),
      waiting: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(steps, steps, fc.nat(3_000), (one, two, used) => {
      const whole = loadOf([...one, ...two], () => used);
      expect(loadOf([...two, ...one].toReversed(), () => used)).toEqual(whole);
      expect(loadOf(one, () => used).minutes + loadOf(two, () => used).minutes).toBe(whole.minutes);
    }),
  );
});
