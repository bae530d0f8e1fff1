/** Mean and standard deviation of the minutes that a visitor keeps a counter, from the call to the end. */
export interface AssumedService {
  readonly mean: number;
  readonly deviation: number;
}

/** Eight minutes, give or take five: a citizen handing in one dossier at a counter. What is believed before anything was measured. */
export const ASSUMED_SERVICE: AssumedService = { mean: 8, deviation: 5 };

/** A line as it stands now, for telling a wait. */
export interface LineOutlook {
  /** Counters' worth of calls that this line gets now; see `lineCapacity`. */
  readonly capacity: number;
  /** Counters of this line that are open with nobody at them. Default none. */
  readonly free?: number;
  /** Minutes of the last stays at counters, newest first. No-shows count with the short time they took, so their share is in the mean. */
  readonly minutes: readonly number[];
  /** What to believe while few stays are known: the centre's own mean where it has one. */
  readonly prior?: AssumedService;
  /** The stays of those who are called first, where their procedures tell more than the line's mean: see {@link serviceAhead}. */
  readonly service?: AssumedService;
  /** People of favoured lanes that join a minute and may be called first; 0 for somebody in a favoured lane. */
  readonly favoured?: number;
  /** How many that come later may pass at most: `laterBefore` of the place, where it is known. */
  readonly mostPassing?: number;
  /** When counters break next, in minutes from now, and for how many minutes: lunch. Whoever is not called by then waits that much longer. */
  readonly pause?: { readonly after: number; readonly lasts: number } | undefined;
}

/** An honest waiting time: rather a range that holds than a minute that does not. */
export interface WaitRange {
  /** Whole minutes, a multiple of five; at least half of the people in this place are called later than this. */
  readonly from: number;
  /** Whole minutes, a multiple of five; nine of ten are called by then. */
  readonly to: number;
  /** `history`: from recent visits; `assumption`: too few visits yet. */
  readonly basis: 'history' | 'assumption';
}

/** Stays from which on a line's own times are called measured. */
const ENOUGH_VISITS = 8;
/** The prior weighs as much as this many stays. */
const PRIOR_WEIGHT = 6;
/** A stay longer than this is one whose end was pressed late: it counts as this long (minutes). */
const LONGEST_VISIT = 60;
/** z of the 90th percentile of a normal distribution. */
const Z90 = 1.2816;
/** Uncertainty of what counters do meanwhile (pauses, questions between, help for others): part of the expected wait, one deviation. */
const UNSTEADY = 0.18;
/** Minutes in which a rush of favoured people falls to a third: how many came lately says less the longer the wait. */
const RUSH = 30;
/** Those who come later take at most this part of the calls: the shares of the lanes see to it. */
const MOST_TAKEN = 0.6;
const ROUNDS = 4;
const STEP = 5;

/**
 * Mean and deviation of the stays, drawn towards the prior while there are few (empirical Bayes: the prior counts as so many stays).
 */
export function serviceOf(
  minutes: readonly number[],
  prior: AssumedService = ASSUMED_SERVICE,
): AssumedService {
  const seen = minutes.map((value) => Math.min(Math.max(value, 0), LONGEST_VISIT));
  const known = seen.length;
  const mean =
    (seen.reduce((sum, value) => sum + value, 0) + PRIOR_WEIGHT * prior.mean) / (known + PRIOR_WEIGHT);
  const squares = seen.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = prior.deviation ** 2 + (prior.mean - mean) ** 2;
  return { mean, deviation: Math.sqrt((squares + PRIOR_WEIGHT * spread) / (known + PRIOR_WEIGHT)) };
}

/**
 * Mean and deviation of the stays of the people who are called first: each counts as one of their procedure where enough of it were seen, drawn
 * towards the line's mean, else as one of the line. Nobody ahead: the line's own.
 * @param ahead procedures of those people; null where none was named
 */
export function serviceAhead(
  stays: readonly { readonly procedureCode: string | null; readonly minutes: number }[],
  ahead: readonly (string | null)[],
  prior: AssumedService = ASSUMED_SERVICE,
): AssumedService {
  const all = stays.map(({ minutes }) => minutes);
  const line = serviceOf(all, prior);
  const known = new Map<string | null, AssumedService>([[null, line]]);
  for (const code of new Set(ahead)) {
    const own = stays.filter(({ procedureCode }) => code !== null && procedureCode === code);
    const minutes = own.map((stay) => stay.minutes);
    known.set(code, minutes.length < ENOUGH_VISITS ? line : serviceOf(minutes, line));
  }
  const people = ahead.length === 0 ? [line] : ahead.map((code) => known.get(code) ?? line);
  const mean = people.reduce((sum, one) => sum + one.mean, 0) / people.length;
  const squares = people.reduce((sum, one) => sum + one.deviation ** 2 + one.mean ** 2, 0) / people.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares - mean ** 2)) };
}

/** Median and 90th percentile of a wait, minutes, not rounded. */
export interface WaitQuantiles {
  readonly median: number;
  readonly late: number;
}

/** Quantile of a gamma distribution with this mean and deviation (Wilson and Hilferty 1931). */
function gammaQuantile(mean: number, deviation: number, z: number): number {
  const shape = (mean / deviation) ** 2;
  return mean * Math.max(0, 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
}

/** How many favoured people come and are called during a wait that would be `base` minutes without them. */
function passingBy(base: number, pace: number, favoured: number, most: number): number {
  let passing = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const wait = base + passing * pace;
    const coming = favoured * RUSH * (1 - Math.exp(-wait / RUSH));
    passing = Math.min(most, coming, (MOST_TAKEN * wait) / pace);
  }
  return passing;
}

/**
 * Wait of somebody with `ahead` people to be called first: the time until so many counters have become free. Counters that work without a
 * break free themselves every mean/capacity minutes; the visits under way are partly over. People of favoured lanes who come later are added as
 * far as the rules of the line let them pass. Undefined while no counter calls from this line: then nobody can say.
 */
export function waitQuantiles(ahead: number, line: LineOutlook): WaitQuantiles | undefined {
  const { capacity, free = 0, favoured = 0, mostPassing = Number.POSITIVE_INFINITY } = line;
  if (!(capacity > 0)) {
    return undefined;
  }
  const { mean, deviation } = line.service ?? serviceOf(line.minutes, line.prior);
  const known = line.minutes.length;
  const departures = ahead + 1 - free;
  if (departures <= 0) {
    return { median: 0, late: 0 };
  }
  const pace = mean / capacity;
  const vary = Math.min(1, (deviation / mean) ** 2);
  // Renewals in a steady state: the first departure comes half a pace early where visits are alike, not at all where they are memoryless.
  const base = (departures - (1 - vary) / 2) * pace;
  const passing = passingBy(base, pace, favoured, mostPassing);
  const expected = base + passing * pace;
  const chance = Math.sqrt(departures + 2 * passing) * pace * Math.sqrt(vary);
  const ignorance = (expected * Math.sqrt(vary)) / Math.sqrt(known + PRIOR_WEIGHT);
  const spread = Math.hypot(chance, ignorance, expected * UNSTEADY);
  const pause = line.pause ?? { after: Number.POSITIVE_INFINITY, lasts: 0 };
  const withPause = (wait: number) => (wait >= pause.after ? wait + pause.lasts : wait);
  return {
    median: withPause(gammaQuantile(expected, spread, 0)),
    late: withPause(gammaQuantile(expected, spread, Z90)),
  };
}

/** {@link waitQuantiles} as people are told it: rounded outwards to five minutes, never narrower than five. */
export function waitRange(ahead: number, line: LineOutlook): WaitRange | undefined {
  const wait = waitQuantiles(ahead, line);
  if (wait === undefined) {
    return undefined;
  }
  const from = Math.floor(wait.median / STEP) * STEP;
  const to = Math.max(Math.ceil(wait.late / STEP) * STEP, from + STEP);
  return { from, to, basis: line.minutes.length < ENOUGH_VISITS ? 'assumption' : 'history' };
}
