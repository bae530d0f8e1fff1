import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { takePost } from './commands/take-arrival.ts';
import { inboxMessages } from './messages-inbox.ts';

/** Posts a minute and address: a commune's busiest hour through one relay, below a flood. */
const PER_MINUTE = 600;
/** Largest post, in bytes: files come by address, not in the post. */
const LARGEST = 1024 * 1024;

/**
 * Mounts `POST /api/v1/portal/dossiers`: where the portal or a relay hands a filed dossier over. The body stays bytes, since a signature is over them; so this route
 * stands beside the validated ones, and answers in the interface's own way: `{error_code, message}` with 0 taken, 1 there already, -1 not taken.
 */
export function portalInboxApi(app: FastifyInstance, ctx: AppContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) =>
      done(null, body),
    );
    scope.post(
      '/api/v1/portal/dossiers',
      { schema: { hide: true }, config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } },
      async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        let answer: Awaited<ReturnType<typeof takePost>>;
        try {
          answer = await takePost(ctx, request.actor, { headers: request.headers, body });
        } catch (error) {
          if (isProblem(error, 'not-allowed-now')) {
            return reply.code(403).send({ error_code: '-1', message: error.details.detail });
          }
          throw error;
        }
        return answer === null
          ? reply.code(401).send({ error_code: '-1', message: inboxMessages('vi')('post-not-genuine') })
          : reply.send(answer);
      },
    );
  });
}
