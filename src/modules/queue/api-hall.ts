import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { hallDay, hallDayView, serviceTimesOn, staffingOn } from './queries-hall.ts';
import { HallDayView, ServiceTimes, StaffingView } from './schema-hall.ts';

const TAGS = ['Hàng chờ'];
const OfDay = z.object({ day: z.iso.date() });

/** The hall's day and its trace for programs. */
export function mountHallApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/hall/day',
    summary: 'Ngày làm việc của sảnh: có đang phát số không, giờ phát số cuối, giờ đóng',
    tags: TAGS,
    reply: HallDayView,
    handler: async ({ actor }) => hallDayView(await hallDay(ctx, actor)),
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/hall/staffing',
    summary: 'Ai trực quầy nào, tạm dừng vì sao, quầy gọi được nhóm việc nào, của một ngày',
    tags: TAGS,
    query: OfDay,
    reply: StaffingView,
    handler: ({ actor, query }) => staffingOn(ctx, actor, Temporal.PlainDate.from(query.day)),
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/hall/service-times',
    summary: 'Thời gian tiếp từng thủ tục trong một ngày',
    tags: TAGS,
    query: OfDay,
    reply: ServiceTimes,
    handler: ({ actor, query }) => serviceTimesOn(ctx, actor, Temporal.PlainDate.from(query.day)),
  });
}
