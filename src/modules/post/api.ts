import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { takeCallBack } from './commands/news.ts';

/** Where the post tells what happened to shipments. */
export const TRACKING_PATH = '/api/v1/post/tracking';

/** Posts a minute and address: above a province's busiest hour, below a flood. */
const PER_MINUTE = 600;
/** Largest post, in bytes. */
const LARGEST = 256 * 1024;

/** Mounts the call-back of the post. It checks the bytes as they came, so it stands beside the validated routes. */
export function postApi(app: FastifyInstance, ctx: AppContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST }, (_request, body, done) =>
      done(null, body),
    );
    const options = {
      schema: { hide: true },
      config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } },
    };
    scope.post(TRACKING_PATH, options, async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await takeCallBack(ctx, request.actor, bytes, (name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? value : '';
      });
      switch (answer.kind) {
        case 'taken':
          return reply.send({
            Status: '100',
            Message: `Đã nhận ${answer.kept} tin mới, ${answer.repeated} tin đã có, ${answer.unknown} tin không rõ đơn.`,
          });
        case 'off':
          return reply.code(404).send({ Status: '404', Message: 'Trung tâm chưa kết nối bưu điện.' });
        case 'not-genuine':
          return reply.code(401).send({ Status: '401', Message: 'Sai chữ ký hoặc khóa.' });
        case 'unreadable':
          return reply.code(400).send({ Status: '400', Message: 'Bản tin không đúng dạng.' });
        default:
          return answer satisfies never;
      }
    });
  });
}
