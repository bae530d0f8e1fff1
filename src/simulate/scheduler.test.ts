import { expect, it } from 'vitest';
import { runTimeline, type SimEvent } from './scheduler.ts';

const START = Temporal.Instant.from('2025-07-01T08:00+07:00');
const options = {
  concurrency: 1,
  until: START.add({ hours: 10 }),
  window: Temporal.Duration.from({ minutes: 15 }),
};

it('runs in the order of simulated time, and what an event leads to in its turn', async () => {
  const seen: string[] = [];
  const event = (minutes: number, name: string, more: readonly SimEvent[] = []): SimEvent => ({
    at: START.add({ minutes }),
    run: async () => {
      seen.push(name);
      return more;
    },
  });
  const count = await runTimeline(
    [event(30, 'c'), event(0, 'a', [event(10, 'b'), event(2000, 'never')]), event(40, 'd')],
    options,
  );
  expect(seen).toEqual(['a', 'b', 'c', 'd']);
  expect(count).toBe(4);
});

it('runs together only what lies close together', async () => {
  let running = 0;
  let most = 0;
  const event = (minutes: number): SimEvent => ({
    at: START.add({ minutes }),
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [];
    },
  });
  await runTimeline([0, 20, 40, 60].map(event), { ...options, concurrency: 8 });
  expect(most).toBe(1);
  await runTimeline([0, 1, 2, 3, 4, 5].map(event), { ...options, concurrency: 4 });
  expect(most).toBe(4);
});

it('stops at the first failure and says it', async () => {
  const fails: SimEvent = { at: START, run: async () => Promise.reject(new Error('hỏng')) };
  await expect(runTimeline([fails], options)).rejects.toThrow('hỏng');
});
