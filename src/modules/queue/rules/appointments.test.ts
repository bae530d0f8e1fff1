import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime, fromLocal, toLocal } from '#platform/time.ts';
import {
  comeFrom,
  freeSeat,
  isMissed,
  isOpenFor,
  judgeArrival,
  nextAppointmentState,
  type OpenStretch,
  offeredDays,
  overlaps,
  plainPhone,
  readCheckInText,
  type SlotPlan,
  seatsLeft,
  seatsOf,
  slotsOfDay,
  type TakenSeat,
} from './appointments.ts';

const PLAN: SlotPlan = {
  enabled: true,
  slotMinutes: 30,
  capacity: 4,
  sharePercent: 50,
  weekdays: [1, 2, 3, 4, 5],
  leadMinutes: 60,
  horizonDays: 7,
};
const MONDAY = Temporal.PlainDate.from('2026-05-04');
const OFFICE: readonly OpenStretch[] = [
  { start: 7 * 60 + 30, end: 11 * 60 + 30 },
  { start: 13 * 60 + 30, end: 17 * 60 + 30 },
];
const at = (time: string, day = MONDAY) => fromLocal(day, time);
const times = (
  plan: SlotPlan,
  day: Temporal.PlainDate,
  open: readonly OpenStretch[],
  now: Temporal.Instant,
) => slotsOfDay(plan, day, open, now).map(({ start }) => formatTime(toLocal(start)));

describe('places of a slot', () => {
  it.each([
    [4, 50, 2],
    [3, 50, 1],
    [1, 50, 0],
    [5, 100, 5],
    [5, 0, 0],
  ])('of %i people at %i percent: %i', (capacity, sharePercent, seats) => {
    expect(seatsOf({ capacity, sharePercent })).toBe(seats);
  });
});

describe('slots of a day', () => {
  it('fill the office hours and leave lunch out', () => {
    expect(times(PLAN, MONDAY, OFFICE, at('06:00'))).toEqual([
      ...['07:30', '08:00', '08:30', '09:00', '09:30', '10:00', '10:30', '11:00'],
      ...['13:30', '14:00', '14:30', '15:00', '15:30', '16:00', '16:30', '17:00'],
    ]);
  });

  it('are whole ones: what does not fit before closing is not offered', () => {
    const plan = { ...PLAN, slotMinutes: 50 };
    expect(times(plan, MONDAY, [{ start: 450, end: 600 }], at('06:00'))).toEqual(['07:30', '08:20', '09:10']);
    expect(times(plan, MONDAY, [{ start: 450, end: 599 }], at('06:00'))).toEqual(['07:30', '08:20']);
  });

  it('begin after the lead', () => {
    expect(times(PLAN, MONDAY, OFFICE, at('15:30'))).toEqual(['16:30', '17:00']);
    expect(times(PLAN, MONDAY, OFFICE, at('15:31'))).toEqual(['17:00']);
  });

  it.each([
    ['a day off of the calendar', MONDAY, []],
    ['a Saturday', Temporal.PlainDate.from('2026-05-09'), OFFICE],
    ['yesterday', Temporal.PlainDate.from('2026-05-01'), OFFICE],
    ['past the horizon', Temporal.PlainDate.from('2026-05-12'), OFFICE],
  ])('are none on %s', (_name, day, open) => {
    expect(times(PLAN, day, open, at('06:00'))).toEqual([]);
  });

  it('are none where the line takes no bookings', () => {
    expect(times({ ...PLAN, enabled: false }, MONDAY, OFFICE, at('06:00'))).toEqual([]);
    expect(offeredDays({ ...PLAN, enabled: false }, at('06:00'))).toEqual([]);
  });

  it('never overlap, have their length, and lie within open doors', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 700 }))
      .map(([a, b]): OpenStretch[] => [
        { start: Math.min(a, b), end: Math.max(a, b) },
        { start: 720 + Math.min(a, b), end: 720 + Math.max(a, b) },
      ]);
    fc.assert(
      fc.property(stretch, fc.integer({ min: 5, max: 240 }), (open, slotMinutes) => {
        const plan = { ...PLAN, slotMinutes };
        const slots = slotsOfDay(plan, MONDAY, open, at('00:00', MONDAY.subtract({ days: 1 })));
        for (const [index, slot] of slots.entries()) {
          expect(slot.end.since(slot.start).total('minutes')).toBe(slotMinutes);
          expect(isOpenFor(slot, open)).toBe(true);
          const next = slots[index + 1];
          expect(next === undefined || !overlaps(slot, next)).toBe(true);
        }
      }),
    );
  });
});

describe('free places', () => {
  const slot = { start: at('08:00'), end: at('08:30') };

  it('count bookings of an older slot length wherever they overlap', () => {
    const taken: TakenSeat[] = [{ start: at('07:45'), end: at('08:05'), seat: 1 }];
    expect(seatsLeft(slot, 2, taken)).toBe(1);
    expect(freeSeat(slot, 2, taken)).toBe(2);
    expect(freeSeat(slot, 1, taken)).toBeUndefined();
  });

  it('end where the next slot begins', () => {
    const taken: TakenSeat[] = [{ start: at('07:30'), end: at('08:00'), seat: 1 }];
    expect(freeSeat(slot, 1, taken)).toBe(1);
  });

  it('are given to exactly as many as there are, each its own, in whatever order places come free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.oneof(fc.constant('book' as const), fc.integer({ min: 0, max: 7 })), { maxLength: 40 }),
        (seats, acts) => {
          let taken: TakenSeat[] = [];
          for (const act of acts) {
            if (act === 'book') {
              const seat = freeSeat(slot, seats, taken);
              expect(seat === undefined).toBe(taken.length === seats);
              taken = seat === undefined ? taken : [...taken, { ...slot, seat }];
            } else {
              taken = taken.filter((_, index) => index !== act);
            }
            expect(new Set(taken.map(({ seat }) => seat)).size).toBe(taken.length);
            expect(taken.every(({ seat }) => seat >= 1 && seat <= seats)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('arriving', () => {
  const rules = { earlyMinutes: 30, graceMinutes: 15 };
  it.each([
    ['08:29', 'too-early'],
    ['08:30', 'on-time'],
    ['09:00', 'on-time'],
    ['09:15', 'on-time'],
    ['09:16', 'late'],
    ['16:00', 'late'],
  ])('for 9:00 at %s is %s', (time, kind) => {
    expect(judgeArrival(at('09:00'), at(time), rules).kind).toBe(kind);
  });

  it('on another day says nothing, a minute before midnight too', () => {
    expect(judgeArrival(at('09:00'), at('09:00', MONDAY.add({ days: 1 })), rules)).toEqual({
      kind: 'other-day',
    });
    expect(judgeArrival(at('00:10'), at('23:59', MONDAY.subtract({ days: 1 })), rules).kind).toBe(
      'other-day',
    );
  });

  it.each([
    ['07:30', '07:30'],
    ['07:45', '07:30'],
    ['09:00', '08:30'],
    ['13:30', '13:00'],
  ])('for %s people may come from %s: not before the doors open in the morning', (start, from) => {
    const slot = { start: at(start), end: at(start).add({ minutes: 30 }) };
    expect(formatTime(toLocal(comeFrom(slot, OFFICE, rules)))).toBe(from);
  });

  it('tells from when, and how late', () => {
    expect(judgeArrival(at('09:00'), at('08:00'), rules)).toEqual({ kind: 'too-early', from: at('08:30') });
    expect(judgeArrival(at('09:00'), at('09:40'), rules)).toEqual({ kind: 'late', minutes: 40 });
  });

  it('who is not on time any more is missed: one rule for the job and the kiosk', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), fc.integer({ min: 0, max: 60 }), (minutes, grace) => {
        const now = at('12:00').add({ minutes });
        const arrival = judgeArrival(at('12:00'), now, { earlyMinutes: 30, graceMinutes: grace });
        expect(isMissed(at('12:00'), now, { graceMinutes: grace })).toBe(arrival.kind === 'late');
      }),
    );
  });
});

describe('the life of an appointment', () => {
  it.each([
    ['booked', 'move', 'booked'],
    ['booked', 'cancel', 'cancelled'],
    ['booked', 'check-in', 'arrived'],
    ['booked', 'no-show', 'no-show'],
    ['no-show', 'check-in', 'arrived'],
    ['no-show', 'cancel', undefined],
    ['arrived', 'check-in', undefined],
    ['cancelled', 'check-in', undefined],
  ] as const)('%s, %s: %s', (state, action, to) => {
    expect(nextAppointmentState(state, action)).toBe(to);
  });
});

describe('what is typed or read', () => {
  const token = 'AbCdEf0123456789_-xyzA';
  it.each([
    ['4821 7730', { code: '48217730' }],
    ['4821-7730', { code: '48217730' }],
    [`https://hoaloc.example.vn/hen/${token}`, { token }],
    [`https://hoaloc.example.vn/hen/${token}?x=1`, { token }],
    [token, { token }],
    ['4821', undefined],
    [`https://hoaloc.example.vn/phieu/${token}`, undefined],
    ['', undefined],
  ])('check-in: %s', (text, read) => {
    expect(readCheckInText(text)).toEqual(read);
  });

  it.each([
    ['0900 000 001', '0900000001'],
    ['+84 900.000.001', '0900000001'],
    ['84900000001', '0900000001'],
    ['abc', 'abc'],
  ])('phone: %s', (typed, plain) => {
    expect(plainPhone(typed)).toBe(plain);
  });
});
