import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { route } from '#platform/http/route.ts';
import { noteSignOfLife } from './commands/note-health.ts';
import { messages } from './messages.ts';
import { equipmentView, listEquipment } from './queries.ts';
import { EquipmentView } from './schema.ts';

/** JSON routes: what stands in the hall and how it is; a sign of life for devices that hold no live line. */
export function mountEquipmentApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/equipment',
    summary: 'Trang thiết bị của Trung tâm và tình trạng hiện tại',
    tags: ['equipment'],
    reply: z.array(EquipmentView),
    handler: async ({ actor }) => (await listEquipment(ctx, actor)).map(equipmentView),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/equipment/heartbeat',
    summary: 'Ki-ốt, bảng gọi báo mình đang chạy (khi không giữ được đường truyền trực tiếp)',
    tags: ['equipment'],
    perMinute: 20,
    reply: z.object({ ok: z.literal(true) }),
    async handler({ actor, lang }) {
      if (actor.kind !== 'device') {
        throw new Problem('forbidden', { detail: messages(lang)('sign-in-first') });
      }
      await noteSignOfLife(ctx, actor);
      return { ok: true as const };
    },
  });
}
