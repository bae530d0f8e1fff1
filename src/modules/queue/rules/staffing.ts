import { toLocal } from '#platform/time.ts';
import type { StaffingView } from '../schema-hall.ts';
import type { Duty } from './simulate.ts';
import { quantile, type WaitSample } from './waits.ts';

/** Minutes of a day after local midnight, with fractions; the last minute of the day for a moment that is still to come. */
export function minuteOf(iso: string | null, end: number): number {
  if (iso === null) {
    return end;
  }
  const local = toLocal(Temporal.Instant.from(iso));
  return local.hour * 60 + local.minute + local.second / 60;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

function without(whole: Stretch, holes: readonly Stretch[]): readonly Stretch[] {
  let rest = whole.from;
  const kept: Stretch[] = [];
  for (const hole of [...holes].sort((a, b) => a.from - b.from)) {
    if (hole.from > rest) {
      kept.push({ from: rest, to: Math.min(hole.from, whole.to) });
    }
    rest = Math.max(rest, hole.to);
  }
  return rest < whole.to ? [...kept, { from: rest, to: whole.to }] : kept;
}

/**
 * When which counter could call from which lines, as the staffing was stored: shifts without their pauses, cut wherever the lines of the counter
 * changed. Times at which it had no line are left out.
 * @param end the minute up to which a shift that is not over counts: now, or midnight
 */
export function dutiesOf(staffing: StaffingView, end: number): readonly Duty[] {
  const stretch = ({ from, until }: { from: string; until: string | null }): Stretch => ({
    from: minuteOf(from, end),
    to: minuteOf(until, end),
  });
  return staffing.counters.flatMap(({ number, shifts, lines }) => {
    // A span that began on an earlier day holds from midnight on.
    const links = lines.map((line) => ({
      ...line,
      from: line.from.startsWith(staffing.day) ? minuteOf(line.from, end) : 0,
      to: line.until?.startsWith(staffing.day) ? minuteOf(line.until, end) : 24 * 60,
    }));
    return shifts.flatMap((shift) =>
      without(stretch(shift), shift.pauses.map(stretch)).flatMap((open) => {
        const cuts = links
          .flatMap(({ from, to }) => [from, to])
          .filter((cut) => cut > open.from && cut < open.to);
        const edges = [...new Set([open.from, ...cuts, open.to])].sort((a, b) => a - b);
        return edges.slice(0, -1).flatMap((from, index): readonly Duty[] => {
          const to = edges[index + 1] ?? from;
          const own = links
            .filter((link) => link.from <= from && link.to > from)
            .map(({ letter, helps }) => ({ group: letter, helps }));
          return own.length === 0 || to <= from ? [] : [{ counter: number, from, to, lines: own }];
        });
      }),
    );
  });
}

/** A change to a day's staffing that is asked about; minutes after local midnight. */
export interface StaffingChange extends Stretch {
  /** `open`: the counter works in this time; `away`: nobody is there; `move`: while it works, it calls from other lines. */
  readonly kind: 'open' | 'away' | 'move';
  readonly counter: number;
  /** For `open` and `move`. */
  readonly lines: Duty['lines'];
}

/** The staffing as it would have been. */
export function changeStaffing(duties: readonly Duty[], change: StaffingChange): readonly Duty[] {
  const { kind, counter, from, to, lines } = change;
  const others = duties.filter((duty) => duty.counter !== counter);
  const own = duties.filter((duty) => duty.counter === counter);
  const outside = own.flatMap((duty) =>
    without(duty, [{ from, to }]).map((left) => ({ ...duty, from: left.from, to: left.to })),
  );
  const inside = own
    .map((duty) => ({ ...duty, from: Math.max(duty.from, from), to: Math.min(duty.to, to) }))
    .filter((duty) => duty.from < duty.to);
  switch (kind) {
    case 'away':
      return [...others, ...outside];
    case 'move':
      return [...others, ...outside, ...inside.map((duty) => ({ ...duty, lines }))];
    case 'open':
      return [...others, ...outside, { counter, from, to, lines }];
    default:
      return kind satisfies never;
  }
}

/** How many counters could call, between two moments at which that changed. */
export interface StaffingStep extends Stretch {
  readonly open: number;
}

/** The day as steps of equally many open counters, from the first opening to the last closing. */
export function staffingSteps(duties: readonly Duty[]): readonly StaffingStep[] {
  const edges = [...new Set(duties.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const steps: StaffingStep[] = [];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const to = edges[index + 1] ?? from;
    const open = new Set(
      duties.filter((duty) => duty.from <= from && duty.to >= to).map(({ counter }) => counter),
    ).size;
    const last = steps.at(-1);
    if (last !== undefined && last.open === open) {
      steps[steps.length - 1] = { ...last, to };
    } else {
      steps.push({ from, to, open });
    }
  }
  return steps;
}

/** Fewest and most counters that were open within a stretch of the day. */
export function openWithin(
  steps: readonly StaffingStep[],
  stretch: Stretch,
): { fewest: number; most: number } {
  const here = steps.filter((step) => step.from < stretch.to && step.to > stretch.from);
  const covered = here.reduce(
    (sum, step) => sum + Math.min(step.to, stretch.to) - Math.max(step.from, stretch.from),
    0,
  );
  const counts = here.map(({ open }) => open);
  const gap = covered < stretch.to - stretch.from - 1 ? [0] : [];
  return {
    fewest: Math.min(...counts, ...gap, ...(here.length === 0 ? [0] : [])),
    most: Math.max(0, ...counts),
  };
}

/** Few counters and long waits at the same time. */
export interface Explained extends StaffingStep {
  /** The most that were open that day. */
  readonly most: number;
  /** People who came in this time, and the median of their waits in minutes. */
  readonly people: number;
  readonly median: number;
}

/** A shortage shorter than this explains nothing (minutes). */
const SHORT = 10;
/** A wait that asks for an explanation (minutes). */
const LONG_WAIT = 15;
/** People who must have come for the median to mean something. */
const SOME = 3;

/** Times of the day in which fewer counters were open than at best and those who came waited long. */
export function explainWaits(
  samples: readonly WaitSample[],
  steps: readonly StaffingStep[],
): readonly Explained[] {
  const most = Math.max(0, ...steps.map(({ open }) => open));
  return steps.flatMap((step): readonly Explained[] => {
    const here = samples.flatMap(({ at, wait }) =>
      wait !== undefined && at >= step.from && at < step.to ? [wait] : [],
    );
    const median = quantile(here, 0.5) ?? 0;
    const counts =
      step.open < most && step.to - step.from >= SHORT && here.length >= SOME && median >= LONG_WAIT;
    return counts ? [{ ...step, most, people: here.length, median }] : [];
  });
}
