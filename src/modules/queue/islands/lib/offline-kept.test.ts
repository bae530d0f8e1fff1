import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tryUntilDone } from './offline-kept.ts';

let online: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', (name: string, heard: () => void) => {
    expect(name).toBe('online');
    online = heard;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('trying until the server answers', () => {
  it('comes back by itself, at growing distances of at most twenty seconds, and ends when it worked', async () => {
    const begun = Date.now();
    const at: number[] = [];
    tryUntilDone(async () => {
      at.push((Date.now() - begun) / 1_000);
      return at.length === 9;
    });
    await vi.advanceTimersByTimeAsync(600_000);
    const waits = at.map((second, index) => second - (at[index - 1] ?? 0));
    expect(waits.map((wait) => Math.round(wait * 10) / 10)).toEqual([2, 2, 3, 4.5, 6.8, 10.1, 15.2, 20, 20]);
  });

  it('takes a throw for a try that failed', async () => {
    const work = vi
      .fn<() => Promise<boolean>>()
      .mockRejectedValueOnce(new Error('no line'))
      .mockResolvedValue(true);
    tryUntilDone(work);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('tries at once when the browser says that a line is there, but never twice at a time', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const work = vi.fn(() => promise);
    tryUntilDone(work);
    online();
    online();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(work).toHaveBeenCalledTimes(1);
    resolve(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
