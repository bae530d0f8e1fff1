import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { changeCalendar } from '../commands/change-calendar.ts';
import { pageMessages } from '../messages.ts';
import { CALENDAR_POLICY } from '../policy.ts';
import { calendarOverview } from '../queries.ts';
import { ChangeForm } from './forms.ts';
import { OverviewPage, type OverviewProps } from './overview.tsx';

const URL_PATH = '/can-bo/quan-tri/lich';

const Query = z.object({
  nam: z.coerce.number().int().min(1976).max(2200).optional().catch(undefined),
  xong: z.coerce.number().int().positive().optional().catch(undefined),
});

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: pageMessages(request.lang)('sign-in-first') });
  }
  return request.actor;
}

/** Mounts /can-bo/quan-tri/lich and its one form post. */
export function calendarPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL_PATH,
    handler: (request, reply) => show(ctx, request, reply, 200, {}),
  });
  page(app, {
    method: 'POST',
    url: URL_PATH,
    handler: (request, reply) => change(ctx, request, reply),
  });
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  extra: Pick<OverviewProps, 'refused'>,
): Promise<FastifyReply> {
  const actor = staffOf(request);
  const query = Query.parse(request.query);
  const today = localDay(ctx.clock.now());
  const overview = await calendarOverview(ctx, actor);
  const { name } = await getCentre(ctx, actor.centreId);
  return reply.html(
    <OverviewPage
      actor={actor}
      lang={request.lang}
      centre={{ name }}
      overview={overview}
      year={query.nam ?? today.year}
      today={today}
      mayEdit={can(CALENDAR_POLICY, actor, 'calendar.edit', actor)}
      requestId={newRequestId()}
      done={query.xong}
      {...extra}
    />,
    status,
  );
}

async function change(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = staffOf(request);
  const form = parseForm(ChangeForm, request.body);
  const values = formValues(request.body);
  const kind = typeof values['kind'] === 'string' ? values['kind'] : '';
  const detail = pageMessages(request.lang)('check-fields');
  if (!form.ok) {
    return show(ctx, request, reply, 422, { refused: { kind, values, fields: form.fields, detail } });
  }
  try {
    const version = await changeCalendar(ctx, actor, form.data.change, form.data.requestId);
    const { nam } = Query.parse(request.query);
    return reply.redirect(`${URL_PATH}?${nam ? `nam=${nam}&` : ''}xong=${version.version}`, 303);
  } catch (error) {
    if (!isProblem(error, 'validation')) {
      throw error;
    }
    const fields = (error.details.fields ?? []).map((f) => ({ ...f, path: fieldOf(kind, f.path) }));
    return show(ctx, request, reply, 422, { refused: { kind, values, fields, detail } });
  }
}

/** Where on the page a refused part of the change was typed. */
function fieldOf(kind: string, path: string): string {
  if (path === 'hours') {
    return kind === 'hours' ? 'hours.week.mon' : `${kind}.line`;
  }
  return `${kind}.${path}`;
}
