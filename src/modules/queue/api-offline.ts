import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { keepShare, returnShare } from './commands/keep-share.ts';
import { leaseNumbers } from './commands/lease-numbers.ts';
import { mergeTickets } from './commands/merge-tickets.ts';
import { mergeVisits } from './commands/merge-visits.ts';
import {
  LeasedNumbers,
  LeaseInput,
  MergeReply,
  MergeTicketsInput,
  MergeVisitsInput,
  ReturnInput,
  ShareInput,
  ShareReply,
} from './schema-offline.ts';

const TAGS = ['Hàng chờ'];

/** Going on without a line: what is given out beforehand, and what is merged afterwards. */
export function mountOfflineApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/hall/offline/numbers',
    summary: 'Máy lấy số giữ số dự phòng của hôm nay để cấp khi mất kết nối',
    tags: TAGS,
    body: LeaseInput,
    reply: LeasedNumbers,
    handler: ({ actor, body }) => leaseNumbers(ctx, actor, body),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/hall/offline/tickets',
    summary: 'Gộp các số máy lấy số đã cấp khi mất kết nối (gửi lại không đổi gì)',
    tags: TAGS,
    body: MergeTicketsInput,
    reply: MergeReply,
    handler: ({ actor, body }) => mergeTickets(ctx, actor, body),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/hall/offline/share',
    summary: 'Quầy giữ phần hàng chờ của mình để gọi khi mất kết nối',
    tags: TAGS,
    body: ShareInput,
    reply: ShareReply,
    handler: ({ actor, body }) => keepShare(ctx, actor, body),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/hall/offline/share/return',
    summary: 'Rời màn hình gọi số: trả phần hàng chờ đã giữ',
    tags: TAGS,
    body: ReturnInput,
    reply: z.object({}),
    handler: async ({ actor, body }) => {
      await returnShare(ctx, actor, body.consoleId);
      return {};
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/hall/offline/visits',
    summary: 'Gộp việc quầy đã làm khi mất kết nối (gửi lại không đổi gì)',
    tags: TAGS,
    body: MergeVisitsInput,
    reply: MergeReply,
    handler: ({ actor, body }) => mergeVisits(ctx, actor, body),
  });
}
