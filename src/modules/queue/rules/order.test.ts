import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterCall,
  compareInLine,
  EMPTY_LINE,
  givePlace,
  groupsToTry,
  type InLine,
  LANES,
  type Lane,
  type LineState,
  laterBefore,
  nextInLine,
  peopleAhead,
} from './order.ts';

interface Waiting extends InLine {
  readonly lane: Lane;
  /** Most calls that may pass before this one, fixed when the ticket is taken. */
  readonly patience: number;
}

/** One line played through: a lane name is a person coming, `call` a counter pressing next. */
function play(steps: readonly (Lane | 'call')[]) {
  let line: LineState = EMPTY_LINE;
  let waiting: Waiting[] = [];
  let calls = 0;
  const called: (Waiting & { passed: number })[] = [];
  const callsAtArrival = new Map<number, number>();
  steps.forEach((step, arrival) => {
    if (step === 'call') {
      const head = nextInLine(waiting);
      if (head !== undefined) {
        waiting = waiting.filter((ticket) => ticket !== head);
        line = afterCall(line, head.place);
        called.push({ ...head, passed: calls - (callsAtArrival.get(head.arrival) ?? 0) });
        calls += 1;
      }
      return;
    }
    const virtual = line.called;
    const given = givePlace(line, step);
    line = given.line;
    const ticket = { place: given.place, arrival, lane: step };
    const patience = peopleAhead(waiting, ticket) + laterBefore(given.place, virtual);
    callsAtArrival.set(arrival, calls);
    waiting.push({ ...ticket, patience });
  });
  return { called, waiting, line };
}

const steps = fc.array(fc.oneof(fc.constantFrom(...LANES), fc.constant('call' as const)), { maxLength: 300 });
const emptied = (list: readonly (Lane | 'call')[]) => play([...list, ...list.map(() => 'call' as const)]);

describe('the order of calls', () => {
  it('mixes priority and ordinary people three to two', () => {
    const people = [
      'ordinary',
      'ordinary',
      'ordinary',
      'ordinary',
      'priority',
      'priority',
      'priority',
      'priority',
    ] as const;
    expect(
      emptied(people)
        .called.map(({ lane }) => lane[0])
        .join(''),
    ).toBe('popoppoo');
  });

  it('calls a single priority person next, however many wait', () => {
    const crowd = Array<Lane>(40).fill('ordinary');
    expect(play([...crowd, 'call', 'priority', 'call']).called.at(-1)?.lane).toBe('priority');
  });

  it('lets nobody who needs no priority overtake priority people who came earlier', () => {
    const people = [...Array<Lane>(9).fill('priority'), 'ordinary'] as const;
    expect(emptied(people).called.at(-1)?.lane).toBe('ordinary');
  });

  it('loses nobody and calls nobody twice', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { called, waiting } = emptied(list);
        expect(waiting).toEqual([]);
        expect(called.map(({ arrival }) => arrival).sort((a, b) => a - b)).toEqual(
          list.flatMap((step, index) => (step === 'call' ? [] : [index])),
        );
      }),
    );
  });

  it('never lets one overtake another of the same lane', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { called } = emptied(list);
        for (const lane of LANES) {
          const arrivals = called.filter((ticket) => ticket.lane === lane).map(({ arrival }) => arrival);
          expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('keeps nobody waiting beyond the bound known when the number was taken', () => {
    fc.assert(
      fc.property(steps, (list) => {
        for (const { passed, patience } of emptied(list).called) {
          expect(passed).toBeLessThanOrEqual(patience);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives every lane its share while all are full', () => {
    const full = Array.from({ length: 60 }, () => LANES).flat();
    const { called } = emptied(full);
    const first = called.slice(0, 100);
    const counts = LANES.map((lane) => first.filter((ticket) => ticket.lane === lane).length);
    expect(counts.map((count) => Math.round(count / 10))).toEqual([3, 3, 2, 2]);
  });

  it('never makes priority slower than no priority (Luật Người cao tuổi, Điều 3)', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...LANES), (list, lane) => {
        const { line } = play(list);
        const asked = givePlace(line, lane).place;
        expect(asked).toBeLessThanOrEqual(Math.max(givePlace(line, 'ordinary').place, line.last[lane]));
      }),
    );
  });

  it('does not depend on the order in which waiting tickets are looked at', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { waiting } = play(list);
        const sorted = [...waiting].sort(compareInLine);
        expect(nextInLine([...waiting].reverse())).toEqual(sorted[0]);
        sorted.forEach((ticket, index) => {
          expect(peopleAhead(waiting, ticket)).toBe(index);
        });
      }),
    );
  });
});

describe('a counter of several groups', () => {
  const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);

  it('serves its own groups first, the longest waiting head before the others', () => {
    const heads = [
      { groupId: 'd', helps: true, since: at(0) },
      { groupId: 'b', helps: false, since: at(9) },
      { groupId: 'a', helps: false, since: at(5) },
    ];
    expect(groupsToTry(heads).map(({ groupId }) => groupId)).toEqual(['a', 'b', 'd']);
  });
});
