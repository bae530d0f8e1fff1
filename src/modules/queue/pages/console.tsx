import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { StaffActor } from '#platform/actor.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { formatIso, localDay } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { ErrorSummary, Notice } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { callGiven } from '../commands/call-given.ts';
import { callNext } from '../commands/call-next.ts';
import { finishTicket } from '../commands/finish.ts';
import { holdTicket, resumeTicket } from '../commands/hold.ts';
import { finishMatter, startMatter } from '../commands/matters.ts';
import { closeCounter, openCounter, pauseCounter, resumeCounter } from '../commands/mind-counter.ts';
import { markNoShow } from '../commands/no-show.ts';
import { finishQuick, startQuick } from '../commands/quick-visit.ts';
import { recallTicket } from '../commands/recall.ts';
import { returnTicket } from '../commands/return-to-line.ts';
import { serveTicket } from '../commands/serve.ts';
import { transferTicket } from '../commands/transfer.ts';
import { messages as refusals } from '../messages.ts';
import { type DeskState, deskState } from '../queries-desk.ts';
import { myHallDuties } from '../queries-hall-plan.ts';
import { type OfflineState, offlineState } from '../queries-offline.ts';
import { listHelpCalls } from '../queries-screens.ts';
import { CallGivenInput, HoldInput, MatterInput, PauseInput, QuickInput, TransferInput } from '../schema.ts';
import { CurrentTicket } from './console-current.tsx';
import { GivenDialog, type Typed } from './console-dialogs.tsx';
import { consoleMessages } from './console-messages.ts';
import { ChooseCounter, CounterTools, WaitingLines } from './console-parts.tsx';
import { MyDuties } from './floor-plan-form.tsx';
import { HelpStrip } from './help-desk.tsx';
import { messages } from './messages.ts';
import { OfflineStrip } from './offline.tsx';

const t = messages('vi');
const Query = z.object({
  quay: z.uuid().optional(),
  chon: z.string().optional(),
  bao: z.enum(['khong-co-ai']).optional(),
});
const Params = z.object({ counterId: z.uuid() });
const PressForm = z.object({ requestId: z.uuid().optional() });
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
  readonly typed?: Typed;
}

interface ConsoleProps {
  readonly actor: StaffActor;
  readonly state: DeskState;
  readonly help: Parameters<typeof HelpStrip>[0]['calls'];
  readonly duties: Parameters<typeof MyDuties>[0];
  readonly offline: OfflineState;
  readonly now: string;
  readonly showing: Showing;
}

function ConsolePage(props: ConsoleProps) {
  const { actor, state, help, duties, offline, now, showing } = props;
  const { counter } = state;
  const { typed = {} } = showing;
  const desk = { state, base: `/can-bo/quay/${counter?.id ?? ''}`, now, typed };
  const title =
    counter === undefined ? t('console.choose') : t('console.counter', { number: counter.number });
  return (
    <OfficerLayout title={title} actor={actor} path="/can-bo/quay" islands={['queue/console.js']}>
      <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
      <PageHead title={title} why={counter === undefined ? t('console.choose.why') : counter.name}>
        <div data-live-region="tools">{counter === undefined ? null : <CounterTools {...desk} />}</div>
      </PageHead>
      <HelpStrip calls={help} />
      <OfflineStrip state={offline} />
      {showing.refused === undefined ? null : (
        <ErrorSummary errors={[]} detail={showing.refused.details.detail} />
      )}
      {showing.nobody ? <Notice role="status" title={t('console.nobody')} /> : null}
      {state.day === undefined || counter === undefined ? null : (
        <Notice tone="soon" title={consoleMessages('vi')('day.told')}>
          <p>{state.day}</p>
        </Notice>
      )}
      <p class="notice notice-soon" data-offline="" hidden>
        {t('board.offline.why')}
      </p>
      {counter === undefined ? (
        <>
          <MyDuties {...duties} />
          <ChooseCounter state={state} />
        </>
      ) : (
        <div
          class="columns"
          data-live-topics={`hall:${actor.centreId},staff:${actor.centreId}`}
          data-now={now}
          data-address={`/can-bo/quay?quay=${counter.id}`}
          data-offline-counter={counter.id}
          data-offline-current={state.current?.id}
          data-offline-number={state.current?.number}
        >
          <div data-live-region="current">
            <CurrentTicket {...desk} />
          </div>
          <div class="quiet stack" data-live-region="waiting">
            <WaitingLines {...desk} />
          </div>
          <GivenDialog base={desk.base} typed={typed} />
        </div>
      )}
    </OfficerLayout>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply, showing: Showing) {
  const actor = staffOf(request);
  const state = await deskState(ctx, actor, showing);
  const help = await listHelpCalls(ctx, actor);
  const offline = await offlineState(ctx, actor);
  const at = ctx.clock.now();
  const now = formatIso(at);
  const duties = { duties: await myHallDuties(ctx, actor), today: localDay(at) };
  return reply.html(
    <ConsolePage
      actor={actor}
      state={state}
      help={help}
      duties={duties}
      offline={offline}
      now={now}
      showing={showing}
    />,
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
          return show(ctx, request, reply, {
            counterId,
            refused: error,
            typed: formValues(request.body),
          });
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

/** The client's id of a press at a counter; forms carry one. */
function pressOf(body: unknown): string | undefined {
  return checked(PressForm, body).requestId;
}

function mountMoves(app: FastifyInstance, ctx: AppContext): void {
  const moves = {
    'goi-lai': recallTicket,
    'bat-dau': serveTicket,
    'ket-thuc': finishTicket,
    vang: markNoShow,
    'cho-lai': returnTicket,
    'tro-lai': resumeTicket,
    'xong-viec': finishMatter,
  } as const;
  for (const [path, command] of Object.entries(moves)) {
    act(app, ctx, path, async (actor, _counterId, body) => {
      const { ticketId, requestId } = ticketForm(body);
      await command(ctx, actor, ticketId, requestId);
      return undefined;
    });
  }
  act(app, ctx, 'de-cho', async (actor, _counterId, body) => {
    const { ticketId, requestId } = ticketForm(body);
    await holdTicket(ctx, actor, ticketId, checked(HoldInput, body), requestId);
    return undefined;
  });
  act(app, ctx, 'them-viec', async (actor, _counterId, body) => {
    const { ticketId, requestId } = ticketForm(body);
    await startMatter(ctx, actor, ticketId, checked(MatterInput, body), requestId);
    return undefined;
  });
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
  act(app, ctx, 'goi-so', async (actor, counterId, body) => {
    await callGiven(ctx, actor, { ...checked(CallGivenInput, body), counterId, requestId: pressOf(body) });
    return undefined;
  });
  const minding = { mo: openCounter, 'mo-lai': resumeCounter } as const;
  for (const [path, command] of Object.entries(minding)) {
    act(app, ctx, path, async (actor, counterId, body) => {
      await command(ctx, actor, counterId, pressOf(body));
      return undefined;
    });
  }
  const quick = { 'hoi-nhanh': startQuick, 'xong-hoi': finishQuick } as const;
  for (const [path, command] of Object.entries(quick)) {
    act(app, ctx, path, async (actor, counterId, body) => {
      await command(ctx, actor, counterId, checked(QuickInput, body), pressOf(body));
      return undefined;
    });
  }
  act(app, ctx, 'tam-dung', async (actor, counterId, body) => {
    await pauseCounter(ctx, actor, counterId, checked(PauseInput, body), pressOf(body));
    return undefined;
  });
  act(app, ctx, 'dong', async (actor, counterId, body) => {
    await closeCounter(ctx, actor, counterId, pressOf(body));
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
