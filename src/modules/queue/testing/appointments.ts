import { setUpCalendar } from '#modules/calendar/commands/set-up-calendar.ts';
import { CalendarSource } from '#modules/calendar/schema/official.ts';
import { systemActor } from '#platform/actor.ts';
import type { TestContext } from '#platform/testing/app.ts';
import { savePlan } from '../commands/save-plan.ts';
import { type PlanInput, USUAL_PLAN } from '../schema/appointments.ts';
import { type TestHall, testHall } from '../testing.ts';

const HOURS: [string, string][] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];

/** Monday to Friday 07:30–11:30 and 13:30–17:30; Tuesday 12 May 2026 is a day off. */
const CALENDAR = CalendarSource.parse({
  title: 'Lịch thử',
  source: 'thử',
  effectiveFrom: '2026-01-01',
  covers: ['2026-01-01', '2026-12-31'],
  hours: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS },
  daysOff: [{ from: '2026-05-12', name: 'Ngày nghỉ thử', certainty: 'confirmed', source: 'thử' }],
  workingDays: [],
});

/** The plan of the bookable line: two places every half hour. */
export const PLAN: PlanInput = { ...USUAL_PLAN, enabled: true };

/** A hall with two lines, A bookable and B not, and a calendar. */
export async function bookableHall(t: Pick<TestContext, 'ctx' | 'owner'>): Promise<TestHall> {
  const hall = await testHall(t, { A: { counters: [1], fields: ['Hộ tịch'] }, B: { counters: [2] } });
  const system = systemActor(hall.centreId, 'test');
  await setUpCalendar(t.ctx, system, CALENDAR);
  await savePlan(t.ctx, system, hall.groups['A'] ?? '', PLAN);
  return hall;
}
