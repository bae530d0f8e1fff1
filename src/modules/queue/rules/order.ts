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

/** Calls that each lane gets while all lanes are full, in proportion to the others; whole numbers from 1 to {@link LARGEST_SHARE}. */
export type LaneShares = Readonly<Record<Lane, number>>;

/**
 * Shares until the centre sets its own: calls out of ten, priority and appointments three each, returned and ordinary two each.
 * With only priority and ordinary people waiting, three of five calls are priority. No national rule fixes an order; priority itself
 * is a duty (Luật Người cao tuổi Điều 3, NĐ 63/2010 Điều 18 khoản 8).
 */
export const USUAL_SHARES: LaneShares = { priority: 3, appointment: 3, returned: 2, ordinary: 2 };

/** Largest share of a lane. */
export const LARGEST_SHARE = 10;

/**
 * Smallest number that every share from 1 to 10 divides, so that all steps are whole. It never changes, so places given under old shares and
 * under new ones stand in one line and a change takes effect in the middle of a day without moving anybody.
 */
const ROUND = 2520;

/** How far a lane with this share advances with each ticket: the larger the share, the smaller the step. */
export function laneStep(shares: LaneShares, lane: Lane): number {
  return ROUND / shares[lane];
}

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

function nextPlace(line: LineState, lane: Lane, shares: LaneShares): number {
  return Math.max(line.called, line.last[lane]) + laneStep(shares, lane);
}

/**
 * Gives the next place of a lane. A right is never a burden: where the ordinary lane would be quicker (more priority people than
 * ordinary ones), a favoured ticket takes the ordinary place, yet never overtakes an earlier ticket of its own lane.
 */
export function givePlace(line: LineState, lane: Lane, shares: LaneShares = USUAL_SHARES): Placed {
  const own = nextPlace(line, lane, shares);
  const ordinary = nextPlace(line, 'ordinary', shares);
  if (lane === 'ordinary' || ordinary >= own) {
    return { place: own, line: { ...line, last: { ...line.last, [lane]: own } } };
  }
  const place = Math.max(line.last[lane], ordinary);
  return {
    place,
    line: { ...line, last: { ...line.last, [lane]: place, ordinary: Math.max(line.last.ordinary, place) } },
  };
}

/**
 * The place of somebody who lets `people` others pass (lùi lượt): that of the last of them, to be taken with a new arrival, so behind them and
 * behind whoever has the same place. `behind` are those who are called later, in order. Where fewer wait, the end of the line.
 * Undefined when nobody is behind: then there is nobody to let pass. Whoever was to be called earlier stays so, and no lane's last place moves:
 * stepping back costs the one who asks for it and nobody else.
 */
export function placeAfter(behind: readonly InLine[], people: number): number | undefined {
  return (behind[people - 1] ?? behind.at(-1))?.place;
}

/**
 * How many that come later may still be called before a ticket with this place, whatever happens: known when the place is given, and it never
 * grows. A later ticket of a lane stands at least one step beyond the last call, the next of that lane another step beyond, and so on; a
 * favoured ticket that takes ordinary's place uses up a step of ordinary's, but for one of each lane that is drawn level with its own lane.
 * @param called place of the last call in turn when the ticket got its place
 */
export function laterBefore(place: number, called: number, shares: LaneShares = USUAL_SHARES): number {
  const gap = Math.max(0, place - called);
  return LANES.reduce((sum, lane) => sum + Math.floor(gap / laneStep(shares, lane)), LANES.length - 1);
}

/** The line after a ticket with this place was called in its turn. A number called out of turn leaves the line as it is. */
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
