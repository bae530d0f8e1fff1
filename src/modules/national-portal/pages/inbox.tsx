import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { dismissArrival, fetchAgain, openArrival, releaseArrival } from '../commands/settle-arrival.ts';
import { INBOX_POLICY, type InboxAction } from '../policy-inbox.ts';
import { portalArrival, portalInbox } from '../queries-inbox.ts';
import { DismissInput } from '../schema-inbox.ts';
import { ArrivalView } from './arrival-view.tsx';
import { INBOX, InboxView } from './inbox-view.tsx';

const Params = z.object({ id: z.uuid() });

function may(request: FastifyRequest, action: InboxAction): boolean {
  return can(INBOX_POLICY, request.actor, action, { centreId: request.actor.centreId });
}

async function showOne(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  errors: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { id } = Params.parse(request.params);
  return reply.html(
    <ArrivalView
      lang={request.lang}
      actor={actor}
      detail={await portalArrival(ctx, actor, id)}
      maySettle={may(request, 'settle')}
      errors={errors}
    />,
    status,
  );
}

/** Mounts `/can-bo/ho-so-tu-cong`: the list with its clocks, one arrival, and what a person decides of what does not fit. */
export function portalInboxPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: INBOX,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      return reply.html(
        <InboxView
          lang={request.lang}
          actor={actor}
          inbox={await portalInbox(ctx, actor)}
          maySet={may(request, 'settings')}
          mayAssist={may(request, 'assist')}
          errors={[]}
        />,
      );
    },
  });
  page(app, {
    url: `${INBOX}/:id`,
    async handler(request, reply) {
      if (may(request, 'settle')) {
        await openArrival(ctx, requireStaff(request.actor), Params.parse(request.params).id);
      }
      return showOne(ctx, request, reply, []);
    },
  });
  const decide = (
    path: string,
    act: (request: FastifyRequest, id: string) => Promise<readonly FieldError[]>,
  ) =>
    page(app, {
      method: 'POST',
      url: `${INBOX}/:id/${path}`,
      async handler(request, reply) {
        const { id } = Params.parse(request.params);
        try {
          const wrong = await act(request, id);
          return wrong.length === 0
            ? reply.redirect(`${INBOX}/${id}`, 303)
            : showOne(ctx, request, reply, wrong, 422);
        } catch (error) {
          return showOne(ctx, request, reply, refusalFields(error, 'reason'), 409);
        }
      },
    });
  decide('dua-vao', async (request, id) => {
    await releaseArrival(ctx, requireStaff(request.actor), id);
    return [];
  });
  decide('tai-lai', async (request, id) => {
    await fetchAgain(ctx, requireStaff(request.actor), id);
    return [];
  });
  decide('khong-nhan', async (request, id) => {
    const form = parseForm(DismissInput, request.body);
    if (!form.ok) {
      return form.fields;
    }
    await dismissArrival(ctx, requireStaff(request.actor), id, form.data);
    return [];
  });
}
