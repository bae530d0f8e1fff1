import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { formatIso } from '#platform/time.ts';
import { LiveRegion, Notice } from '#ui/components.ts';
import { closeCounter, pauseCounter, resumeCounter } from '../commands/mind-counter.ts';
import { moveCounter } from '../commands/move-counter.ts';
import { openCounterFor } from '../commands/open-for.ts';
import { openGroup } from '../commands/open-group.ts';
import { directedCounter, floorView } from '../queries-floor.ts';
import { GROUP_LETTERS } from '../rules/numbers.ts';
import { PauseInput } from '../schema.ts';
import { MoveCounterInput, OpenForInput } from '../schema-floor.ts';
import { Direct, type DirectRefused } from './floor-counter.tsx';
import { FLOOR, floorPage, floorStaff } from './floor-frame.tsx';
import { floorMessages } from './floor-messages.ts';
import { FloorNow } from './floor-view.tsx';

const t = floorMessages('vi');
const Query = z.object({ xong: z.string().optional().catch(undefined) });
const Params = z.object({ number: z.coerce.number().int().min(1) });
const Letter = z.object({ letter: z.enum(GROUP_LETTERS) });
const Press = z.object({ requestId: z.uuid().optional() });
/** Lines come as `lines.A = own`. */
const MoveTyped = z.object({
  lines: z
    .partialRecord(z.enum(GROUP_LETTERS), z.enum(['no', 'own', 'helps']))
    .transform((chosen): unknown =>
      Object.entries(chosen)
        .filter(([, how]) => how !== 'no')
        .map(([letter, how]) => ({ letter, helps: how === 'helps' })),
    )
    .pipe(MoveCounterInput.shape.lines),
});

async function showCounter(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: DirectRefused,
) {
  const { number } = Params.parse(request.params);
  const directed = await directedCounter(ctx, floorStaff(request), number);
  return floorPage(ctx, request, reply, {
    title: t('direct.title', { number }),
    why: t('direct.why'),
    path: '',
    status: refused === undefined ? 200 : refused.status,
    body: (
      <>
        {Query.parse(request.query).xong === undefined ? null : (
          <Notice tone="ok" role="status" title={t('saved')} />
        )}
        <Direct directed={directed} refused={refused} />
      </>
    ),
  });
}

function refusalOf(error: Problem, body: unknown): DirectRefused {
  return {
    status: error.status,
    detail: error.details.detail,
    errors: error.details.fields ?? [],
    values: formValues(body),
  };
}

/** One act on a counter: done, or the page again with what is wrong and what was typed. */
function act<S extends z.ZodType>(
  app: FastifyInstance,
  ctx: AppContext,
  path: string,
  schema: S,
  work: (request: FastifyRequest, counterId: string, input: z.output<S>, requestId?: string) => Promise<void>,
): void {
  page(app, {
    method: 'POST',
    url: `${FLOOR}/quay/:number/${path}`,
    handler: async (request, reply) => {
      const { number } = Params.parse(request.params);
      const { counter } = await directedCounter(ctx, floorStaff(request), number);
      const form = parseForm(schema, request.body);
      if (!form.ok) {
        const refused = { status: 422, errors: form.fields, values: form.values };
        return showCounter(ctx, request, reply, refused);
      }
      try {
        const press = parseForm(Press, request.body);
        await work(request, counter.id, form.data, press.ok ? press.data.requestId : undefined);
      } catch (error) {
        if (isProblem(error) && error.code !== 'forbidden' && error.code !== 'not-found') {
          return showCounter(ctx, request, reply, refusalOf(error, request.body));
        }
        throw error;
      }
      return reply.redirect(`${FLOOR}/quay/${number}?xong=1`, 303);
    },
  });
}

function mountActs(app: FastifyInstance, ctx: AppContext): void {
  act(app, ctx, 'nhom', MoveTyped, (request, counterId, input) =>
    moveCounter(ctx, floorStaff(request), counterId, input),
  );
  act(app, ctx, 'giao', OpenForInput, (request, counterId, input, requestId) =>
    openCounterFor(ctx, floorStaff(request), counterId, input, requestId),
  );
  act(app, ctx, 'tam-dung', PauseInput, (request, counterId, input, requestId) =>
    pauseCounter(ctx, floorStaff(request), counterId, input, requestId),
  );
  act(app, ctx, 'mo-lai', z.object({}), (request, counterId, _input, requestId) =>
    resumeCounter(ctx, floorStaff(request), counterId, requestId),
  );
  act(app, ctx, 'dong', z.object({}), (request, counterId, _input, requestId) =>
    closeCounter(ctx, floorStaff(request), counterId, requestId),
  );
  for (const [path, open] of [
    ['mo', true],
    ['dong', false],
  ] as const) {
    page(app, {
      method: 'POST',
      url: `${FLOOR}/nhom/:letter/${path}`,
      handler: async (request, reply) => {
        await openGroup(ctx, floorStaff(request), Letter.parse(request.params).letter, open);
        return reply.redirect(FLOOR, 303);
      },
    });
  }
}

/** Mounts /can-bo/sanh-truc: the hall live, and every counter to be directed. */
export function mountFloor(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: FLOOR,
    handler: async (request, reply) => {
      const actor = floorStaff(request);
      const view = await floorView(ctx, actor);
      const now = formatIso(view.at);
      return floorPage(ctx, request, reply, {
        title: t('title'),
        why: t('why'),
        path: FLOOR,
        islands: ['queue/console.js'],
        body: (
          <div data-now={now}>
            <p class="notice notice-soon" data-offline="" hidden>
              {t('offline')}
            </p>
            <LiveRegion id="floor" topics={[`hall:${actor.centreId}`]}>
              <FloorNow view={view} now={now} />
            </LiveRegion>
          </div>
        ),
      });
    },
  });
  page(app, { url: `${FLOOR}/quay/:number`, handler: (request, reply) => showCounter(ctx, request, reply) });
  mountActs(app, ctx);
}
