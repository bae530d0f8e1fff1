import { setTimeout as sleep } from 'node:timers/promises';

/** One request of a load: what it was and how long after its planned moment it was answered, in milliseconds. */
export interface Shot {
  readonly kind: string;
  readonly ms: number;
  readonly ok: boolean;
}

/**
 * Open loop: requests leave at their planned moments whether or not earlier ones were answered, and each is timed from
 * its planned moment, so that a stalled server is not spared the requests it would have missed.
 * @param shoot sends the n-th request and says what it was
 */
export async function openLoop(
  perSecond: number,
  seconds: number,
  shoot: (n: number) => Promise<Omit<Shot, 'ms'>>,
): Promise<readonly Shot[]> {
  const shots: Promise<Shot>[] = [];
  const start = performance.now();
  for (let n = 0; n < Math.round(perSecond * seconds); n += 1) {
    const planned = start + (n * 1_000) / perSecond;
    const wait = planned - performance.now();
    if (wait > 0) {
      await sleep(wait);
    }
    // A timer that wakes early or late is the client's matter, not the server's.
    const from = Math.max(planned, wait > 0 ? performance.now() : planned);
    const answered = shoot(n).catch(() => ({ kind: 'no answer', ok: false }));
    shots.push(answered.then((shot) => ({ ...shot, ms: performance.now() - from })));
  }
  return Promise.all(shots);
}

/** The times of one kind, or of all whose kind fits. */
export function timesOf(shots: readonly Shot[], fits: (kind: string) => boolean): readonly number[] {
  return shots.filter((shot) => fits(shot.kind)).map((shot) => shot.ms);
}
