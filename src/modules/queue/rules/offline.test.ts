import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OfflineDesk, type OfflineTicket, pressOffline, setInDoubt } from './offline-desk.ts';
import { clampTimes, mergeItem, OFFLINE_KINDS } from './offline-merge.ts';
import {
  BLOCK_SIZE,
  firstFree,
  type NumberBlock,
  needsBlock,
  nextBlock,
  nextSequence,
} from './offline-numbers.ts';
import { planShare } from './offline-share.ts';
import { compareInLine } from './order.ts';
import { TICKET_STATES } from './states.ts';

describe('leased numbers', () => {
  it('kiosks, phones and counters together never give a number twice, and the main series has no gap but the blocks', () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('main' as const) },
      { weight: 1, arbitrary: fc.constant('lease' as const) },
      { weight: 3, arbitrary: fc.nat({ max: 2 }) },
    );
    fc.assert(
      fc.property(fc.nat({ max: 700 }), fc.array(step, { maxLength: 300 }), (begun, steps) => {
        let last = begun;
        const leased: NumberBlock[] = [];
        const blocks: NumberBlock[][] = [[], [], []];
        const used = [new Set<number>(), new Set<number>(), new Set<number>()];
        const given: number[] = [];
        const main: number[] = [];
        for (const [no, what] of steps.entries()) {
          if (what === 'main') {
            last = nextSequence(last, leased);
            given.push(last);
            main.push(last);
          } else if (what === 'lease') {
            const block = nextBlock(last, leased);
            leased.push(block);
            blocks[no % 3]?.push(block);
          } else {
            const free = firstFree(blocks[what] ?? [], used[what] ?? new Set());
            if (free !== undefined) {
              used[what]?.add(free);
              given.push(free);
            }
          }
        }
        expect(new Set(given).size).toBe(given.length);
        const steppedOver = leased.filter(({ from }) => from > begun && from <= last).length * BLOCK_SIZE;
        expect(last - begun).toBe(main.length + steppedOver);
      }),
    );
  });

  it('a further block comes when less than half a block is left', () => {
    const block = nextBlock(0, []);
    expect(block).toEqual({ from: 501, to: 520 });
    expect(needsBlock([], 0)).toBe(true);
    expect(needsBlock([block], 10)).toBe(false);
    expect(needsBlock([block], 11)).toBe(true);
    expect(nextBlock(900, [block])).toEqual({ from: 901, to: 920 });
  });
});

/** A hall of three consoles that lose requests and answers in every possible place. The server's part is `planShare`. */
function playShares(steps: readonly { readonly who: number; readonly what: string }[]) {
  const names = ['1', '2', '3'];
  const server = new Map<
    string,
    { place: number; arrival: number; owner?: string; dropped: number | null }
  >();
  const versions = new Map(names.map((name) => [name, 0]));
  const consoles = new Map(names.map((name) => [name, { held: 0, list: [] as readonly string[] }]));
  const offline = new Map(names.map((name) => [name, [] as string[]]));
  const calls = new Map<string, number>();
  let arrivals = 0;
  const called = (id: string) => calls.set(id, (calls.get(id) ?? 0) + 1);
  for (const { who, what } of steps) {
    const me = names[who] ?? '1';
    const mine = consoles.get(me) ?? { held: 0, list: [] };
    const log = offline.get(me) ?? [];
    if (what === 'arrive') {
      arrivals += 1;
      server.set(`t${arrivals}`, { place: arrivals * 7 + (who % 2) * 9, arrival: arrivals, dropped: null });
    } else if (what === 'call' || what === 'call-lost') {
      // With a line: the first that is kept for nobody else. The answer takes it off the own list; without one the first is in doubt.
      const order = [...server].sort(([, a], [, b]) => compareInLine(a, b));
      const head = order.find(([, { owner }]) => owner === undefined || owner === me);
      if (head !== undefined && log.length === 0) {
        server.delete(head[0]);
        called(head[0]);
        const list = what === 'call' ? mine.list.filter((id) => id !== head[0]) : mine.list.slice(1);
        consoles.set(me, { ...mine, list });
      }
    } else if (what === 'call-offline') {
      const [first, ...rest] = mine.list;
      if (first !== undefined) {
        called(first);
        consoles.set(me, { ...mine, list: rest });
        log.push(first);
      }
    } else if (what === 'merge') {
      for (const id of log.splice(0)) {
        server.delete(id);
      }
    } else if (log.length === 0 || what === 'lost-request') {
      // Merging comes first: a console with a log asks for no new list.
      if (what === 'lost-request') {
        continue;
      }
      const kept = [...server].flatMap(([id, { owner, dropped }]) =>
        owner === me ? [{ id, droppedIn: dropped }] : [],
      );
      const waiting = [...server].map(([id, ticket]) => ({ id, owner: undefined, ...ticket }));
      const plan = planShare([{ counters: names, waiting }], kept, {
        consoleId: me,
        counterId: me,
        held: mine.held,
        version: versions.get(me) ?? 0,
      });
      versions.set(me, plan.version);
      const change = (id: string, owner: string | undefined, dropped: number | null) => {
        const ticket = server.get(id);
        if (ticket !== undefined) {
          const { place, arrival } = ticket;
          server.set(
            id,
            owner === undefined ? { place, arrival, dropped } : { place, arrival, owner, dropped },
          );
        }
      };
      for (const id of plan.free) {
        change(id, undefined, null);
      }
      for (const id of plan.drop) {
        change(id, me, plan.version);
      }
      for (const id of plan.take) {
        change(id, me, null);
      }
      if (what === 'sync') {
        consoles.set(me, { held: plan.version, list: plan.list });
      }
    }
  }
  const waitingStill = [...server.keys()].filter((id) => ![...offline.values()].flat().includes(id));
  return { calls, arrivals, waitingStill };
}

describe('shares of the line', () => {
  const steps = fc.array(
    fc.record({
      who: fc.nat({ max: 2 }),
      what: fc.constantFrom(
        'arrive',
        'arrive',
        'call',
        'call-lost',
        'call-offline',
        'merge',
        'sync',
        'sync',
        'lost-answer',
        'lost-request',
      ),
    }),
    { minLength: 30, maxLength: 400 },
  );

  it('nobody is called twice and nobody is lost, whatever requests and answers get lost in between', () => {
    fc.assert(
      fc.property(steps, (played) => {
        const { calls, arrivals, waitingStill } = playShares(played);
        expect([...calls].filter(([, times]) => times > 1)).toEqual([]);
        expect(calls.size + waitingStill.length).toBe(arrivals);
      }),
      { numRuns: 400 },
    );
  });

  it('people are called without a line at all', () => {
    const long = Array.from({ length: 40 }, (_, no) => ({ who: no % 3, what: 'arrive' }));
    const all = [0, 1, 2].flatMap((who) => [
      { who, what: 'sync' },
      ...Array.from({ length: 12 }, () => ({ who, what: 'call-offline' })),
    ]);
    const { calls, waitingStill } = playShares([...long, ...all]);
    expect(calls.size).toBeGreaterThan(30);
    expect(calls.size + waitingStill.length).toBe(40);
  });

  it('while every console is heard of, the head of the line is open to all', () => {
    const line = {
      counters: ['1', '2'],
      waiting: Array.from({ length: 8 }, (_, no) => ({
        id: `t${no}`,
        place: no,
        arrival: no,
        owner: undefined,
      })),
    };
    const ask = { consoleId: 'x', counterId: '1', held: 0, version: 0 };
    const plan = planShare([line], [], ask);
    expect(plan.open).toEqual(['t0', 't1']);
    expect(plan.list).toEqual(['t2', 't4', 't6']);
    expect(planShare([line], [], ask)).toEqual(plan);
    expect(planShare([{ ...line, counters: ['1'] }], [], ask).list).toHaveLength(8);
    expect(planShare([{ ...line, counters: ['2'] }], [], ask).list).toEqual([]);
  });

  it('a ticket leaves a list in two steps', () => {
    const kept = [{ id: 't0', droppedIn: null }];
    const line = { counters: ['1', '2'], waiting: [{ id: 't0', place: 1, arrival: 2, owner: 'x' }] };
    const first = planShare([line], kept, { consoleId: 'x', counterId: '1', held: 3, version: 3 });
    expect(first).toMatchObject({ drop: ['t0'], free: [], list: [], version: 4 });
    const dropped = [{ id: 't0', droppedIn: 4 }];
    const lost = planShare([line], dropped, { consoleId: 'x', counterId: '1', held: 3, version: 4 });
    expect(lost.free).toEqual([]);
    const known = planShare([line], dropped, { consoleId: 'x', counterId: '1', held: 5, version: 5 });
    expect(known.free).toEqual(['t0']);
  });
});

describe('the counter without a line', () => {
  const ticket = (no: number, change: Partial<OfflineTicket> = {}): OfflineTicket => ({
    id: `id-${no}`,
    number: `A00${no}`,
    groupId: 'a',
    helps: false,
    priority: false,
    since: no,
    ...change,
  });
  const scope = () => {
    let made = 0;
    return {
      at: 1,
      newId: () => {
        made += 1;
        return `i${made}`;
      },
    };
  };

  it('calls in the order of its list, ends whoever was there, and writes each step down once', () => {
    const desk: OfflineDesk = {
      current: { ticketId: 'id-0', number: 'A000', serving: true },
      list: [
        ticket(1),
        ticket(2),
        ticket(3, { groupId: 'b', since: 0 }),
        ticket(4, { groupId: 'c', helps: true, since: -1 }),
      ],
      log: [],
    };
    const one = scope();
    const presses = [
      { kind: 'next' },
      { kind: 'serve' },
      { kind: 'serve' },
      { kind: 'next' },
      { kind: 'no-show' },
      { kind: 'next' },
      { kind: 'next' },
      { kind: 'next' },
    ] as const;
    const after = presses.reduce<OfflineDesk>((now, press) => pressOffline(now, press, one), desk);
    expect(after.log.map(({ kind, number }) => `${kind} ${number}`)).toEqual([
      'finish A000',
      'call A003',
      'serve A003',
      'finish A003',
      'call A001',
      'no-show A001',
      'call A002',
      'finish A002',
      'call A004',
    ]);
    expect(after.list).toEqual([]);
    expect(new Set(after.log.map(({ id }) => id)).size).toBe(after.log.length);
    expect(pressOffline(after, { kind: 'next' }, one)).toBe(after);
  });

  it('after a press without an answer the first of each line are in doubt: called by hand alone', () => {
    const list = [ticket(1), ticket(2), ticket(3, { groupId: 'b' })];
    const { list: left, doubtful } = setInDoubt(list);
    expect(left.map(({ number }) => number)).toEqual(['A002']);
    expect(doubtful).toEqual(['A001', 'A003']);
  });

  it('a number called by hand is called once and leaves the list', () => {
    const one = scope();
    const desk = pressOffline(
      { current: null, list: [ticket(1)], log: [] },
      { kind: 'number', number: 'A001' },
      one,
    );
    expect(desk).toMatchObject({ current: { ticketId: 'id-1', number: 'A001' }, list: [] });
    expect(pressOffline(desk, { kind: 'number', number: 'A001' }, one)).toBe(desk);
    const unknown = pressOffline(desk, { kind: 'number', number: 'A501' }, one);
    expect(unknown.current).toEqual({ ticketId: null, number: 'A501', serving: false });
  });
});

describe('merging', () => {
  it.each([
    ['call', 'waiting', false, 'merged', 'call', false],
    ['call', 'no-show', false, 'called-again', 'call', true],
    ['call', 'held', true, 'called-again', 'call', false],
    ['call', 'called', true, 'already', undefined, false],
    ['call', 'called', false, 'elsewhere', undefined, true],
    ['call', 'serving', false, 'elsewhere', undefined, true],
    ['call', 'done', false, 'done-before', undefined, true],
    ['call', 'cancelled', false, 'given-up', undefined, true],
    ['serve', 'called', true, 'merged', 'serve', false],
    ['serve', 'serving', true, 'already', undefined, false],
    ['finish', 'serving', true, 'merged', 'finish', false],
    ['finish', 'held', true, 'merged', 'finish', false],
    ['finish', 'done', false, 'already', undefined, false],
    ['finish', 'cancelled', false, 'not-here', undefined, false],
    ['finish', 'waiting', false, 'not-here', undefined, true],
    ['no-show', 'called', true, 'merged', 'no-show', false],
    ['no-show', 'no-show', false, 'already', undefined, false],
    ['no-show', 'called', false, 'not-here', undefined, false],
  ] as const)('%s of somebody who is %s (here: %s): %s', (kind, state, here, outcome, act, look) => {
    expect(mergeItem(kind, { state, here }, false)).toEqual({ outcome, act, look });
  });

  it('every pair has an answer; what is over for the server stays over; what was called and could not be merged is looked at', () => {
    for (const kind of OFFLINE_KINDS) {
      expect(mergeItem(kind, undefined, false)).toEqual({ outcome: 'unknown', look: true, act: undefined });
      for (const state of TICKET_STATES) {
        for (const here of [true, false]) {
          for (const taken of [true, false]) {
            const merged = mergeItem(kind, { state, here }, taken);
            if (state === 'done' || state === 'cancelled') {
              expect(merged.act, `${kind} ${state}`).toBeUndefined();
            }
            if (kind === 'call' && merged.act !== 'call' && merged.outcome !== 'already') {
              expect(merged.look, `${kind} ${state}`).toBe(true);
            }
            expect(merged.act === 'call' && taken).toBe(false);
          }
        }
      }
    }
  });

  it('moments of a browser with a wrong clock come into order', () => {
    expect(clampTimes([5, 3, 900, -1], 4, 10)).toEqual([5, 5, 10, 10]);
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), fc.nat(), (times, from, more) => {
        const clamped = clampTimes(times, from, from + more);
        expect(clamped).toEqual([...clamped].sort((a, b) => a - b));
        expect(clamped.every((time) => time >= from && time <= from + more)).toBe(true);
      }),
    );
  });
});
