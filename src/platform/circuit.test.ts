import { describe, expect, it } from 'vitest';
import { type Circuit, circuitAfter, circuitState, NEW_CIRCUIT } from './circuit.ts';

const PLAN = { openAfter: 3, firstRest: 60, longestRest: 200 };
const T0 = Temporal.Instant.from('2026-05-04T01:00:00Z');
const failing = (times: number): Circuit =>
  Array.from({ length: times }).reduce<Circuit>((c) => circuitAfter(c, 'hết giờ', T0, PLAN), NEW_CIRCUIT);

describe('the circuit of an outside system', () => {
  it('stays closed below the limit, then rests for longer and longer, up to a longest rest', () => {
    expect(circuitState(failing(2), T0)).toBe('closed');
    const rests = [3, 4, 5, 6, 40].map((n) => failing(n).openUntil?.since(T0).total('seconds'));
    expect(rests).toEqual([60, 120, 200, 200, 200]);
  });

  it('is half-open once the rest is over, and closed by any answer', () => {
    const open = failing(3);
    expect(circuitState(open, T0.add({ seconds: 59 }))).toBe('open');
    const later = T0.add({ seconds: 60 });
    expect(circuitState(open, later)).toBe('half-open');
    expect(circuitAfter(open, null, later, PLAN)).toEqual({ ...NEW_CIRCUIT, lastOkAt: later });
  });

  it('keeps the last good moment and what went wrong', () => {
    const good = circuitAfter(NEW_CIRCUIT, null, T0, PLAN);
    expect(circuitAfter(good, 'x'.repeat(999), T0, PLAN)).toMatchObject({
      lastOkAt: T0,
      lastWhy: 'x'.repeat(300),
    });
  });
});
