import { listCentres } from '#modules/agencies/queries.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import type { HealthReport, Module } from '#platform/module.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { calendarApi } from './api.ts';
import { setUpCalendar } from './commands/set-up-calendar.ts';
import { healthMessages } from './messages.ts';
import { readOfficialSource } from './official.ts';
import { calendarPages } from './pages/routes.tsx';
import { getCalendar } from './queries.ts';
import { toEpochDay, toPlainDate } from './rules/local-time.ts';

/** Lịch làm việc: office hours, days off, make-up days, versions; due dates with their reasons. */
export const calendarModule: Module = {
  name: 'calendar',
  api: calendarApi,
  pages: calendarPages,
  centre: giveOfficialCalendar,
  health: checkCover,
};

/** A centre without a calendar gets the official one. */
async function giveOfficialCalendar(ctx: AppContext, system: SystemActor): Promise<void> {
  await setUpCalendar(ctx, system, await readOfficialSource());
}

/** Due dates of the next months must be computable: a calendar that ends sooner stops reception one morning. */
const MONTHS_AHEAD = 3;

async function checkCover(ctx: AppContext): Promise<readonly HealthReport[]> {
  const t = healthMessages('vi');
  const needed = localDay(ctx.clock.now()).add({ months: MONTHS_AHEAD });
  const centres = await listCentres(ctx);
  return Promise.all(
    centres.map(async ({ id, name }): Promise<HealthReport> => {
      const last = await lastCovered(ctx, id);
      const ok = last !== undefined && last >= toEpochDay(needed);
      const detail =
        last === undefined ? t('none') : t(ok ? 'covered' : 'ends', { day: formatDate(toPlainDate(last)) });
      return { name: t('name', { centre: name }), ok, detail };
    }),
  );
}

async function lastCovered(ctx: AppContext, centreId: string): Promise<number | undefined> {
  try {
    const { compiled } = await readOnly(ctx, { centreId }, (tx) => getCalendar(tx, centreId));
    return compiled.last;
  } catch (error) {
    if (isProblem(error, 'not-found')) {
      return undefined;
    }
    throw error;
  }
}
