import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { resend, skipItem } from '../commands/decide-stuck.ts';
import { PORTAL_POLICY } from '../policy.ts';
import { exchangesOf, portalOverview } from '../queries.ts';
import { SkipInput } from '../schema.ts';
import { DossierView, OverviewView, PORTAL } from './portal-view.tsx';

const Seq = z.object({ seq: z.coerce.number().int().positive() });
const DossierNumber = z.object({ number: z.string().min(1).max(60) });

async function overview(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  return reply.html(
    <OverviewView
      lang={request.lang}
      actor={actor}
      found={await portalOverview(ctx, actor)}
      mayResend={can(PORTAL_POLICY, actor, 'resend', { centreId: actor.centreId })}
      maySet={can(PORTAL_POLICY, actor, 'settings', { centreId: actor.centreId })}
      errors={errors}
    />,
    status,
  );
}

/** Mounts `/can-bo/cong-dvcqg`: how things stand, what a person must decide, and every call about one dossier. */
export function portalPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: PORTAL, handler: (request, reply) => overview(ctx, request, reply, []) });
  page(app, {
    url: `${PORTAL}/ho-so/:number`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { number } = DossierNumber.parse(request.params);
      return reply.html(
        <DossierView
          lang={request.lang}
          actor={actor}
          number={number}
          found={await exchangesOf(ctx, actor, number)}
        />,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `${PORTAL}/:seq/gui-lai`,
    async handler(request, reply) {
      try {
        await resend(ctx, requireStaff(request.actor), Seq.parse(request.params).seq);
        return reply.redirect(PORTAL, 303);
      } catch (error) {
        return overview(ctx, request, reply, refusalFields(error, 'reason'), 409);
      }
    },
  });
  page(app, {
    method: 'POST',
    url: `${PORTAL}/:seq/bo-qua`,
    async handler(request, reply) {
      const form = parseForm(SkipInput, request.body);
      if (!form.ok) {
        return overview(ctx, request, reply, form.fields, 422);
      }
      try {
        await skipItem(ctx, requireStaff(request.actor), Seq.parse(request.params).seq, form.data);
        return reply.redirect(PORTAL, 303);
      } catch (error) {
        return overview(ctx, request, reply, refusalFields(error, 'reason'), 409);
      }
    },
  });
}
