import type { Health, PrinterCondition, ScannerStatus, StateChange, Trouble } from '../schema.ts';

const WELL: Health = { state: 'ok', trouble: null };

/** A machine that does not work, and why. */
export function down(trouble: Trouble): Health {
  return { state: 'down', trouble };
}

const warning = (trouble: Trouble): Health => ({ state: 'warning', trouble });

/** What a printer's own words mean. One that answers nothing is not known to be ill. */
export function healthOfPrinter(
  condition: PrinterCondition & { readonly tonerLow?: boolean; readonly takesPdf?: boolean },
): Health {
  if (condition.trouble !== null) {
    return down(condition.trouble);
  }
  if (condition.takesPdf === false) {
    return down('no-pdf');
  }
  if (condition.paperLow) {
    return warning('paper-low');
  }
  if (condition.tonerLow === true) {
    return warning('toner-low');
  }
  return condition.known ? WELL : { state: 'unknown', trouble: null };
}

/** What a scanner's state means. Busy or an empty feeder is how scanners live. */
export function healthOfScanner(status: ScannerStatus): Health {
  if (status.feeder === 'jam') {
    return down('jam');
  }
  if (status.feeder === 'cover') {
    return down('cover');
  }
  return status.state === 'down' ? down('offline') : WELL;
}

/** Whether something answered. */
export function healthOfLine(
  found:
    | { readonly alive: true }
    | { readonly alive: false; readonly failure: 'refused' | 'timeout' | 'address' | 'strange' },
): Health {
  return found.alive ? WELL : down(found.failure);
}

/** A camera whose clock is further off gives its pictures a wrong time, which is worth mending before it is needed. */
const CLOCK_OFF = Temporal.Duration.from({ minutes: 5 });

/** A camera by its clock; one that keeps the clock to itself is well. */
export function healthOfCamera(clock: Temporal.Instant | null, now: Temporal.Instant): Health {
  if (clock === null) {
    return WELL;
  }
  return Temporal.Duration.compare(clock.until(now).abs(), CLOCK_OFF) > 0 ? warning('clock') : WELL;
}

/** Silence after which a kiosk or board counts as gone: three missed signs of life. */
export const SILENCE = Temporal.Duration.from({ seconds: 90 });

/** A kiosk or board by its last sign of life. */
export function healthOfHeartbeat(lastSeen: Temporal.Instant | null, now: Temporal.Instant): Health {
  if (lastSeen === null) {
    return { state: 'unknown', trouble: null };
  }
  return Temporal.Duration.compare(lastSeen.until(now), SILENCE) > 0 ? down('no-line') : WELL;
}

/**
 * How often and how long a thing was down between two instants. `history` may stand in any order; what was before its
 * first change counts as not down.
 */
export function brokenTime(
  history: readonly StateChange[],
  from: Temporal.Instant,
  to: Temporal.Instant,
): { readonly times: number; readonly seconds: number } {
  const sorted = [...history].sort((a, b) => Temporal.Instant.compare(a.since, b.since));
  let times = 0;
  let seconds = 0;
  sorted.forEach((change, index) => {
    if (change.state !== 'down') {
      return;
    }
    const next = sorted[index + 1];
    const end = next === undefined || Temporal.Instant.compare(next.since, to) > 0 ? to : next.since;
    const start = Temporal.Instant.compare(change.since, from) < 0 ? from : change.since;
    if (Temporal.Instant.compare(start, end) < 0) {
      seconds += start.until(end).total('seconds');
      // Down with one cause and then with another is one time.
      times +=
        sorted[index - 1]?.state === 'down' && Temporal.Instant.compare(change.since, from) > 0 ? 0 : 1;
    }
  });
  return { times, seconds };
}
