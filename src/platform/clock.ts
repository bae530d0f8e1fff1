/** Where the time comes from. Commands and jobs read it here only, so that tests and `motcua simulate` can set it. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The machine's clock, cut to whole milliseconds: what is stored reads back equal. */
export const systemClock: Clock = {
  now: () => Temporal.Instant.fromEpochMilliseconds(Temporal.Now.instant().epochMilliseconds),
};

/** A clock that stands still until it is moved. */
export interface SettableClock extends Clock {
  set(instant: Temporal.Instant | string): void;
  /** Moves the clock forward; `tick({ minutes: 5 })`. */
  tick(duration: Temporal.DurationLike): void;
}

/** Makes a clock for tests and simulation. `start` may be an ISO instant with offset. */
export function settableClock(start: Temporal.Instant | string): SettableClock {
  let current = Temporal.Instant.from(start.toString());
  return {
    now: () => current,
    set(instant) {
      current = Temporal.Instant.from(instant.toString());
    },
    tick(duration) {
      current = current.add(duration);
    },
  };
}
