import { beforeAll, describe, expect, it } from 'vitest';
import { setUpCalendar } from '#modules/calendar/commands/set-up-calendar.ts';
import { CalendarSource } from '#modules/calendar/schema/official.ts';
import { type Actor, ROLES, systemActor } from '#platform/actor.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { formatIso } from '#platform/time.ts';
import { APPOINTMENT_POLICY, type AppointmentRight } from './appointment-policy.ts';
import { bookAppointment } from './commands/book-appointment.ts';
import { callNext } from './commands/call-next.ts';
import { cancelAppointment, moveAppointment } from './commands/change-appointment.ts';
import { checkIn } from './commands/check-in.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { mindAppointments } from './commands/mind-appointments.ts';
import { openCounter } from './commands/mind-counter.ts';
import { savePlan, saveRules } from './commands/save-plan.ts';
import {
  appointmentPlans,
  appointmentsOn,
  bookableDays,
  bookableGroups,
  bookableSlots,
  getAppointment,
} from './queries/appointments.ts';
import { type Appointment, BookInput, USUAL_PLAN, USUAL_RULES } from './schema/appointments.ts';
import { IssueInput } from './schema.ts';
import { type TestHall, testHall } from './testing.ts';
import { verifyAppointments } from './verify-appointments.ts';

/** Monday to Friday 07:30–11:30 and 13:30–17:30; Tuesday 12 May is a day off. */
const HOURS: [string, string][] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];
const CALENDAR = CalendarSource.parse({
  title: 'Lịch thử',
  source: 'thử',
  effectiveFrom: '2026-01-01',
  covers: ['2026-01-01', '2026-12-31'],
  hours: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS },
  daysOff: [{ from: '2026-05-12', name: 'Ngày nghỉ thử', certainty: 'confirmed', source: 'thử' }],
  workingDays: [],
});
const PLAN = { ...USUAL_PLAN, enabled: true };
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
  hall = await testHall(t, { A: { counters: [1], fields: ['Hộ tịch'] }, B: { counters: [2] } });
  system = systemActor(hall.centreId, 'test');
  visitor = { kind: 'public', centreId: hall.centreId };
  kiosk = { kind: 'device', centreId: hall.centreId, deviceId: newId(), purpose: 'kiosk' };
  A = hall.groups['A'] ?? '';
  B = hall.groups['B'] ?? '';
  await setUpCalendar(t.ctx, system, CALENDAR);
  await savePlan(t.ctx, system, A, PLAN);
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

describe('rights', () => {
  it('every actor may do exactly what the table says; a refusal writes nothing', async () => {
    t.clock.set('2026-06-01T06:00:00+07:00');
    const other = await testHall(t, { A: { counters: [1] } }, { name: 'xa-khac' });
    const mine = await book('2026-06-01T08:00:00+07:00');
    t.clock.set('2026-06-01T07:45:00+07:00');
    const actors = async (one: TestHall): Promise<readonly Actor[]> => [
      ...(await Promise.all(ROLES.map((role) => one.staff(role)))),
      { kind: 'public', centreId: one.centreId },
      { kind: 'device', centreId: one.centreId, deviceId: newId(), purpose: 'kiosk' },
      { kind: 'device', centreId: one.centreId, deviceId: newId(), purpose: 'board' },
      systemActor(one.centreId, 'test'),
    ];
    const acts: Readonly<Record<AppointmentRight, (actor: Actor) => Promise<unknown>>> = {
      'appointment.book': (actor) => bookAppointment(t.ctx, actor, input('2026-06-09T08:00:00+07:00')),
      'appointment.follow': (actor) => cancelAppointment(t.ctx, actor, 'x'.repeat(22)),
      'appointment.check-in': (actor) => checkIn(t.ctx, actor, { code: mine.code }),
      'appointment.list': (actor) => appointmentsOn(t.ctx, actor, DAY),
      'appointment.plan': (actor) => savePlan(t.ctx, actor, newId(), PLAN),
      'appointment.mind': (actor) =>
        actor.kind === 'system'
          ? mindAppointments(t.ctx, actor)
          : Promise.reject(new Problem('forbidden', { detail: '' })),
    };
    for (const actor of await actors(hall)) {
      for (const [right, act] of Object.entries(acts) as [
        AppointmentRight,
        (actor: Actor) => Promise<unknown>,
      ][]) {
        const before = await state();
        const answer = await act(actor).then(
          () => 'done',
          (error: unknown) => (isProblem(error, 'forbidden') ? 'forbidden' : 'allowed'),
        );
        const allowed = can(APPOINTMENT_POLICY, actor, right, actor);
        expect(answer === 'forbidden', `${JSON.stringify(actor)} ${right}: ${answer}`).toBe(!allowed);
        if (!allowed) {
          expect(await state()).toEqual(before);
        }
      }
    }
    const before = await state();
    for (const stranger of await actors(other)) {
      for (const act of [
        () => cancelAppointment(t.ctx, stranger, mine.token),
        () => moveAppointment(t.ctx, stranger, mine.token, { start: t.clock.now() }),
        () => checkIn(t.ctx, stranger, { code: mine.code }),
        () => savePlan(t.ctx, stranger, A, PLAN),
        () => getAppointment(t.ctx, stranger, { token: mine.token }),
      ]) {
        await expect(act()).rejects.toSatisfy(
          (error) => isProblem(error, 'not-found') || isProblem(error, 'forbidden'),
        );
      }
    }
    expect(await state()).toEqual(before);
  });
});

describe('the stored promises', () => {
  it('hold after all of the above, and a change by hand is found', async () => {
    await mindAppointments(t.ctx, system);
    expect(await verifyAppointments(t.ctx)).toEqual([]);
    await t.owner.query(
      "UPDATE appointments SET state = 'cancelled', seat = null WHERE id = (SELECT id FROM appointments WHERE state = 'booked' LIMIT 1)",
    );
    expect((await verifyAppointments(t.ctx)).map(({ check }) => check)).toContain(
      'queue.appointments.history',
    );
  });
});
