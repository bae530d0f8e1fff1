import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsOf, sha256, solve } from '../../ui/islands/lib/work.ts';
import { provesWork, WorkGate } from './proof-of-work.ts';

const NOW = Temporal.Instant.from('2026-05-04T01:00:00Z');
const gate = (scope = 'thu', slowPerHour = 2) =>
  new WorkGate({ scope, key: new Uint8Array(32).fill(7), bits: 8, slowPerHour, tooOften: 'Xin chờ.' });

const answered = (work: string) => ({ work, workAnswer: String(solve(work, 0, 100_000)) });

describe('the sum of the browser', () => {
  it('is the SHA-256 of the standard for texts of any length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{0,200}$/), (text) => {
        const words = [...sha256(text)].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
        expect(words).toBe(createHash('sha256').update(text).digest('hex'));
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 60) },
    );
  });

  it('is what the server proves', () => {
    const work = gate().challenge(NOW);
    const answer = solve(work, 0, 100_000) ?? -1;
    expect(bitsOf(work)).toBe(8);
    expect(provesWork(work, String(answer), 8)).toBe(true);
    expect(provesWork(work, String(answer), 60)).toBe(false);
    expect(provesWork(work, `${answer} `, 8)).toBe(false);
  });
});

describe('the gate', () => {
  it('lets in without limit whoever does the work, each time anew', () => {
    const door = gate();
    for (let i = 0; i < 10; i += 1) {
      door.admit('10.0.0.1', answered(door.challenge(NOW)), NOW);
    }
    door.admit('10.0.0.1', {}, NOW);
    door.admit('10.0.0.1', {}, NOW);
    expect(() => door.admit('10.0.0.1', {}, NOW)).toThrow('Xin chờ.');
    door.admit('10.0.0.2', {}, NOW);
  });

  it.each([
    [
      'answered twice',
      (door: WorkGate) => {
        const given = answered(door.challenge(NOW));
        door.admit('x', given, NOW);
        return given;
      },
    ],
    ['of another gate', () => answered(gate('khac').challenge(NOW))],
    ['made up', () => answered('9999999999999.8.abc.def')],
    ['over', (door: WorkGate) => answered(door.challenge(NOW.subtract({ minutes: 61 })))],
    ['not answered', (door: WorkGate) => ({ work: door.challenge(NOW), workAnswer: '' })],
    ['nothing', () => ({})],
  ] as const)('an answer %s goes the slow way', (_what, make) => {
    const door = gate('thu', 1);
    const given = make(door);
    door.admit('10.0.0.1', {}, NOW);
    expect(() => door.admit('10.0.0.1', given, NOW)).toThrow('Xin chờ.');
  });

  it('opens again an hour after the first of the slow ones, and says when', () => {
    const door = gate();
    door.admit('a', {}, NOW);
    door.admit('a', {}, NOW.add({ minutes: 30 }));
    const refusal = (() => {
      try {
        door.admit('a', {}, NOW.add({ minutes: 40 }));
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(refusal).toMatchObject({ code: 'rate-limited', details: { retryAfter: 1200 } });
    door.admit('a', {}, NOW.add({ minutes: 60 }));
  });
});
