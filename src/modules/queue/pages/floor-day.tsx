import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatDate, weekday } from '#platform/time.ts';
import { Button, ButtonLink, Field } from '#ui/components.ts';
import { type DayReport, dayReport, latestHallDay } from '../queries-day.ts';
import { dayMessages } from './floor-day-messages.ts';
import { DayView } from './floor-day-view.tsx';
import { FLOOR, floorPage, floorStaff } from './floor-frame.tsx';

const t = dayMessages('vi');
const Query = z.object({ ngay: z.iso.date().optional().catch(undefined) });

/** One line an hour and group; decimals with a comma and a mark at the beginning, as spreadsheets here read it. */
function csvOf(report: DayReport): string {
  const figure = (value: number | undefined) =>
    value === undefined ? '' : value.toFixed(1).replace('.', ',');
  const lines = report.groups.flatMap(({ letter, waits }) =>
    waits.hours.map(({ hour, people, unserved, median, late }) => {
      const open = report.open.find((one) => one.hour === hour);
      return [
        report.day.toString(),
        hour,
        letter,
        people,
        unserved,
        figure(median),
        figure(late),
        open?.fewest ?? 0,
        open?.most ?? 0,
      ].join(';');
    }),
  );
  return `\uFEFF${[t('csv.head'), ...lines].join('\r\n')}\r\n`;
}

/** Mounts /can-bo/sanh-truc/ngay: waits, service times and staffing of a day, and the same as a file. */
export function mountFloorDay(app: FastifyInstance, ctx: AppContext): void {
  const reportOf = async (request: FastifyRequest) => {
    const actor = floorStaff(request);
    const { ngay } = Query.parse(request.query);
    const day = ngay === undefined ? await latestHallDay(ctx, actor) : Temporal.PlainDate.from(ngay);
    return dayReport(ctx, actor, day);
  };
  page(app, {
    url: `${FLOOR}/ngay`,
    handler: async (request, reply) => {
      const report = await reportOf(request);
      const { day } = report;
      return floorPage(ctx, request, reply, {
        title: t('title', { day: `${weekday(day)} ${formatDate(day)}` }),
        why: t('why'),
        path: `${FLOOR}/ngay`,
        body: (
          <div class="stack-l">
            <form method="get" action={`${FLOOR}/ngay`} class="row">
              <Field name="ngay" label={t('day')} type="date" value={day.toString()} width="mid" />
              <Button>{t('show')}</Button>
              <ButtonLink href={`${FLOOR}/ngay.csv?ngay=${day.toString()}`}>{t('csv')}</ButtonLink>
            </form>
            <DayView report={report} />
          </div>
        ),
      });
    },
  });
  page(app, {
    url: `${FLOOR}/ngay.csv`,
    handler: async (request, reply) => {
      const report = await reportOf(request);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="sanh-${report.day.toString()}.csv"`)
        .send(csvOf(report));
    },
  });
}
