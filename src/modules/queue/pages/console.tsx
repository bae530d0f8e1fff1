import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { StaffActor } from '#platform/actor.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { formatIso } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { ErrorSummary, Notice } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { callNext } from '../commands/call-next.ts';
import { finishTicket } from '../commands/finish.ts';
import { closeCounter, openCounter, pauseCounter, resumeCounter } from '../commands/mind-counter.ts';
import { markNoShow } from '../commands/no-show.ts';
import { recallTicket } from '../commands/recall.ts';
import { returnTicket } from '../commands/return-to-line.ts';
import { serveTicket } from '../commands/serve.ts';
import { transferTicket } from '../commands/transfer.ts';
import { messages as refusals } from '../messages.ts';
import { type ConsoleState, consoleState } from '../queries.ts';
import { PauseInput, TransferInput } from '../schema.ts';
import { ChooseCounter, CounterTools, CurrentTicket, WaitingLines } from './console-parts.tsx';
import { messages } from './messages.ts';

const t = messages('vi');
const Query = z.object({
  quay: z.uuid().optional(),
  chon: z.string().optional(),
  bao: z.enum(['khong-co-ai']).optional(),
});
const Params = z.object({ counterId: z.uuid() });
const TicketForm = z.object({ ticketId: z.uuid(), requestId: z.uuid() });

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: refusals('vi')('sign-in') });
  }
  return request.actor;
}

/** Which counter to show, and what to say on top. */
interface Showing {
  readonly counterId?: string | undefined;
  readonly choosing?: boolean;
  readonly nobody?: boolean;
  readonly refused?: Problem;
}

function ConsolePage(props: { actor: StaffActor; state: ConsoleState; now: string; showing: Showing }) {
  const { actor, state, now, showing } = props;
  const { counter } = state;
  const title =
    counter === undefined ? t('console.choose') : t('console.counter', { number: counter.number });
  return (
    <OfficerLayout title={title} actor={actor} path="/can-bo/quay">
      <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
      <PageHead title={title} why={counter === undefined ? t('console.choose.why') : counter.name}>
        <div data-live-region="tools">
          {counter === undefined ? null : <CounterTools state={state} base={`/can-bo/quay/${counter.id}`} />}
        </div>
      </PageHead>
      {showing.refused === undefined ? null : (
        <ErrorSummary errors={[]} detail={showing.refused.details.detail} />
      )}
      {showing.nobody ? <Notice role="status" title={t('console.nobody')} /> : null}
      <p class="notice notice-soon" data-offline="" hidden>
        {t('board.offline.why')}
      </p>
      {counter === undefined ? (
        <ChooseCounter state={state} />
      ) : (
        <div class="columns" data-live-topics={`hall:${actor.centreId}`}>
          <div data-live-region="current">
            <CurrentTicket state={state} base={`/can-bo/quay/${counter.id}`} now={now} />
          </div>
          <div class="quiet stack" data-live-region="waiting">
            <WaitingLines state={state} base={`/can-bo/quay/${counter.id}`} now={now} />
          </div>
        </div>
      )}
    </OfficerLayout>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply, showing: Showing) {
  const actor = staffOf(request);
  const state = await consoleState(ctx, actor, showing);
  const now = formatIso(ctx.clock.now());
  return reply.html(
    <ConsolePage actor={actor} state={state} now={now} showing={showing} />,
    showing.refused?.status ?? 200,
  );
}

/** Does one thing at a counter and shows the counter again; a refusal is shown on the same page, nothing typed is needed again. */
function act(
  app: FastifyInstance,
  ctx: AppContext,
  path: string,
  work: (actor: StaffActor, counterId: string, body: unknown) => Promise<string | undefined>,
): void {
  page(app, {
    method: 'POST',
    url: `/can-bo/quay/:counterId/${path}`,
    handler: async (request, reply) => {
      const actor = staffOf(request);
      const { counterId } = Params.parse(request.params);
      try {
        const query = await work(actor, counterId, request.body);
        return await reply.redirect(`/can-bo/quay?quay=${counterId}${query ?? ''}`, 303);
      } catch (error) {
        if (isProblem(error) && error.code !== 'forbidden' && error.code !== 'not-found') {
          return show(ctx, request, reply, { counterId, refused: error });
        }
        throw error;
      }
    },
  });
}

function ticketForm(body: unknown): z.output<typeof TicketForm> {
  const form = parseForm(TicketForm, body);
  if (!form.ok) {
    throw new Problem('validation', { detail: refusals('vi')('form.again'), fields: form.fields });
  }
  return form.data;
}

function checked<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const form = parseForm(schema, body);
  if (!form.ok) {
    throw new Problem('validation', {
      detail: form.fields.map(({ message }) => message).join(' '),
      fields: form.fields,
    });
  }
  return form.data;
}

function mountMoves(app: FastifyInstance, ctx: AppContext): void {
  const moves = {
    'goi-lai': recallTicket,
    'bat-dau': serveTicket,
    'ket-thuc': finishTicket,
    vang: markNoShow,
    'cho-lai': returnTicket,
  } as const;
  for (const [path, command] of Object.entries(moves)) {
    act(app, ctx, path, async (actor, _counterId, body) => {
      const { ticketId, requestId } = ticketForm(body);
      await command(ctx, actor, ticketId, requestId);
      return undefined;
    });
  }
  act(app, ctx, 'chuyen', async (actor, _counterId, body) => {
    const { ticketId, requestId } = ticketForm(body);
    await transferTicket(ctx, actor, ticketId, checked(TransferInput, body), requestId);
    return undefined;
  });
}

function mountCounter(app: FastifyInstance, ctx: AppContext): void {
  act(app, ctx, 'goi', async (actor, counterId, body) => {
    const { requestId } = checked(TicketForm.pick({ requestId: true }), body);
    const { ticket } = await callNext(ctx, actor, { counterId, requestId });
    return ticket === null ? '&bao=khong-co-ai' : undefined;
  });
  const minding = { mo: openCounter, 'mo-lai': resumeCounter } as const;
  for (const [path, command] of Object.entries(minding)) {
    act(app, ctx, path, async (actor, counterId) => {
      await command(ctx, actor, counterId);
      return undefined;
    });
  }
  act(app, ctx, 'tam-dung', async (actor, counterId, body) => {
    await pauseCounter(ctx, actor, counterId, checked(PauseInput, body));
    return undefined;
  });
  act(app, ctx, 'dong', async (actor, counterId) => {
    await closeCounter(ctx, actor, counterId);
    return '&chon=1';
  });
}

/** The counter's console (gọi số): by keyboard, live, every press a plain form. */
export function mountConsole(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/can-bo/quay',
    handler: async (request, reply) => {
      const { quay, chon, bao } = Query.parse(request.query);
      return show(ctx, request, reply, {
        counterId: quay,
        choosing: chon !== undefined,
        nobody: bao !== undefined,
      });
    },
  });
  mountMoves(app, ctx);
  mountCounter(app, ctx);
}
