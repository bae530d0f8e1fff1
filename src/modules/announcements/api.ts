import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { noteAiring } from './commands/air.ts';
import { listenToNews, stopListening } from './commands/audience.ts';
import { ListenerInput } from './schema.ts';
import { AiringInput } from './schema-channels.ts';

const TAGS = ['Tin tuyên truyền'];
const Done = z.object({ ok: z.literal(true) });
const PER_MINUTE = 30;

/** Web push of news, and what loudspeakers report. */
export function newsApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/news/push',
    summary: 'Trình duyệt đăng ký nhận báo tin mới',
    tags: TAGS,
    perMinute: PER_MINUTE,
    body: ListenerInput,
    reply: Done,
    handler: async ({ actor, body }) => {
      await listenToNews(ctx, actor, body);
      return { ok: true as const };
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/news/push/stop',
    summary: 'Trình duyệt thôi nhận báo tin mới',
    tags: TAGS,
    perMinute: PER_MINUTE,
    body: ListenerInput.pick({ endpoint: true }),
    reply: Done,
    handler: async ({ actor, body }) => {
      await stopListening(ctx, actor, body.endpoint);
      return { ok: true as const };
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/loudspeakers/:token/airings',
    summary: 'Cụm loa báo đã phát bản tin (mã bản tin dạng mã/số bản)',
    tags: TAGS,
    perMinute: 60,
    params: z.object({ token: z.string().min(8).max(64) }),
    body: AiringInput,
    reply: Done,
    handler: async ({ actor, params, body }) => {
      await noteAiring(ctx, actor, params.token, body);
      return { ok: true as const };
    },
  });
}
