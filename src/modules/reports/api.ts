import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { localDay } from '#platform/time.ts';
import { OpenData, toOpenData } from './open-data.ts';
import { getPublicFigures } from './queries.ts';
import { periodOf } from './rules.ts';
import { PeriodQuery } from './schema.ts';

/** Mounts `GET /api/v1/statistics`: the open data. */
export function reportApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/statistics',
    summary: 'Số liệu công khai về giải quyết hồ sơ trong một kỳ',
    tags: ['reports'],
    query: PeriodQuery,
    reply: OpenData,
    perMinute: 120,
    async handler({ actor, query }) {
      const period = periodOf(query, localDay(ctx.clock.now()));
      return toOpenData(await getPublicFigures(ctx, actor, period));
    },
  });
}
