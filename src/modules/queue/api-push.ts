import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { publicPushKey } from './commands/push-keys.ts';
import { subscribePush, unsubscribePush } from './commands/subscribe-push.ts';
import { SubscriptionInput } from './schema/push.ts';

const TAGS = ['Báo trên điện thoại'];
const Token = z.object({ token: z.string().min(16).max(64) });
const Done = z.object({ ok: z.literal(true) });
const Stop = SubscriptionInput.pick({ endpoint: true });
/** Subscriptions that one address may send in a minute. */
const PER_MINUTE = 30;

/** Web push for tickets and appointments: the key to subscribe with, subscribing, stopping. */
export function mountPushApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/push/key',
    summary: 'Khóa công khai để trình duyệt đăng ký nhận báo (VAPID)',
    tags: TAGS,
    perMinute: PER_MINUTE,
    reply: z.object({ key: z.string() }),
    handler: async ({ actor }) => ({ key: await publicPushKey(ctx, actor) }),
  });
  for (const kind of ['ticket', 'appointment'] as const) {
    const url = `/api/v1/${kind}s/:token/push`;
    route(app, ctx, {
      method: 'POST',
      url,
      summary: 'Trình duyệt đăng ký nhận báo',
      tags: TAGS,
      perMinute: PER_MINUTE,
      params: Token,
      body: SubscriptionInput,
      reply: Done,
      handler: async ({ actor, params, body, lang }) => {
        await subscribePush(ctx, actor, { kind, token: params.token }, body, lang);
        return { ok: true as const };
      },
    });
    route(app, ctx, {
      method: 'POST',
      url: `${url}/stop`,
      summary: 'Trình duyệt thôi nhận báo',
      tags: TAGS,
      params: Token,
      body: Stop,
      reply: Done,
      handler: async ({ actor, params, body }) => {
        await unsubscribePush(ctx, actor, { kind, token: params.token }, body.endpoint);
        return { ok: true as const };
      },
    });
  }
}
