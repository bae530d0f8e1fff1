/**
 * What is known of how long people are served in a group: minutes of the last finished visits, newest first.
 */
export interface ServiceHistory {
  readonly minutes: readonly number[];
}

/** An honest waiting time: rather a range that holds than a minute that does not. */
export interface WaitRange {
  /** Whole minutes, a multiple of five; half of the people in this place are called later than this. */
  readonly from: number;
  /** Whole minutes, a multiple of five; nine of ten are called by then. */
  readonly to: number;
  /** `history`: from today's and recent visits; `assumption`: too few visits yet, so the centre's assumed service time is used. */
  readonly basis: 'history' | 'assumption';
}

/** Assumed service time until enough visits were seen, a setting: mean and spread in minutes. */
export interface AssumedService {
  readonly mean: number;
  readonly deviation: number;
}

/** Eight minutes, give or take five: a citizen handing in one dossier at a counter. Replaced by measurement after {@link ENOUGH_VISITS} visits. */
export const ASSUMED_SERVICE: AssumedService = { mean: 8, deviation: 5 };

/** Visits needed before the history is believed. */
const ENOUGH_VISITS = 8;

/** A visit longer than this is one whose end was pressed late: it counts as this long (minutes). */
const LONGEST_VISIT = 60;
/** z of the 90th percentile of a normal distribution. */
const Z90 = 1.2816;
const STEP = 5;

function moments(
  history: ServiceHistory,
  assumed: AssumedService,
): AssumedService & { basis: WaitRange['basis'] } {
  const minutes = history.minutes.map((value) => Math.min(Math.max(value, 0), LONGEST_VISIT));
  if (minutes.length < ENOUGH_VISITS) {
    return { ...assumed, basis: 'assumption' };
  }
  const mean = minutes.reduce((sum, value) => sum + value, 0) / minutes.length;
  const variance = minutes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (minutes.length - 1);
  return { mean, deviation: Math.sqrt(variance), basis: 'history' };
}

/**
 * Expected wait of somebody with `ahead` people before him and `counters` counters calling from this line: the time
 * until `ahead + 1` counters have become free, as a range from the median to the 90th percentile (normal approximation of the sum,
 * rounded outwards to five minutes). Undefined while no counter is open: then nobody can say.
 */
export function waitRange(
  ahead: number,
  counters: number,
  history: ServiceHistory,
  assumed: AssumedService = ASSUMED_SERVICE,
): WaitRange | undefined {
  if (counters < 1) {
    return undefined;
  }
  const { mean, deviation, basis } = moments(history, assumed);
  const departures = ahead + 1;
  // The visits under way are half over on average, so the first round takes half a visit.
  const expected = (Math.max(departures - counters / 2, departures / 2) * mean) / counters;
  const spread = (Math.sqrt(departures) * Math.max(deviation, mean / 4)) / counters;
  const from = Math.floor(expected / STEP) * STEP;
  const to = Math.max(Math.ceil((expected + Z90 * spread) / STEP) * STEP, from + STEP);
  return { from, to, basis };
}
