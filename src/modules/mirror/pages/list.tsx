import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { settleDoubtOf } from '../commands/settle-doubt.ts';
import { MIRROR_POLICY } from '../policy.ts';
import { mirrorOverview } from '../queries.ts';
import { SettleInput } from '../schema.ts';
import { MirrorView } from './list-view.tsx';
import { MIRROR_HOME } from './paths.ts';

const Query = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  xem: z.enum(['all', 'open', 'late']).catch('all').default('all'),
  trang: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});
const Id = z.object({ id: z.uuid() });

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const narrowed = Query.parse(request.query);
  return reply.html(
    <MirrorView
      lang={request.lang}
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      found={await mirrorOverview(ctx, actor, { text: narrowed.q, which: narrowed.xem }, narrowed.trang)}
      narrowed={narrowed}
      now={ctx.clock.now()}
      maySettle={can(MIRROR_POLICY, actor, 'settle', actor)}
      maySet={can(MIRROR_POLICY, actor, 'settings', actor)}
      errors={errors}
    />,
    status,
  );
}

/** Mounts the mirrored dossiers for officers. */
export function mirrorListPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: MIRROR_HOME, handler: (request, reply) => show(ctx, request, reply, []) });
  page(app, {
    method: 'POST',
    url: `${MIRROR_HOME}/ma/:id`,
    async handler(request, reply) {
      const form = parseForm(SettleInput, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, form.fields, 422);
      }
      try {
        await settleDoubtOf(ctx, requireStaff(request.actor), Id.parse(request.params).id, form.data);
        return reply.redirect(MIRROR_HOME, 303);
      } catch (error) {
        return show(ctx, request, reply, refusalFields(error, 'dossierId'), 409);
      }
    },
  });
}
