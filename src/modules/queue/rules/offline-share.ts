/**
 * Whom a counter may call while its line is gone: the share of the waiting that the server keeps for its console and leaves to no other.
 *
 * A ticket has at most one owner (one column of its row). It is taken away from a console in two steps: the console gets a list without
 * it, and only when the console says that it holds that list is the ticket free. Whatever request or answer is lost in between, no
 * ticket is on two lists that can be called from. The first of each line belong to nobody, so that calling with a line never waits and keeps
 * its order; see docs/queue.md.
 */
import { compareInLine, type InLine } from './order.ts';

/** Most tickets of one line in a share. */
const SHARE_MOST = 15;
/** How long a share stays with a console that is not heard of. */
export const SHARE_HOURS = 2;

/** Somebody who waits. `owner` is the console that the ticket is kept for now. */
export interface SharedTicket extends InLine {
  readonly id: string;
  readonly owner: string | undefined;
}

/** A line that the console's counter calls from, with the counters at work on it in order of their number. */
export interface SharedLine {
  readonly counters: readonly string[];
  readonly waiting: readonly SharedTicket[];
}

/** A ticket kept for the asking console; `droppedIn`: the version of its list that no longer holds it. */
export interface KeptTicket {
  readonly id: string;
  readonly droppedIn: number | null;
}

/** Who asks: `held` is the version of the list that the console has stored, `version` the last that was sent. */
export interface AskingConsole {
  readonly consoleId: string;
  readonly counterId: string;
  readonly held: number;
  readonly version: number;
}

/** What to change, and the list to send as `version`. */
export interface SharePlan {
  readonly version: number;
  /** In the order of calling within each line. */
  readonly list: readonly string[];
  /** The first in line, whom any counter may be calling this very moment. */
  readonly open: readonly string[];
  /** To be kept for this console. */
  readonly take: readonly string[];
  /** Off the list from this version on, kept until the console has it. */
  readonly drop: readonly string[];
  /** Free for all: the console holds a list without them. */
  readonly free: readonly string[];
}

/** How many at the head of a line stay open to all: as many as there are counters that may press at the same moment; alone, none. */
export function openHeads(counters: number): number {
  return counters > 1 ? counters : 0;
}

function dealt(line: SharedLine, { consoleId, counterId }: AskingConsole) {
  const order = [...line.waiting].sort(compareInLine);
  const heads = openHeads(line.counters.length);
  const index = line.counters.indexOf(counterId);
  const mine = order
    .slice(heads)
    .filter(({ arrival, owner }) => {
      const meant = index >= 0 && arrival % line.counters.length === index;
      return meant && (owner === undefined || owner === consoleId);
    })
    .slice(0, SHARE_MOST);
  return { open: order.slice(0, heads), mine };
}

/** The share of a console at this moment. `kept` are all tickets kept for it, in whatever line. Same input, same plan. */
export function planShare(
  lines: readonly SharedLine[],
  kept: readonly KeptTicket[],
  asking: AskingConsole,
): SharePlan {
  const version = asking.version + 1;
  const free = kept
    .filter(({ droppedIn }) => droppedIn !== null && droppedIn <= asking.held)
    .map(({ id }) => id);
  const deals = lines.map((line) => dealt(line, asking));
  const list = deals.flatMap(({ mine }) => mine.map(({ id }) => id));
  const wanted = new Set(list);
  return {
    version,
    list,
    open: deals.flatMap(({ open }) => open.map(({ id }) => id)),
    take: list,
    drop: kept.filter(({ id, droppedIn }) => droppedIn === null && !wanted.has(id)).map(({ id }) => id),
    free: free.filter((id) => !wanted.has(id)),
  };
}
