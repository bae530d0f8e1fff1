import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { NOTICE_PROVIDERS } from '#integrations/bank-notices/port.ts';
import type { AppContext } from '#platform/context.ts';
import { takeNotice } from './commands/take-notice.ts';

/** Notices a minute and address: above what a service sends to a commune, below a flood. */
const PER_MINUTE = 300;
/** Largest post, in bytes. */
const LARGEST = 64 * 1024;
const Params = z.object({ provider: z.enum(NOTICE_PROVIDERS) });

/**
 * Mounts `POST /api/v1/bank-notices/:provider`: where a service tells of money. The body is kept as bytes, since the signature is over them;
 * therefore this route stands beside the validated ones. Answers 200 `{"success":true}` once the money is kept, which all three services take.
 */
export function bankNoticesApi(app: FastifyInstance, ctx: AppContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      '/api/v1/bank-notices/:provider',
      { schema: { hide: true }, config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } },
      async (request) => {
        const { provider } = Params.parse(request.params);
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        await takeNotice(ctx, request.actor, provider, { headers: request.headers, body });
        return { success: true };
      },
    );
  });
}
