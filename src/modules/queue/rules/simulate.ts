/**
 * A day of a hall played by the real rules of calling: who comes when, who is at work when. No clock, no chance: the same people and the same
 * staffing give the same waits, so two staffings can be compared person by person. Moments are minutes after local midnight.
 */
import {
  afterCall,
  EMPTY_LINE,
  givePlace,
  groupsToTry,
  type InLine,
  type Lane,
  type LaneShares,
  type LineState,
  laterBefore,
  nextInLine,
  peopleAhead,
  USUAL_SHARES,
} from './order.ts';

/** Somebody who comes to a line. */
export interface Comer {
  readonly id: string;
  readonly at: number;
  readonly group: string;
  readonly lane: Lane;
  /** Minutes that a counter is kept busy from the call on; a no-show keeps it busy shortly. */
  readonly minutes: number;
  /** When they leave uncalled, if they are not called before. */
  readonly leavesAt?: number | undefined;
}

/** A counter at work without a break, and the lines it calls from. */
export interface Duty {
  readonly counter: number;
  readonly from: number;
  /** Not included: nobody is called from then on; who is there is finished. */
  readonly to: number;
  readonly lines: readonly { readonly group: string; readonly helps: boolean }[];
}

/** How one comer fared. */
export interface Stay {
  readonly comer: Comer;
  /** Undefined: not called until the last counter closed. */
  readonly calledAt: number | undefined;
  readonly counter: number | undefined;
}

/** The hall at the moment when somebody has just joined a line, as an estimate may know it. */
export interface HallMoment {
  readonly at: number;
  readonly comer: Comer;
  /** People called before the comer as things stand. */
  readonly ahead: number;
  /** How many later ones may pass at most. */
  readonly mostPassing: number;
  /** People waiting by line, the comer not among them. */
  readonly waiting: ReadonlyMap<string, number>;
  /** Counters at work now, and whether nobody is at them. */
  readonly open: readonly (Duty & { readonly free: boolean })[];
  /** Stays ended so far, oldest first. */
  readonly ended: readonly { readonly group: string; readonly minutes: number }[];
}

interface Waiting extends InLine {
  readonly comer: Comer;
}

interface Line {
  state: LineState;
  arrivals: number;
  waiting: Waiting[];
}

interface Busy {
  readonly until: number;
  readonly comer: Comer;
}

class Hall {
  readonly stays: Stay[] = [];
  readonly #lines = new Map<string, Line>();
  readonly #busy = new Map<number, Busy>();
  readonly #freeSince = new Map<number, number>();
  readonly #ended: { group: string; minutes: number }[] = [];
  readonly #duties: readonly Duty[];
  readonly #shares: LaneShares;

  constructor(duties: readonly Duty[], shares: LaneShares) {
    this.#duties = duties;
    this.#shares = shares;
  }

  #line(group: string): Line {
    const known = this.#lines.get(group);
    if (known !== undefined) {
      return known;
    }
    const line: Line = { state: EMPTY_LINE, arrivals: 0, waiting: [] };
    this.#lines.set(group, line);
    return line;
  }

  #open(now: number): readonly Duty[] {
    return this.#duties.filter(({ from, to }) => from <= now && now < to);
  }

  join(comer: Comer, watch: ((moment: HallMoment) => void) | undefined): void {
    const line = this.#line(comer.group);
    const called = line.state.called;
    const { place, line: state } = givePlace(line.state, comer.lane, this.#shares);
    line.state = state;
    line.arrivals += 1;
    const spot = { place, arrival: line.arrivals };
    watch?.({
      at: comer.at,
      comer,
      ahead: peopleAhead(line.waiting, spot),
      mostPassing: laterBefore(place, called, this.#shares),
      waiting: new Map([...this.#lines].map(([group, { waiting }]) => [group, waiting.length])),
      open: this.#open(comer.at).map((duty) => ({ ...duty, free: !this.#busy.has(duty.counter) })),
      ended: this.#ended,
    });
    line.waiting.push({ ...spot, comer });
  }

  /** Ends the stays that are over by now. */
  finish(now: number): void {
    for (const [counter, { until, comer }] of this.#busy) {
      if (until <= now) {
        this.#busy.delete(counter);
        this.#freeSince.set(counter, until);
        this.#ended.push({ group: comer.group, minutes: comer.minutes });
      }
    }
  }

  /** Whoever gives up by now is gone. */
  leave(now: number): void {
    for (const line of this.#lines.values()) {
      const gone = line.waiting.filter(({ comer }) => comer.leavesAt !== undefined && comer.leavesAt <= now);
      if (gone.length > 0) {
        line.waiting = line.waiting.filter((one) => !gone.includes(one));
        this.stays.push(...gone.map(({ comer }) => ({ comer, calledAt: undefined, counter: undefined })));
      }
    }
  }

  /** Every idle counter calls; the one idle for the longest first. */
  call(now: number): void {
    const idle = this.#open(now)
      .filter(({ counter }) => !this.#busy.has(counter))
      .sort((a, b) => this.#idleSince(a) - this.#idleSince(b) || a.counter - b.counter);
    for (const duty of idle) {
      const head = this.#headFor(duty);
      if (head !== undefined) {
        this.#take(duty, head, now);
      }
    }
  }

  #idleSince({ counter, from }: Duty): number {
    return Math.max(from, this.#freeSince.get(counter) ?? from);
  }

  #headFor({ lines }: Duty): Waiting | undefined {
    const heads = lines.flatMap(({ group, helps }) => {
      const head = nextInLine(this.#line(group).waiting);
      return head === undefined
        ? []
        : [
            {
              groupId: group,
              helps,
              head,
              since: Temporal.Instant.fromEpochMilliseconds(Math.round(head.comer.at * 60_000)),
            },
          ];
    });
    const [first] = groupsToTry(heads);
    return heads.find(({ groupId }) => groupId === first?.groupId)?.head;
  }

  #take({ counter }: Duty, head: Waiting, now: number): void {
    const { comer } = head;
    const line = this.#line(comer.group);
    line.waiting = line.waiting.filter((one) => one !== head);
    line.state = afterCall(line.state, head.place);
    this.#busy.set(counter, { until: now + comer.minutes, comer });
    this.stays.push({ comer, calledAt: now, counter });
  }

  /** The next moment at which a counter becomes free. */
  nextEnd(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#busy.values()].map(({ until }) => until));
  }

  /** Whoever still waits when all is over. */
  leftOver(): void {
    for (const { waiting } of this.#lines.values()) {
      this.stays.push(...waiting.map(({ comer }) => ({ comer, calledAt: undefined, counter: undefined })));
    }
  }
}

/**
 * Plays the day. People are called by the discipline of the hall (`order.ts`): lanes and places within a line, own lines of a counter before
 * those it helps, the longest wait first among its own.
 * @param watch told of everybody who joins, with the hall as it stands at that moment
 * @returns one stay for each comer, in the order in which they were called or given up
 */
export function simulate(
  comers: readonly Comer[],
  duties: readonly Duty[],
  shares: LaneShares = USUAL_SHARES,
  watch?: (moment: HallMoment) => void,
): readonly Stay[] {
  const hall = new Hall(duties, shares);
  const coming = [...comers].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const fixed = [
    ...coming.map(({ at }) => at),
    ...coming.flatMap(({ leavesAt }) => (leavesAt === undefined ? [] : [leavesAt])),
    ...duties.map(({ from }) => from),
  ].sort((a, b) => a - b);
  let nextComer = 0;
  let nextFixed = 0;
  while (true) {
    const now = Math.min(fixed[nextFixed] ?? Number.POSITIVE_INFINITY, hall.nextEnd());
    if (now === Number.POSITIVE_INFINITY) {
      break;
    }
    while ((fixed[nextFixed] ?? Number.POSITIVE_INFINITY) <= now) {
      nextFixed += 1;
    }
    hall.finish(now);
    hall.leave(now);
    for (let comer = coming[nextComer]; comer !== undefined && comer.at <= now; comer = coming[nextComer]) {
      hall.join(comer, watch);
      nextComer += 1;
    }
    hall.call(now);
  }
  hall.leftOver();
  return hall.stays;
}
