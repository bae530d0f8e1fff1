/** Something that happens at an instant of the simulated time; it may lead to more. */
export interface SimEvent {
  readonly at: Temporal.Instant;
  readonly run: (at: Temporal.Instant) => Promise<readonly SimEvent[]>;
}

interface Entry {
  readonly event: SimEvent;
  readonly order: number;
}

/** Earliest first; of two at the same instant the one that was added first. */
class Timeline {
  readonly #heap: Entry[] = [];
  #count = 0;

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) {
      return false;
    }
    return (Temporal.Instant.compare(x.event.at, y.event.at) || x.order - y.order) < 0;
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x !== undefined && y !== undefined) {
      this.#heap[a] = y;
      this.#heap[b] = x;
    }
  }

  add(event: SimEvent): void {
    this.#heap.push({ event, order: this.#count });
    this.#count += 1;
    for (let at = this.#heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) {
        return;
      }
      this.#swap(at, parent);
      at = parent;
    }
  }

  peek(): SimEvent | undefined {
    return this.#heap[0]?.event;
  }

  take(): SimEvent | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || this.#heap.length === 0) {
      return first?.event;
    }
    this.#heap[0] = last;
    for (let at = 0; ; ) {
      const children = [2 * at + 1, 2 * at + 2].filter((child) => child < this.#heap.length);
      const least = children.reduce((best, child) => (this.#before(child, best) ? child : best), at);
      if (least === at) {
        return first.event;
      }
      this.#swap(at, least);
      at = least;
    }
  }
}

export interface RunOptions {
  /** How many events run at the same time. */
  readonly concurrency: number;
  /** Events later than this are dropped: the simulation ends. */
  readonly until: Temporal.Instant;
  /** How far events that run together may lie apart in simulated time. */
  readonly window: Temporal.Duration;
  /** Told before each event, in almost the order of time. */
  readonly onEvent?: (at: Temporal.Instant, done: number) => void;
}

/**
 * Runs events in the order of simulated time, several at once where they lie close together, until none is left.
 * The first failure stops it after what runs has ended.
 * @returns how many events ran
 */
export async function runTimeline(first: readonly SimEvent[], options: RunOptions): Promise<number> {
  const timeline = new Timeline();
  for (const event of first) {
    timeline.add(event);
  }
  const running = new Map<Promise<void>, Temporal.Instant>();
  let done = 0;
  let failure: { readonly error: unknown } | undefined;
  const start = (event: SimEvent) => {
    options.onEvent?.(event.at, done);
    const work: Promise<void> = event
      .run(event.at)
      .then((more) => {
        for (const next of more) {
          timeline.add(next);
        }
      })
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        running.delete(work);
        done += 1;
      });
    running.set(work, event.at);
  };
  const mayStart = (event: SimEvent): boolean => {
    const oldest = [...running.values()].reduce<Temporal.Instant | null>(
      (least, at) => (least === null || Temporal.Instant.compare(at, least) < 0 ? at : least),
      null,
    );
    return (
      running.size < options.concurrency &&
      (oldest === null || Temporal.Instant.compare(event.at, oldest.add(options.window)) <= 0)
    );
  };
  while (failure === undefined) {
    const next = timeline.peek();
    if (next !== undefined && Temporal.Instant.compare(next.at, options.until) > 0 && running.size === 0) {
      break;
    }
    if (next !== undefined && Temporal.Instant.compare(next.at, options.until) <= 0 && mayStart(next)) {
      timeline.take();
      start(next);
    } else if (running.size > 0) {
      await Promise.race(running.keys());
    } else {
      break;
    }
  }
  await Promise.all(running.keys());
  if (failure !== undefined) {
    throw failure.error;
  }
  return done;
}
