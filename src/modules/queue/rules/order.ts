/**
 * The order in which waiting people are called.
 *
 * Every ticket stands in a lane, and every lane has a share of the calls. When a ticket is taken it gets a place, a whole
 * number fixed from then on: lane after lane advances by its own step, small steps for large shares. The smallest place is called first.
 * This is fair queueing with a self-clocked virtual time, as used for sharing a line between senders: nobody starves,
 * because a place never moves back and every later ticket of another lane gets a place further on.
 * Calling needs no decision at all, so twenty counters can take the head of the line at the same moment without waiting for one another.
 */

/** Lanes of the hall. `returned`: called before, away, and back; or sent on from another counter. */
export const LANES = ['priority', 'appointment', 'returned', 'ordinary'] as const;
/** One of {@link LANES}. */
export type Lane = (typeof LANES)[number];

/**
 * Calls out of ten that a lane gets while all lanes are full: priority and appointments three each, returned and ordinary two each.
 * With only priority and ordinary people waiting, three of five calls are priority. No national rule fixes an order; priority itself
 * is a duty (Luật Người cao tuổi Điều 3, NĐ 63/2010 Điều 18 khoản 8).
 */
const LANE_SHARES = {
  priority: 3,
  appointment: 3,
  returned: 2,
  ordinary: 2,
} as const satisfies Record<Lane, number>;

/** Smallest number that every share divides, so that all steps are whole. */
const ROUND = 6;

/** How far a lane advances with each ticket. */
export const LANE_STEPS: Readonly<Record<Lane, number>> = {
  priority: ROUND / LANE_SHARES.priority,
  appointment: ROUND / LANE_SHARES.appointment,
  returned: ROUND / LANE_SHARES.returned,
  ordinary: ROUND / LANE_SHARES.ordinary,
};

/** What a group's line must remember of the day: the place of the last call, and the last place given in each lane. */
export interface LineState {
  readonly called: number;
  readonly last: Readonly<Record<Lane, number>>;
}

/** A line in the morning, before the first ticket. */
export const EMPTY_LINE: LineState = {
  called: 0,
  last: { priority: 0, appointment: 0, returned: 0, ordinary: 0 },
};

/** A place in line and the line after it was given. */
export interface Placed {
  readonly place: number;
  readonly line: LineState;
}

function nextPlace(line: LineState, lane: Lane): number {
  return Math.max(line.called, line.last[lane]) + LANE_STEPS[lane];
}

/**
 * Gives the next place of a lane. A right is never a burden: where the ordinary lane would be quicker (more priority people than
 * ordinary ones), a favoured ticket takes the ordinary place, yet never overtakes an earlier ticket of its own lane.
 */
export function givePlace(line: LineState, lane: Lane): Placed {
  const own = nextPlace(line, lane);
  const ordinary = nextPlace(line, 'ordinary');
  if (lane === 'ordinary' || ordinary >= own) {
    return { place: own, line: { ...line, last: { ...line.last, [lane]: own } } };
  }
  const place = Math.max(line.last[lane], ordinary);
  return {
    place,
    line: { ...line, last: { ...line.last, [lane]: place, ordinary: Math.max(line.last.ordinary, place) } },
  };
}

/** The line after a ticket with this place was called. */
export function afterCall(line: LineState, place: number): LineState {
  return { ...line, called: Math.max(line.called, place) };
}

/** What decides the order among waiting tickets: the place, and for equal places the order of issue. */
export interface InLine {
  readonly place: number;
  /** Running number of issue within the group's day; unique there. */
  readonly arrival: number;
}

/** Negative when `a` is called before `b`. The database sorts by the same two columns. */
export function compareInLine(a: InLine, b: InLine): number {
  return a.place - b.place || a.arrival - b.arrival;
}

/** The ticket to call next, or undefined when nobody waits. */
export function nextInLine<T extends InLine>(waiting: readonly T[]): T | undefined {
  return waiting.reduce<T | undefined>(
    (head, ticket) => (head === undefined || compareInLine(ticket, head) < 0 ? ticket : head),
    undefined,
  );
}

/** How many of the waiting are called before this ticket. */
export function peopleAhead(waiting: readonly InLine[], ticket: InLine): number {
  return waiting.filter((other) => compareInLine(other, ticket) < 0).length;
}

/** The head of one group's line, as a counter that serves several groups sees it. */
export interface GroupHead {
  readonly groupId: string;
  /** True where this counter only helps out: such groups are called when its own have nobody waiting. */
  readonly helps: boolean;
  /** Since when the head of the line has been waiting. */
  readonly since: Temporal.Instant;
}

/**
 * The order in which a counter of several groups tries them: its own before those it helps, then the one whose head has waited longest.
 * A head is overtaken by heads that have waited longer only, so no group starves.
 */
export function groupsToTry(heads: readonly GroupHead[]): readonly GroupHead[] {
  return [...heads].sort(
    (a, b) =>
      Number(a.helps) - Number(b.helps) ||
      a.since.epochMilliseconds - b.since.epochMilliseconds ||
      (a.groupId < b.groupId ? -1 : 1),
  );
}
