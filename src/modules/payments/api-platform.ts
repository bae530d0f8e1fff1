import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { answerLookUp } from './commands/answer-look-up.ts';
import { takeConfirm } from './commands/take-confirm.ts';
import { platformMessages } from './messages-platform.ts';

/** Where the platform tells of a result, and where the portal looks up what is owed: under the interface's own names. */
export const CONFIRM_PATH = '/api/v1/payment-platform/dpnhankqthanhtoanhs';
/** See {@link CONFIRM_PATH}. */
export const LOOK_UP_PATH = '/api/v1/payment-platform/dptracuuthanhtoanhs';

/** Posts a minute and address: above a commune's busiest hour, below a flood. */
const PER_MINUTE = 300;
/** Largest post, in bytes. */
const LARGEST = 64 * 1024;

function jsonOf(request: FastifyRequest): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
  } catch {
    return undefined;
  }
}

/**
 * Mounts the two routes that the platform calls. They answer in the interface's own way, also to what cannot be read, so they stand beside the validated ones.
 */
export function paymentPlatformApi(app: FastifyInstance, ctx: AppContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) =>
      done(null, body),
    );
    const options = {
      schema: { hide: true },
      config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } },
    };
    scope.post(CONFIRM_PATH, options, async (request, reply) => {
      const answer = await takeConfirm(ctx, request.actor, jsonOf(request));
      return answer === null
        ? reply.code(404).send({ MaLoi: '99', MoTaLoi: platformMessages('vi')('not-connected') })
        : reply.send(answer);
    });
    scope.post(LOOK_UP_PATH, options, async (request, reply) => {
      const key = request.headers['x-portal-key'];
      const answer = await answerLookUp(
        ctx,
        request.actor,
        typeof key === 'string' ? key : '',
        jsonOf(request),
      );
      return answer === null
        ? reply.code(401).send({ error_code: -1, message: platformMessages('vi')('look-up-closed') })
        : reply.send(answer);
    });
  });
}
