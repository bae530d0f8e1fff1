import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { confirmShortList } from '../commands/confirm-short.ts';
import { type Decided, decideDifferences } from '../commands/decide.ts';
import { startFetch } from '../commands/start-fetch.ts';
import { NATIONAL_LIST_POLICY } from '../policy.ts';
import { getDifference, listOverview } from '../queries.ts';
import { DecideInput } from '../schema.ts';
import { DifferencePage } from './difference-view.tsx';
import { ListOverviewView } from './overview-view.tsx';
import { LIST_HOME } from './paths.ts';

const Id = z.object({ id: z.uuid() });

interface Shown {
  readonly typed?: FormValues;
  readonly errors?: readonly FieldError[];
  readonly result?: Decided;
  readonly status?: number;
}

async function overview(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors = [], result, status = 200 }: Shown = {},
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  return reply.html(
    <ListOverviewView
      lang={request.lang}
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      found={await listOverview(ctx, actor)}
      mayFetch={can(NATIONAL_LIST_POLICY, actor, 'fetch', actor)}
      mayDecide={can(NATIONAL_LIST_POLICY, actor, 'decide', actor)}
      maySet={can(NATIONAL_LIST_POLICY, actor, 'settings', actor)}
      typed={typed}
      errors={errors}
      result={result}
    />,
    status,
  );
}

/** Mounts the national list for officers: how it stands, each difference in words, the decisions. */
export function listPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: LIST_HOME, handler: (request, reply) => overview(ctx, request, reply) });

  page(app, {
    url: `${LIST_HOME}/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      return reply.html(
        <DifferencePage
          lang={request.lang}
          actor={actor}
          centre={await findCentreFace(ctx, actor.centreId)}
          view={await getDifference(ctx, actor, Id.parse(request.params).id)}
          mayDecide={can(NATIONAL_LIST_POLICY, actor, 'decide', actor)}
          errors={[]}
        />,
      );
    },
  });

  page(app, {
    method: 'POST',
    url: `${LIST_HOME}/doc`,
    async handler(request, reply) {
      try {
        await startFetch(ctx, requireStaff(request.actor));
        return reply.redirect(LIST_HOME, 303);
      } catch (error) {
        return overview(ctx, request, reply, { errors: refusalFields(error, 'decision'), status: 409 });
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${LIST_HOME}/doc/:id/xac-nhan`,
    async handler(request, reply) {
      try {
        await confirmShortList(ctx, requireStaff(request.actor), Id.parse(request.params).id);
        return reply.redirect(LIST_HOME, 303);
      } catch (error) {
        return overview(ctx, request, reply, { errors: refusalFields(error, 'decision'), status: 409 });
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${LIST_HOME}/quyet-dinh`,
    async handler(request, reply) {
      const typed = formValues(request.body);
      const form = parseForm(DecideInput, request.body);
      if (!form.ok) {
        return overview(ctx, request, reply, { typed, errors: form.fields, status: 422 });
      }
      try {
        const result = await decideDifferences(ctx, requireStaff(request.actor), form.data);
        return overview(ctx, request, reply, { result, status: result.done.length === 0 ? 409 : 200 });
      } catch (error) {
        return overview(ctx, request, reply, {
          typed,
          errors: refusalFields(error, 'decision'),
          status: 422,
        });
      }
    },
  });
}
