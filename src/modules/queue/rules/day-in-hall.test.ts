import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterCall,
  compareInLine,
  EMPTY_LINE,
  givePlace,
  type InLine,
  LANES,
  LARGEST_SHARE,
  type Lane,
  type LaneShares,
  type LineState,
  laterBefore,
  nextInLine,
  peopleAhead,
  placeAfter,
} from './order.ts';

/** One stay in a line: from joining it to the call. */
interface Stay extends InLine {
  readonly person: number;
  readonly lane: Lane;
  /** Calls in turn that may pass this stay at most, fixed when it began. */
  readonly bound: number;
  readonly joinedAtCall: number;
  readonly steppedBack: boolean;
}

/** Somebody who is in no line now. */
interface Gone {
  readonly person: number;
  readonly lane: Lane;
  readonly line: number;
}

interface Line {
  state: LineState;
  waiting: Stay[];
  arrivals: number;
  /** Calls in turn so far. */
  calls: number;
  readonly called: (Stay & { readonly passed: number })[];
}

/** What may happen in a hall; numbers choose among what there is, so that every event list can be played. */
type Happening =
  | { readonly kind: 'come'; readonly line: number; readonly lane: Lane }
  | { readonly kind: 'call' | 'finish' | 'absent' | 'hold' | 'move-on'; readonly counter: number }
  | { readonly kind: 'back' | 'resume' | 'step-back' | 'out-of-turn'; readonly pick: number };

const COUNTERS = 4;
const LINES = 2;
const STEP_BACK = 3;

/** The hall as the rules see it: two lines, four counters (each calls from one), the absent and the held. */
class HallOfRules {
  readonly lines: readonly Line[] = Array.from({ length: LINES }, () => ({
    state: EMPTY_LINE,
    waiting: [],
    arrivals: 0,
    calls: 0,
    called: [],
  }));
  readonly #atCounter: (Gone | undefined)[] = [];
  readonly #absent: Gone[] = [];
  readonly #held: Gone[] = [];
  readonly #shares: LaneShares;
  #people = 0;

  constructor(shares: LaneShares) {
    this.#shares = shares;
  }

  #line(index: number): Line {
    const line = this.lines[index % LINES];
    if (line === undefined) {
      throw new Error('the hall has two lines');
    }
    return line;
  }

  #join(index: number, person: number, lane: Lane): void {
    const line = this.#line(index);
    const virtual = line.state.called;
    const given = givePlace(line.state, lane, this.#shares);
    line.state = given.line;
    line.arrivals += 1;
    const inLine = { place: given.place, arrival: line.arrivals };
    const bound = peopleAhead(line.waiting, inLine) + laterBefore(given.place, virtual, this.#shares);
    line.waiting.push({ ...inLine, person, lane, bound, joinedAtCall: line.calls, steppedBack: false });
  }

  #leave(counter: number): Gone | undefined {
    const here = this.#atCounter[counter];
    this.#atCounter[counter] = undefined;
    return here;
  }

  #call(counter: number): void {
    this.#leave(counter);
    const line = this.#line(counter);
    const head = nextInLine(line.waiting);
    if (head !== undefined) {
      line.waiting = line.waiting.filter((stay) => stay !== head);
      line.called.push({ ...head, passed: line.calls - head.joinedAtCall });
      line.calls += 1;
      line.state = afterCall(line.state, head.place);
      this.#atCounter[counter] = { person: head.person, lane: head.lane, line: counter % LINES };
    }
  }

  #stepBack(pick: number): void {
    const line = this.#line(pick);
    const sorted = [...line.waiting].sort(compareInLine);
    const index = pick % Math.max(1, sorted.length);
    const stay = sorted[index];
    const place = placeAfter(sorted.slice(index + 1), STEP_BACK);
    if (stay === undefined || place === undefined) {
      return;
    }
    line.arrivals += 1;
    const inLine = { place, arrival: line.arrivals };
    const others = line.waiting.filter((other) => other !== stay);
    const bound = peopleAhead(others, inLine) + laterBefore(place, line.state.called, this.#shares);
    const { person, lane } = stay;
    line.waiting = [
      ...others,
      { ...inLine, person, lane, bound, joinedAtCall: line.calls, steppedBack: true },
    ];
  }

  #again(from: Gone[], pick: number): void {
    const [gone] = from.splice(pick % Math.max(1, from.length), 1);
    if (gone !== undefined) {
      this.#join(gone.line, gone.person, gone.lane === 'priority' ? 'priority' : 'returned');
    }
  }

  #leaveFor(it: { readonly kind: 'absent' | 'hold' | 'move-on'; readonly counter: number }): void {
    const gone = this.#leave(it.counter);
    if (gone === undefined) {
      return;
    }
    if (it.kind === 'move-on') {
      this.#join(gone.line + 1, gone.person, gone.lane === 'priority' ? 'priority' : 'returned');
    } else {
      (it.kind === 'hold' ? this.#held : this.#absent).push(gone);
    }
  }

  /** A number called by hand leaves the line where it is: nobody is charged a place for it. */
  #outOfTurn(pick: number): void {
    const line = this.#line(pick);
    line.waiting = line.waiting.filter((_, index) => index !== pick % line.waiting.length);
  }

  happen(it: Happening): void {
    switch (it.kind) {
      case 'come':
        this.#people += 1;
        this.#join(it.line, this.#people, it.lane);
        break;
      case 'call':
        this.#call(it.counter);
        break;
      case 'finish':
        this.#leave(it.counter);
        break;
      case 'absent':
      case 'hold':
      case 'move-on':
        this.#leaveFor({ kind: it.kind, counter: it.counter });
        break;
      case 'back':
        this.#again(this.#absent, it.pick);
        break;
      case 'resume':
        this.#again(this.#held, it.pick);
        break;
      case 'step-back':
        this.#stepBack(it.pick);
        break;
      case 'out-of-turn':
        this.#outOfTurn(it.pick);
        break;
      default:
        it satisfies never;
    }
  }

  /** Everybody who still waits is called; nobody comes any more. */
  empty(): this {
    for (const [index, line] of this.lines.entries()) {
      while (line.waiting.length > 0) {
        this.#call(index);
      }
    }
    return this;
  }
}

function playDay(day: readonly Happening[], shares: LaneShares): HallOfRules {
  const hall = new HallOfRules(shares);
  for (const happening of day) {
    hall.happen(happening);
  }
  return hall.empty();
}

const pick = fc.nat({ max: 1000 });
const counter = fc.nat({ max: COUNTERS - 1 });
const come = fc.record({
  kind: fc.constant('come' as const),
  line: counter,
  lane: fc.constantFrom(...LANES),
});
const call = fc.record({ kind: fc.constant('call' as const), counter });
const atCounter = fc.record({
  kind: fc.constantFrom('finish' as const, 'absent' as const, 'hold' as const, 'move-on' as const),
  counter,
});
const again = fc.record({ kind: fc.constantFrom('back' as const, 'resume' as const), pick });
const rare = fc.record({ kind: fc.constantFrom('step-back' as const, 'out-of-turn' as const), pick });
const day = fc.array(
  fc.oneof(
    { arbitrary: come, weight: 5 },
    { arbitrary: call, weight: 4 },
    { arbitrary: atCounter, weight: 2 },
    { arbitrary: again, weight: 1 },
    { arbitrary: rare, weight: 1 },
  ),
  { minLength: 20, maxLength: 400, size: 'max' },
);
const share = fc.integer({ min: 1, max: LARGEST_SHARE });
const shares: fc.Arbitrary<LaneShares> = fc
  .record({ priority: share, appointment: share, returned: share, ordinary: share })
  .map((asked) => ({ ...asked, priority: Math.max(asked.priority, asked.ordinary) }));

describe('random days of a hall, with any shares a centre may set', () => {
  it('every wait ends within the bound that was known when it began, in every lane', () => {
    fc.assert(
      fc.property(day, shares, (happenings, set) => {
        for (const line of playDay(happenings, set).lines) {
          for (const stay of line.called) {
            expect(stay.passed, `${stay.lane} ${stay.person}`).toBeLessThanOrEqual(stay.bound);
          }
        }
      }),
      { numRuns: 250 },
    );
  });

  it('nobody is overtaken within a lane, but by their own wish to step back', () => {
    fc.assert(
      fc.property(day, shares, (happenings, set) => {
        for (const line of playDay(happenings, set).lines) {
          for (const lane of LANES) {
            const arrivals = line.called
              .filter((stay) => stay.lane === lane && !stay.steppedBack)
              .map(({ arrival }) => arrival);
            expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('the same day gives the same order', () => {
    fc.assert(
      fc.property(day, shares, (happenings, set) => {
        const order = () => playDay(happenings, set).lines.map(({ called }) => called);
        expect(order()).toEqual(order());
      }),
      { numRuns: 50 },
    );
  });

  it('a bound is worth something: the hall’s own shares keep it small', () => {
    // A priority visitor who comes to a full hall of ordinary ones: the person called now, and at most two of any lane after.
    const line = { ...EMPTY_LINE, called: 10_000, last: { ...EMPTY_LINE.last, ordinary: 90_000 } };
    expect(laterBefore(givePlace(line, 'priority').place, line.called)).toBeLessThanOrEqual(5);
  });
});

describe('stepping back', () => {
  const behind = [3, 5, 5, 9].map((place, arrival) => ({ place, arrival }));
  it.each([
    [1, 3],
    [2, 5],
    [4, 9],
    [20, 9],
  ])('%i people pass: the place is %i', (people, place) => {
    expect(placeAfter(behind, people)).toBe(place);
  });

  it('is not possible with nobody behind', () => {
    expect(placeAfter([], 3)).toBeUndefined();
  });
});
