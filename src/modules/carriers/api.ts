import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { takeSmsReport, takeZaloEvent } from './commands/take-report.ts';

/** Reports a minute and address: above what a carrier sends for a commune, below a flood. */
const PER_MINUTE = 600;
const LARGEST = 64 * 1024;
const Params = z.object({ token: z.string().min(20).max(64) });
const Query = z.record(z.string(), z.string().max(1_000)).catch({});

/**
 * Mounts the addresses to which carriers report: `GET /api/v1/sms-reports/:token` (eSMS) and `POST /api/v1/zalo-events/:token`. The body of the second
 * stays bytes, since a signature is over them; so these routes stand beside the validated ones. A repeat is answered like the first.
 */
export function carriersApi(app: FastifyInstance, ctx: AppContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) =>
      done(null, body),
    );
    const options = {
      schema: { hide: true },
      config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } },
    };
    scope.get('/api/v1/sms-reports/:token', options, async (request, reply) => {
      const { token } = Params.parse(request.params);
      const taken = await takeSmsReport(ctx, request.actor, token, Query.parse(request.query));
      return reply.code(taken === 'taken' ? 200 : 404).send({ taken: taken === 'taken' });
    });
    scope.post('/api/v1/zalo-events/:token', options, async (request, reply) => {
      const { token } = Params.parse(request.params);
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const header = request.headers['x-zevent-signature'];
      const signature = typeof header === 'string' ? header : '';
      const taken = await takeZaloEvent(ctx, request.actor, token, { body, signature });
      return reply.code(taken === 'taken' ? 200 : 401).send({ taken: taken === 'taken' });
    });
  });
}
