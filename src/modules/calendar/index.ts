import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Module } from '#platform/module.ts';
import { calendarApi } from './api.ts';
import { setUpCalendar } from './commands/set-up-calendar.ts';
import { readOfficialSource } from './official.ts';
import { calendarPages } from './pages/routes.tsx';

/** Lịch làm việc: office hours, days off, make-up days, versions; due dates with their reasons. */
export const calendarModule: Module = {
  name: 'calendar',
  api: calendarApi,
  pages: calendarPages,
  example: giveOfficialCalendar,
};

/** Every centre without a calendar gets the official one. */
async function giveOfficialCalendar(ctx: AppContext): Promise<void> {
  const source = await readOfficialSource();
  for (const centre of await listCentres(ctx)) {
    await setUpCalendar(ctx, systemActor(centre.id, 'example'), source);
  }
}
