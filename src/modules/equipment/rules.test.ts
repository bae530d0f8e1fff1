import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAt, faultStage, underWarranty } from './rules/faults.ts';
import {
  brokenTime,
  healthOfCamera,
  healthOfHeartbeat,
  healthOfPrinter,
  healthOfScanner,
} from './rules/health.ts';
import { printerOfPlace } from './rules/printers.ts';
import type { Equipment, PrinterAssignment, StateChange } from './schema.ts';

const at = (minutes: number) => Temporal.Instant.from('2026-11-23T01:00:00Z').add({ minutes });

describe('health', () => {
  const calm = { known: true, trouble: null, paperLow: false } as const;
  test.each([
    [calm, 'ok', null],
    [{ ...calm, known: false }, 'unknown', null],
    [{ ...calm, paperLow: true }, 'warning', 'paper-low'],
    [{ ...calm, trouble: 'paper', paperLow: true }, 'down', 'paper'],
    [{ ...calm, tonerLow: true }, 'warning', 'toner-low'],
    [{ ...calm, takesPdf: false }, 'down', 'no-pdf'],
  ] as const)('printer %j', (condition, state, trouble) => {
    expect(healthOfPrinter(condition)).toEqual({ state, trouble });
  });

  test.each([
    ['idle', null, 'ok'],
    ['busy', 'loaded', 'ok'],
    ['idle', 'empty', 'ok'],
    ['idle', 'jam', 'down'],
    ['down', null, 'down'],
  ] as const)('scanner %s with %s feeder is %s', (state, feeder, health) => {
    expect(healthOfScanner({ state, feeder }).state).toBe(health);
  });

  test.each([
    [null, 'ok'],
    [at(0), 'ok'],
    [at(5), 'ok'],
    [at(6), 'warning'],
    [at(-6), 'warning'],
  ] as const)('camera clock %s', (clock, state) => {
    expect(healthOfCamera(clock, at(0)).state).toBe(state);
  });

  test.each([
    [null, 'unknown'],
    [at(0), 'ok'],
    [at(-1), 'ok'],
    [at(-2), 'down'],
  ] as const)('last sign of life %s', (seen, state) => {
    expect(healthOfHeartbeat(seen, at(0)).state).toBe(state);
  });
});

describe('how long broken', () => {
  const change = (minutes: number, state: StateChange['state']): StateChange => ({
    state,
    trouble: state === 'down' ? 'paper' : null,
    since: at(minutes),
  });
  test.each([
    ['never', [change(0, 'ok')], 0, 0],
    ['still', [change(10, 'down')], 1, 50],
    ['once', [change(10, 'down'), change(30, 'ok')], 1, 20],
    ['two causes in a row', [change(10, 'down'), change(20, 'down'), change(30, 'ok')], 1, 20],
    ['twice', [change(10, 'down'), change(20, 'ok'), change(30, 'down'), change(40, 'warning')], 2, 20],
    ['from before', [change(-30, 'down'), change(15, 'ok')], 1, 15],
    ['over before', [change(-30, 'down'), change(-15, 'ok')], 0, 0],
  ] as const)('%s', (_, history, times, minutes) => {
    expect(brokenTime(history, at(0), at(60))).toEqual({ times, seconds: minutes * 60 });
  });

  test('never more than the time looked at, and the halves make the whole', () => {
    const state = fc.constantFrom('ok', 'down', 'warning', 'unknown' as const);
    const history = fc
      .array(fc.record({ minutes: fc.integer({ min: -100, max: 100 }), state }), { maxLength: 12 })
      .map((changes) => changes.map(({ minutes, state: found }) => change(minutes, found)));
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 99 }), (changes, cut) => {
        const whole = brokenTime(changes, at(0), at(100)).seconds;
        const parts =
          brokenTime(changes, at(0), at(cut)).seconds + brokenTime(changes, at(cut), at(100)).seconds;
        expect(whole).toBeLessThanOrEqual(6_000);
        expect(parts).toBe(whole);
      }),
    );
  });
});

describe('the printer of a place', () => {
  const machine = (id: string, changes: Partial<Equipment> = {}): Equipment => ({
    id,
    centreId: 'c',
    kind: 'ticket-printer',
    name: id,
    place: '',
    counterId: null,
    serial: '',
    model: '',
    connection: { protocol: 'escpos', host: '10.0.0.1', port: 9100, path: '', tls: false, dots: 576 },
    boughtOn: null,
    warrantyUntil: null,
    keeperId: null,
    enrolmentId: null,
    active: true,
    reportCode: 'x',
    state: 'ok',
    trouble: null,
    stateSince: at(0),
    checkedAt: null,
    ...changes,
  });
  const kiosk = { kind: 'device', id: 'k' } as const;
  const chosen: PrinterAssignment = { paper: 'ticket', place: kiosk, printerId: 'b' };
  const wish = { paper: 'ticket', places: [kiosk], room: 'Sảnh' } as const;
  const printers = [machine('a'), machine('b'), machine('c', { place: 'Sảnh' })];
  test.each([
    ['chosen', printers, [chosen], wish, 'b'],
    [
      'chosen but out of use',
      [machine('b', { active: false }), machine('c', { place: 'Sảnh' })],
      [chosen],
      wish,
      'c',
    ],
    ['same room', printers, [], wish, 'c'],
    ['nowhere near', printers, [], { ...wish, room: '' }, undefined],
    [
      'same counter',
      [machine('q', { counterId: '1' })],
      [],
      { ...wish, places: [{ kind: 'counter', id: '1' }] },
      'q',
    ],
    ['other paper', printers, [chosen], { ...wish, paper: 'document' }, undefined],
  ] as const)('%s', (_, all, assignments, asked, id) => {
    expect(printerOfPlace(all, assignments, asked)?.id).toBe(id);
  });
});

describe('faults', () => {
  const due = dueAt(Temporal.PlainDate.from('2026-11-24'));
  test.each([
    [{ closedAt: at(0), dueAt: null, assignedTo: null }, '2026-12-01T00:00:00+07:00', 'closed'],
    [{ closedAt: null, dueAt: null, assignedTo: null }, '2026-12-01T00:00:00+07:00', 'new'],
    [{ closedAt: null, dueAt: due, assignedTo: 'a' }, '2026-11-24T23:59:59+07:00', 'assigned'],
    [{ closedAt: null, dueAt: due, assignedTo: 'a' }, '2026-11-25T00:00:00+07:00', 'overdue'],
  ] as const)('%#', (fault, now, stage) => {
    expect(faultStage(fault, Temporal.Instant.from(now))).toBe(stage);
  });

  test('the last day of the warranty still counts', () => {
    const day = Temporal.PlainDate.from('2026-11-24');
    expect(underWarranty({ warrantyUntil: day }, day)).toBe(true);
    expect(underWarranty({ warrantyUntil: day }, day.add({ days: 1 }))).toBe(false);
    expect(underWarranty({ warrantyUntil: null }, day)).toBe(false);
  });
});
