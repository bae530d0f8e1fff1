import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { changeCalendar } from './commands/change-calendar.ts';
import { calendarOverview } from './queries.ts';
import { toCalendarFile } from './rules/source.ts';
import { CalendarChange } from './schema/version.ts';
import { CalendarFile, DayNote, IsoDay, WeekHours } from './schema.ts';

const CalendarReply = z.object({
  version: z.int(),
  /** What `motcua deadline --calendar` reads. */
  calendar: CalendarFile,
  publicHours: WeekHours,
  days: z.array(DayNote.extend({ date: IsoDay, kind: z.enum(['off', 'work']) })),
});

/** GET /api/v1/calendar (public facts) and POST /api/v1/calendar/changes. */
export function calendarApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/calendar',
    summary: 'Lịch làm việc của trung tâm: giờ, ngày nghỉ, ngày làm bù, kèm căn cứ',
    tags: ['calendar'],
    reply: CalendarReply,
    async handler({ actor }) {
      const { version } = await calendarOverview(ctx, actor);
      return {
        version: version.version,
        calendar: toCalendarFile(version),
        publicHours: version.publicHours ?? version.hours,
        days: version.days.map(({ date, kind, name, certainty, source }) => ({
          date,
          kind,
          name,
          certainty,
          source,
        })),
      };
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/calendar/changes',
    summary: 'Đổi lịch làm việc: tạo một bản lịch mới, dùng cho hồ sơ nhận từ hôm nay',
    tags: ['calendar'],
    body: CalendarChange,
    reply: z.object({ version: z.int(), change: z.string() }),
    status: 201,
    idempotent: true,
    async handler({ actor, body, requestId }) {
      const { version, change } = await changeCalendar(ctx, actor, body, requestId);
      return { version, change };
    },
  });
}
