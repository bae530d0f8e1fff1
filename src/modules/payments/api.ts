import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { quoteFees } from './commands/quote-fees.ts';
import { QuoteInput } from './schema.ts';

const QuoteReply = z.object({
  lines: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['fee', 'charge']),
      baseVnd: z.int().describe('Before any exemption'),
      amountVnd: z.int(),
      exemption: z.object({ who: z.string(), legalBasis: z.string().nullable() }).nullable(),
      legalBasis: z.string().nullable(),
    }),
  ),
  totalVnd: z.int(),
});

/** Mounts `POST /api/v1/fees/quote`: what a dossier would owe. */
export function paymentsApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/fees/quote',
    summary: 'Tính phí, lệ phí của một hồ sơ theo biểu phí đang có hiệu lực',
    tags: ['payments'],
    body: QuoteInput,
    reply: QuoteReply,
    async handler({ actor, body }) {
      const { lines, totalVnd } = await quoteFees(ctx, actor, body);
      return { lines: [...lines], totalVnd };
    },
  });
}
