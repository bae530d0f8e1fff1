import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '#platform/actor.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { formatIso } from '#platform/time.ts';
import { bookAppointment } from './commands/book-appointment.ts';
import { callNext } from './commands/call-next.ts';
import { cancelAppointment, moveAppointment } from './commands/change-appointment.ts';
import { checkIn } from './commands/check-in.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { mindAppointments } from './commands/mind-appointments.ts';
import { openCounter } from './commands/mind-counter.ts';
import { saveRules } from './commands/save-plan.ts';
import {
  appointmentPlans,
  bookableDays,
  bookableGroups,
  bookableSlots,
  getAppointment,
} from './queries/appointments.ts';
import { type Appointment, BookInput, USUAL_RULES } from './schema/appointments.ts';
import { IssueInput } from './schema.ts';
import { bookableHall } from './testing/appointments.ts';
import type { TestHall } from './testing.ts';
import { verifyAppointments } from './verify-appointments.ts';

const DAY = Temporal.PlainDate.from('2026-05-06');

let t: TestContext;
let hall: TestHall;
let visitor: Actor;
let kiosk: Actor;
let system: ReturnType<typeof systemActor>;
let A = '';
let B = '';
let phone = 900_000_000;

beforeAll(async () => {
  t = await testContext({ modules: [] });
  hall = await bookableHall(t);
  system = systemActor(hall.centreId, 'test');
  visitor = { kind: 'public', centreId: hall.centreId };
  kiosk = { kind: 'device', centreId: hall.centreId, deviceId: newId(), purpose: 'kiosk' };
  A = hall.groups['A'] ?? '';
  B = hall.groups['B'] ?? '';
});

const input = (start: string, more: object = {}) => {
  phone += 1;
  return BookInput.parse({ groupId: A, start, name: 'Nguyễn Văn Ví Dụ', phone: `0${phone}`, ...more });
};
const book = (start: string, more: object = {}, requestId?: string) =>
  bookAppointment(t.ctx, visitor, input(start, more), requestId);
const count = async (table: string): Promise<number> =>
  (await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? -1;
const TABLES = ['appointments', 'appointment_contacts', 'appointment_events', 'tickets', 'appointment_plans'];
const state = () => Promise.all(TABLES.map(count));
const laneOf = async (number: string) =>
  (
    await t.owner.query<{ lane: string }>(
      'SELECT lane FROM tickets WHERE number = $1 ORDER BY issued_at DESC',
      [number],
    )
  ).rows[0]?.lane;

describe('what is offered', () => {
  it('follows the calendar: no days off, no lunch, no line without a plan', async () => {
    t.clock.set('2026-05-06T06:00:00+07:00');
    expect((await bookableGroups(t.ctx, visitor)).map(({ letter }) => letter)).toEqual(['A']);
    const days = (await bookableDays(t.ctx, visitor, A)).map(({ day }) => day.toString());
    expect(days[0]).toBe('2026-05-06');
    expect(days).not.toContain('2026-05-12');
    expect(days).not.toContain('2026-05-09');
    expect(await bookableSlots(t.ctx, visitor, A, Temporal.PlainDate.from('2026-05-12'))).toEqual([]);
    expect(await bookableSlots(t.ctx, visitor, A, DAY)).toHaveLength(16);
    await expect(bookableDays(t.ctx, visitor, B)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
  });
});

describe('booking', () => {
  it('takes a place, gives a code and an address that cannot be guessed, and the same request the same booking', async () => {
    t.clock.set('2026-05-06T06:00:00+07:00');
    const request = newRequestId();
    const typed = input('2026-05-06T08:00:00+07:00');
    const both = await Promise.all([
      bookAppointment(t.ctx, visitor, typed, request),
      bookAppointment(t.ctx, visitor, typed, request),
    ]);
    expect(both[0].id).toBe(both[1].id);
    expect(both[0].code).toMatch(/^\d{8}$/);
    expect(Buffer.from(both[0].token, 'base64url')).toHaveLength(16);
    const slots = await bookableSlots(t.ctx, visitor, A, DAY);
    expect(slots.find(({ start }) => start.equals(both[0].start))?.left).toBe(1);
    const seen = await getAppointment(t.ctx, visitor, { token: both[0].token });
    expect(seen.phone).toMatch(/^090\*+\d{3}$/);
    expect(JSON.stringify(seen)).not.toMatch(/Ví Dụ/);
  });

  it.each([
    ['that has begun', '2026-05-06T07:30:00+07:00'],
    ['that begins too soon', '2026-05-06T08:30:00+07:00'],
    ['on a day off', '2026-05-12T08:00:00+07:00'],
    ['at lunch', '2026-05-07T11:30:00+07:00'],
    ['beside the slots', '2026-05-07T08:10:00+07:00'],
    ['past the horizon', '2026-06-22T08:00:00+07:00'],
  ])('refuses a time %s, and writes nothing', async (_name, start) => {
    t.clock.set('2026-05-06T07:45:00+07:00');
    const before = await state();
    await expect(book(start)).rejects.toSatisfy((error) => isProblem(error, 'not-allowed-now'));
    expect(await state()).toEqual(before);
  });

  it('lets one phone have so many open bookings and no more', async () => {
    t.clock.set('2026-05-06T06:00:00+07:00');
    const mine = { phone: '0911 222 333' };
    const first = await book('2026-05-07T08:00:00+07:00', mine);
    await book('2026-05-07T08:30:00+07:00', mine);
    await book('2026-05-07T09:00:00+07:00', mine);
    const before = await state();
    await expect(book('2026-05-07T09:30:00+07:00', { phone: '+84911222333' })).rejects.toSatisfy(
      (error) => isProblem(error, 'conflict') && error.details.fields?.[0]?.path === 'phone',
    );
    expect(await state()).toEqual(before);
    await cancelAppointment(t.ctx, visitor, first.token);
    await book('2026-05-07T09:30:00+07:00', mine);
  });

  it('of the last place by fifty at once: exactly one has it, the others hear which times are free, nothing else is written', async () => {
    t.clock.set('2026-05-06T06:00:00+07:00');
    const start = '2026-05-08T10:00:00+07:00';
    await book(start);
    const before = await state();
    const asked = Array.from({ length: 50 }, () => input(start));
    const answers = await Promise.allSettled(asked.map((one) => bookAppointment(t.ctx, visitor, one)));
    const won = answers.filter((answer) => answer.status === 'fulfilled');
    const lost = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as unknown] : [],
    );
    expect(won).toHaveLength(1);
    for (const reason of lost) {
      expect(isProblem(reason, 'conflict'), String(reason)).toBe(true);
      const { details } = reason as Problem;
      expect(details.detail).toMatch(/vừa có người đặt hết.*Còn trống gần nhất: 10:30 thứ Sáu 08\/05\/2026/);
      expect(details.facts?.['next']?.split(',')).toHaveLength(3);
      expect(details.facts?.['next']).not.toContain('2026-05-08T10:00');
    }
    const [appointments, contacts, events, ...rest] = await state();
    expect([appointments, contacts, events]).toEqual(before.slice(0, 3).map((n) => n + 1));
    expect(rest).toEqual(before.slice(3));
  });

  it('of different times by many at once: everybody gets theirs', async () => {
    t.clock.set('2026-05-06T06:00:00+07:00');
    const slots = await bookableSlots(t.ctx, visitor, A, Temporal.PlainDate.from('2026-05-11'));
    const booked = await Promise.all(slots.map((slot) => book(formatIso(slot.start))));
    expect(new Set(booked.map(({ code }) => code)).size).toBe(slots.length);
  });
});

describe('moving and cancelling', () => {
  let mine: Appointment;

  it('moves to a free slot, keeps code and address, frees the old place', async () => {
    t.clock.set('2026-05-06T06:00:00+07:00');
    mine = await book('2026-05-13T08:00:00+07:00');
    const to = { start: Temporal.Instant.from('2026-05-14T08:00:00+07:00') };
    const moved = await moveAppointment(t.ctx, visitor, mine.token, to);
    expect(moved).toMatchObject({ id: mine.id, code: mine.code, token: mine.token });
    expect(moved.start.equals(to.start)).toBe(true);
    const left = (await bookableSlots(t.ctx, visitor, A, Temporal.PlainDate.from('2026-05-13'))).map(
      (s) => s.left,
    );
    expect(left.every((n) => n === 2)).toBe(true);
  });

  it('to a full slot is refused and leaves everything as it was', async () => {
    await book('2026-05-14T09:00:00+07:00');
    await book('2026-05-14T09:00:00+07:00');
    const before = await state();
    const to = { start: Temporal.Instant.from('2026-05-14T09:00:00+07:00') };
    await expect(moveAppointment(t.ctx, visitor, mine.token, to)).rejects.toSatisfy((error) =>
      isProblem(error, 'conflict'),
    );
    expect(await state()).toEqual(before);
    expect((await getAppointment(t.ctx, visitor, { token: mine.token })).appointment.seat).toBe(1);
  });

  it('cancels once, forgets the person at once, and then allows nothing more', async () => {
    const contacts = await count('appointment_contacts');
    await cancelAppointment(t.ctx, visitor, mine.token);
    await cancelAppointment(t.ctx, visitor, mine.token);
    expect(await count('appointment_contacts')).toBe(contacts - 1);
    const before = await state();
    const to = { start: Temporal.Instant.from('2026-05-14T10:00:00+07:00') };
    await expect(moveAppointment(t.ctx, visitor, mine.token, to)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
    await expect(checkIn(t.ctx, kiosk, { code: mine.code })).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
    expect(await state()).toEqual(before);
  });
});

describe('arriving', () => {
  it('on time gives a number in the appointments’ lane, before those who simply came; twice shows the same', async () => {
    t.clock.set('2026-05-18T07:00:00+07:00');
    const mine = await book('2026-05-18T09:00:00+07:00');
    t.clock.set('2026-05-18T08:30:00+07:00');
    for (let n = 0; n < 5; n += 1) {
      await issueTicket(t.ctx, visitor, IssueInput.parse({ groupId: A }), { source: 'phone' });
    }
    const first = await checkIn(t.ctx, kiosk, { code: mine.code });
    expect(first).toMatchObject({ arrival: 'on-time', ticket: { ahead: 0 } });
    expect(await laneOf(first.ticket.number)).toBe('appointment');
    const tickets = await count('tickets');
    expect((await checkIn(t.ctx, kiosk, { token: mine.token })).ticket.token).toBe(first.ticket.token);
    expect(await count('tickets')).toBe(tickets);
    const officer = await hall.staff('receptionist');
    const counter = hall.counters[0]?.id ?? '';
    await openCounter(t.ctx, officer, counter);
    expect((await callNext(t.ctx, officer, { counterId: counter })).ticket?.number).toBe(first.ticket.number);
  });

  it('too early says from when, or waits in the ordinary line', async () => {
    t.clock.set('2026-05-19T06:00:00+07:00');
    const mine = await book('2026-05-19T10:00:00+07:00');
    t.clock.set('2026-05-19T08:00:00+07:00');
    const before = await state();
    await expect(checkIn(t.ctx, kiosk, { code: mine.code })).rejects.toSatisfy(
      (error) => isProblem(error, 'not-allowed-now') && /từ 09:30/.test(error.details.detail),
    );
    expect(await state()).toEqual(before);
    const waiting = await checkIn(t.ctx, kiosk, { code: mine.code }, { waitInLine: true });
    expect(waiting.arrival).toBe('early');
    expect(await laneOf(waiting.ticket.number)).toBe('ordinary');
  });

  it('late waits in the ordinary line; with a right to priority in that one', async () => {
    t.clock.set('2026-05-20T06:00:00+07:00');
    const one = await book('2026-05-20T08:00:00+07:00');
    const two = await book('2026-05-20T08:00:00+07:00');
    t.clock.set('2026-05-20T08:16:00+07:00');
    const late = await checkIn(t.ctx, kiosk, { code: one.code });
    expect(late.arrival).toBe('late');
    expect(await laneOf(late.ticket.number)).toBe('ordinary');
    const elder = await checkIn(t.ctx, kiosk, { code: two.code }, { priority: 'elderly' });
    expect(await laneOf(elder.ticket.number)).toBe('priority');
  });

  it('not at all is counted and frees the place; coming later that day still gives a number', async () => {
    t.clock.set('2026-05-21T06:00:00+07:00');
    await mindAppointments(t.ctx, system);
    const mine = await book('2026-05-21T08:00:00+07:00');
    t.clock.set('2026-05-21T08:15:00+07:00');
    expect((await mindAppointments(t.ctx, system)).missed).toBe(0);
    t.clock.set('2026-05-21T08:16:00+07:00');
    expect((await mindAppointments(t.ctx, system)).missed).toBe(1);
    expect((await mindAppointments(t.ctx, system)).missed).toBe(0);
    expect(await getAppointment(t.ctx, visitor, { token: mine.token })).toMatchObject({
      appointment: { state: 'no-show', seat: null },
    });
    const director = await hall.staff('centre-director');
    const { plans } = await appointmentPlans(t.ctx, director);
    expect(plans.find(({ group }) => group.id === A)?.outcomes).toMatchObject({ arrived: 4 });
    expect((await checkIn(t.ctx, kiosk, { code: mine.code })).arrival).toBe('late');
    t.clock.set('2026-05-22T08:00:00+07:00');
    const gone = await book('2026-05-22T09:30:00+07:00');
    t.clock.set('2026-05-25T08:00:00+07:00');
    await expect(checkIn(t.ctx, kiosk, { code: gone.code })).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
  });

  it('where the doors are closed by then nobody is counted as absent', async () => {
    t.clock.set('2026-05-22T06:00:00+07:00');
    const mine = await book('2026-05-22T15:30:00+07:00');
    await t.owner.query(
      `UPDATE appointments SET starts_at = '2026-05-23T08:00:00+07:00', ends_at = '2026-05-23T08:30:00+07:00' WHERE id = $1`,
      [mine.id],
    );
    await t.owner.query(
      `INSERT INTO appointment_events (id, centre_id, appointment_id, group_id, action, at, actor_kind, starts_at)
       VALUES ($1, $2, $3, $4, 'move', $5, 'system', '2026-05-23T08:00:00+07:00')`,
      [newId(), hall.centreId, mine.id, A, t.clock.now()],
    );
    t.clock.set('2026-05-22T23:00:00+07:00');
    await mindAppointments(t.ctx, system);
    expect((await getAppointment(t.ctx, visitor, { token: mine.token })).closed).toBe(true);
    t.clock.set('2026-05-23T09:00:00+07:00');
    expect((await mindAppointments(t.ctx, system)).missed).toBe(0);
    expect((await getAppointment(t.ctx, visitor, { token: mine.token })).appointment.state).toBe('cancelled');
  });

  it('the centre’s own rules count', async () => {
    await saveRules(t.ctx, system, { ...USUAL_RULES, graceMinutes: 0, earlyMinutes: 5 });
    t.clock.set('2026-05-26T06:00:00+07:00');
    const mine = await book('2026-05-26T08:00:00+07:00');
    t.clock.set('2026-05-26T08:01:00+07:00');
    expect((await checkIn(t.ctx, kiosk, { code: mine.code })).arrival).toBe('late');
    await saveRules(t.ctx, system, USUAL_RULES);
  });
});

describe('the reminder', () => {
  it('is given once, and nobody claims to have told somebody who could not be reached', async () => {
    t.clock.set('2026-05-27T06:00:00+07:00');
    const mine = await book('2026-05-27T10:00:00+07:00');
    expect((await mindAppointments(t.ctx, system)).reminded).toBe(0);
    t.clock.set('2026-05-27T08:00:00+07:00');
    expect((await mindAppointments(t.ctx, system)).reminded).toBe(1);
    expect((await mindAppointments(t.ctx, system)).reminded).toBe(0);
    expect((await getAppointment(t.ctx, visitor, { token: mine.token })).appointment).toMatchObject({
      remindedBy: [],
    });
    const to = { start: Temporal.Instant.from('2026-05-27T16:00:00+07:00') };
    await moveAppointment(t.ctx, visitor, mine.token, to);
    t.clock.set('2026-05-27T14:00:00+07:00');
    expect((await mindAppointments(t.ctx, system)).reminded).toBe(1);
  });
});

describe('forgetting', () => {
  it('removes name and phone when the visit is over, and what stays names nobody', async () => {
    t.clock.set('2026-05-28T06:00:00+07:00');
    const mine = await book('2026-05-28T08:00:00+07:00');
    t.clock.set('2026-05-28T08:00:00+07:00');
    await checkIn(t.ctx, kiosk, { code: mine.code });
    await mindAppointments(t.ctx, system);
    const held = () =>
      t.owner.query('SELECT 1 FROM appointment_contacts WHERE appointment_id = $1', [mine.id]);
    expect((await held()).rowCount).toBe(1);
    t.clock.set('2026-05-29T00:05:00+07:00');
    await mindAppointments(t.ctx, system);
    expect((await held()).rowCount).toBe(0);
    const { rows } = await t.owner.query('SELECT * FROM appointments JOIN appointment_events e ON true');
    expect(JSON.stringify(rows)).not.toMatch(/Ví Dụ|0900000|0911222/);
  });
});

describe('the stored promises', () => {
  it('hold after all of the above, and a change by hand is found', async () => {
    await mindAppointments(t.ctx, system);
    expect(await verifyAppointments(t.ctx)).toEqual([]);
    await t.owner.query(
      "UPDATE appointments SET state = 'cancelled', seat = null WHERE id = (SELECT id FROM appointments WHERE state = 'no-show' LIMIT 1)",
    );
    expect((await verifyAppointments(t.ctx)).map(({ check }) => check)).toContain(
      'queue.appointments.history',
    );
  });
});
