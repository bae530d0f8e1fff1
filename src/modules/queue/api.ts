import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { route } from '#platform/http/route.ts';
import { mountHallApi } from './api-hall.ts';
import { callGiven } from './commands/call-given.ts';
import { callNext } from './commands/call-next.ts';
import { finishTicket } from './commands/finish.ts';
import { giveUpTicket } from './commands/give-up.ts';
import { holdTicket, resumeTicket } from './commands/hold.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { finishMatter, startMatter } from './commands/matters.ts';
import { closeCounter, openCounter, pauseCounter, resumeCounter } from './commands/mind-counter.ts';
import { markNoShow } from './commands/no-show.ts';
import { finishQuick, startQuick } from './commands/quick-visit.ts';
import { recallTicket } from './commands/recall.ts';
import { returnTicket } from './commands/return-to-line.ts';
import { serveTicket } from './commands/serve.ts';
import { transferTicket } from './commands/transfer.ts';
import { findMatter } from './procedure.ts';
import { consoleState, getTicketView, hallState, listOpenGroups } from './queries.ts';
import {
  CallGivenInput,
  CallNextReply,
  HallState,
  HoldInput,
  IssueInput,
  MatterInput,
  PauseInput,
  QuickInput,
  ServiceGroup,
  StaffTicket,
  type Ticket,
  TicketView,
  TransferInput,
} from './schema.ts';
import { staffTicket } from './views.ts';

const TAGS = ['Hàng chờ'];
const Id = z.object({ id: z.uuid() });
const Token = z.object({ token: z.string().min(16).max(64) });
const Nothing = z.object({});
/** Numbers that one address may take in a minute: a busy hall behind one Wi-Fi, not a script. */
const ISSUES_PER_MINUTE = 120;

const RequestId = z.uuid();

/** The client's id from `Idempotency-Key`, where it sends one. @throws Problem `bad-request` when it is no UUID */
function requestId(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) {
    return undefined;
  }
  const parsed = RequestId.safeParse(header);
  if (!parsed.success) {
    throw new Problem('bad-request', { detail: 'Idempotency-Key phải là một UUID.' });
  }
  return parsed.data;
}

function mountTickets(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/service-groups',
    summary: 'Các nhóm việc đang nhận số',
    tags: TAGS,
    reply: z.array(ServiceGroup),
    handler: async ({ actor }) => [...(await listOpenGroups(ctx, actor))],
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/tickets',
    summary: 'Lấy số (Idempotency-Key: gửi lại cùng mã thì được cùng phiếu)',
    tags: TAGS,
    status: 201,
    perMinute: ISSUES_PER_MINUTE,
    body: IssueInput,
    reply: TicketView,
    handler: async ({ actor, body, request }) =>
      issueTicket(ctx, actor, body, {
        source: actor.kind === 'device' ? 'kiosk' : 'program',
        fieldGroup: (await findMatter(ctx, actor, body.procedureCode))?.fieldGroup,
        requestId: requestId(request),
      }),
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/tickets/:token',
    summary: 'Xem phiếu: chỗ trong hàng, thời gian chờ dự kiến, quầy gọi',
    tags: TAGS,
    params: Token,
    reply: TicketView,
    handler: ({ actor, params }) => getTicketView(ctx, actor, params.token),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/tickets/:token/give-up',
    summary: 'Bỏ số',
    tags: TAGS,
    params: Token,
    reply: TicketView,
    handler: async ({ actor, params, request }) => {
      await giveUpTicket(ctx, actor, params.token, requestId(request));
      return getTicketView(ctx, actor, params.token);
    },
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/hall',
    summary: 'Bảng gọi số: số đang gọi, người tiếp theo, thời gian chờ từng nhóm việc',
    tags: TAGS,
    reply: HallState,
    handler: ({ actor }) => hallState(ctx, actor),
  });
}

function mountCounters(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/counters/:id/call-next',
    summary: 'Gọi người tiếp theo đến quầy; người đang ở quầy được kết thúc',
    tags: TAGS,
    params: Id,
    reply: CallNextReply,
    handler: ({ actor, params, request }) =>
      callNext(ctx, actor, { counterId: params.id, requestId: requestId(request) }),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/counters/:id/call',
    summary: 'Gọi đích danh một số của hôm nay, ngoài thứ tự',
    tags: TAGS,
    params: Id,
    body: CallGivenInput,
    reply: CallNextReply,
    handler: ({ actor, params, body, request }) =>
      callGiven(ctx, actor, { ...body, counterId: params.id, requestId: requestId(request) }),
  });
  const quick = {
    start: { run: startQuick, summary: 'Bắt đầu một lượt hỏi nhanh không lấy số' },
    finish: { run: finishQuick, summary: 'Xong lượt hỏi nhanh' },
  } as const;
  for (const [verb, { run, summary }] of Object.entries(quick)) {
    route(app, ctx, {
      method: 'POST',
      url: `/api/v1/counters/:id/quick/${verb}`,
      summary,
      tags: TAGS,
      params: Id,
      body: QuickInput,
      reply: Nothing,
      handler: async ({ actor, params, body, request }) => {
        await run(ctx, actor, params.id, body, requestId(request));
        return {};
      },
    });
  }
  const State = z.object({ state: z.enum(['open', 'paused', 'closed']) });
  const minding = { open: openCounter, resume: resumeCounter, close: closeCounter } as const;
  const summaries = { open: 'Mở quầy', resume: 'Mở lại quầy sau khi tạm dừng', close: 'Đóng quầy' } as const;
  for (const verb of ['open', 'resume', 'close'] as const) {
    route(app, ctx, {
      method: 'POST',
      url: `/api/v1/counters/:id/${verb}`,
      summary: summaries[verb],
      tags: TAGS,
      params: Id,
      reply: State,
      handler: async ({ actor, params, request }) => {
        await minding[verb](ctx, actor, params.id, requestId(request));
        return {
          state: (await consoleState(ctx, actor, { counterId: params.id })).counter?.state ?? 'closed',
        };
      },
    });
  }
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/counters/:id/pause',
    summary: 'Tạm dừng quầy, có lý do',
    tags: TAGS,
    params: Id,
    body: PauseInput,
    reply: State,
    handler: async ({ actor, params, body, request }) => {
      await pauseCounter(ctx, actor, params.id, body, requestId(request));
      return { state: 'paused' as const };
    },
  });
}

function mountMoves(app: FastifyInstance, ctx: AppContext): void {
  const moves = {
    recall: { run: recallTicket, summary: 'Gọi lại' },
    serve: { run: serveTicket, summary: 'Bắt đầu tiếp' },
    finish: { run: finishTicket, summary: 'Kết thúc' },
    'no-show': { run: markNoShow, summary: 'Vắng mặt' },
    return: { run: returnTicket, summary: 'Trả lại hàng chờ' },
    resume: { run: resumeTicket, summary: 'Người để chờ đã đủ giấy tờ, vào lại hàng chờ' },
    'finish-matter': { run: finishMatter, summary: 'Xong việc đang làm, lượt tiếp còn tiếp tục' },
  } as const;
  const present = (actor: Parameters<typeof recallTicket>[1], ticket: Ticket) =>
    readOnly(ctx, actor, (tx) => staffTicket(tx, ticket));
  for (const [verb, { run, summary }] of Object.entries(moves)) {
    route(app, ctx, {
      method: 'POST',
      url: `/api/v1/queue/:id/${verb}`,
      summary: `${summary} (mã phiếu trong hàng chờ)`,
      tags: TAGS,
      params: Id,
      body: Nothing,
      reply: StaffTicket,
      handler: async ({ actor, params, request }) =>
        present(actor, await run(ctx, actor, params.id, requestId(request))),
    });
  }
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/queue/:id/transfer',
    summary: 'Chuyển sang nhóm việc hoặc quầy khác, kèm lời nhắn',
    tags: TAGS,
    params: Id,
    body: TransferInput,
    reply: StaffTicket,
    handler: async ({ actor, params, body, request }) =>
      present(actor, await transferTicket(ctx, actor, params.id, body, requestId(request))),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/queue/:id/hold',
    summary: 'Để chờ bổ sung giấy tờ, kèm lý do; quầy được trống',
    tags: TAGS,
    params: Id,
    body: HoldInput,
    reply: StaffTicket,
    handler: async ({ actor, params, body, request }) =>
      present(actor, await holdTicket(ctx, actor, params.id, body, requestId(request))),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/queue/:id/start-matter',
    summary: 'Bắt đầu thêm một việc trong cùng lượt tiếp',
    tags: TAGS,
    params: Id,
    body: MatterInput,
    reply: StaffTicket,
    handler: async ({ actor, params, body, request }) =>
      present(actor, await startMatter(ctx, actor, params.id, body, requestId(request))),
  });
}

/** The hall for programs: kiosks, boards, counters, phones. */
export function mountQueueApi(app: FastifyInstance, ctx: AppContext): void {
  mountTickets(app, ctx);
  mountCounters(app, ctx);
  mountMoves(app, ctx);
  mountHallApi(app, ctx);
}
