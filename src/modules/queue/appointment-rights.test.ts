import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, ROLES, systemActor } from '#platform/actor.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { APPOINTMENT_POLICY, type AppointmentRight } from './appointment-policy.ts';
import { bookAppointment } from './commands/book-appointment.ts';
import { cancelAppointment, moveAppointment } from './commands/change-appointment.ts';
import { checkIn } from './commands/check-in.ts';
import { mindAppointments } from './commands/mind-appointments.ts';
import { savePlan } from './commands/save-plan.ts';
import { appointmentsOn, getAppointment } from './queries/appointments.ts';
import { BookInput } from './schema/appointments.ts';
import { bookableHall, PLAN } from './testing/appointments.ts';
import { type TestHall, testHall } from './testing.ts';

let t: TestContext;
let hall: TestHall;
let A = '';
let phone = 900_300_000;
const DAY = Temporal.PlainDate.from('2026-05-06');

beforeAll(async () => {
  t = await testContext({ modules: [] });
  hall = await bookableHall(t);
  A = hall.groups['A'] ?? '';
});

const input = (start: string) => {
  phone += 1;
  return BookInput.parse({ groupId: A, start, name: 'Nguyễn Văn Ví Dụ', phone: `0${phone}` });
};
const book = (start: string) =>
  bookAppointment(t.ctx, { kind: 'public', centreId: hall.centreId }, input(start));
const count = async (table: string): Promise<number> =>
  (await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? -1;
const TABLES = ['appointments', 'appointment_contacts', 'appointment_events', 'tickets', 'appointment_plans'];
const state = () => Promise.all(TABLES.map(count));

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
