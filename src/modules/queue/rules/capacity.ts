/** An open counter that is not paused, with the lines it calls from. */
export interface CounterOutlook {
  readonly lines: readonly { readonly groupId: string; readonly helps: boolean }[];
  /** Whether nobody is at it. */
  readonly free: boolean;
}

/** How much of a counter without people of its own is left for the lines it helps: its own may come at any moment. */
const SPARE = 0.6;

function shareOf(counter: CounterOutlook, groupId: string, waiting: ReadonlyMap<string, number>): number {
  const people = (id: string) => waiting.get(id) ?? 0;
  const link = counter.lines.find((line) => line.groupId === groupId);
  if (link === undefined) {
    return 0;
  }
  const own = counter.lines.filter(({ helps }) => !helps);
  const ownWaiting = own.reduce((sum, line) => sum + people(line.groupId), 0);
  const alike = counter.lines.filter(({ helps }) => helps === link.helps);
  // Whoever asks counts as one of the line; the longest wait comes first, so lines are served as they are filled.
  const all = alike.reduce((sum, line) => sum + people(line.groupId), 0) + 1;
  const part = (people(groupId) + 1) / all;
  if (!link.helps) {
    return part;
  }
  return ownWaiting > 0 ? 0 : part * (own.length === 0 ? 1 : SPARE);
}

/**
 * What the line gets where counters take the longest wait of several lines: whoever comes now is called no later than all who wait in those
 * lines, by all the counters that serve them.
 */
function sharedCapacity(
  counters: readonly CounterOutlook[],
  groupId: string,
  waiting: ReadonlyMap<string, number>,
): number {
  const alikeOf = (counter: CounterOutlook) => {
    const link = counter.lines.find((line) => line.groupId === groupId);
    return counter.lines.filter(({ helps }) => helps === link?.helps).map((line) => line.groupId);
  };
  const reaching = counters.filter((counter) => shareOf(counter, groupId, waiting) > 0);
  const lines = new Set(reaching.flatMap(alikeOf));
  const strength = counters.reduce((sum, counter) => {
    const here = [...lines].map((line) => shareOf(counter, line, waiting));
    const helps = counter.lines.every((line) => line.helps || !lines.has(line.groupId));
    return Math.max(0, ...here) === 0 ? sum : sum + (helps ? SPARE : 1);
  }, 0);
  const people = [...lines].reduce((sum, line) => sum + (waiting.get(line) ?? 0), 0);
  return (((waiting.get(groupId) ?? 0) + 1) / (people + 1)) * strength;
}

/** What a line gets of the open counters. */
export interface LineCapacity {
  /** Counters' worth of calls: the sum of the counters' shares for this line. 0: nobody calls from it now. */
  readonly capacity: number;
  /** Counters with nobody at them that would call from this line at once. */
  readonly free: number;
}

/**
 * How many counters' worth of calls a line gets now: a counter of several lines divides itself by how many wait in each, one that only
 * helps counts while its own lines are empty.
 * @param waiting people waiting by group
 */
export function lineCapacity(
  counters: readonly CounterOutlook[],
  groupId: string,
  waiting: ReadonlyMap<string, number>,
): LineCapacity {
  const shares = counters.map((counter) => ({ ...counter, share: shareOf(counter, groupId, waiting) }));
  const own = shares.reduce((sum, { share }) => sum + share, 0);
  const capacity = Math.max(own, sharedCapacity(counters, groupId, waiting));
  // A line that only helpers serve, all of them busy with their own, is still served now and then.
  const reached = counters.filter(({ lines }) => lines.some((line) => line.groupId === groupId)).length;
  return {
    capacity: capacity > 0 || reached === 0 ? capacity : reached * 0.25,
    free: shares.filter(({ share, free }) => share > 0 && free).length,
  };
}
