import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { route } from '#platform/http/route.ts';
import { readUpload } from '#platform/http/upload.ts';
import { nudgeSession } from './commands/collect.ts';
import { issueAddresses, openSource, takeSigned } from './commands/token.ts';

const MIB = 1_048_576;
/** A file of the largest size that is taken, with signature and stamp. */
const LARGEST = 22 * MIB;
const Token = z.object({ token: z.string().max(100) });
const Files = z.object({
  files: z.array(z.object({ name: z.string(), download: z.string(), upload: z.string() })),
});

/** Mounts what programs ask: the desk's one-time addresses, and the call-back of a remote service. */
export function signingApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/signing/sessions/:id/addresses',
    summary: 'One-time addresses of the files that the desk program still has to sign',
    tags: ['signing'],
    params: z.object({ id: z.uuid() }),
    reply: Files,
    perMinute: 30,
    handler: async ({ actor, params }) => ({ files: [...(await issueAddresses(ctx, actor, params.id))] }),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/signing/confirmed',
    summary:
      'Call-back of a remote signing service: its state is asked at once, nothing in the call is believed',
    tags: ['signing'],
    body: z.looseObject({ tran_code: z.string().min(1).max(200) }),
    reply: z.object({ status: z.literal('ok') }),
    perMinute: 120,
    async handler({ actor, body }) {
      await nudgeSession(ctx, actor.centreId, body.tran_code);
      return { status: 'ok' as const };
    },
  });
  page(app, {
    url: '/ky-so/:token/tep.pdf',
    perMinute: 60,
    async handler(request, reply) {
      const pdf = await openSource(ctx, Token.parse(request.params).token);
      return reply.header('cache-control', 'no-store').type('application/pdf').send(Buffer.from(pdf));
    },
  });
  page(app, {
    method: 'POST',
    url: '/ky-so/:token/nhan',
    perMinute: 60,
    async handler(request, reply) {
      // The program reads its own answer's shape, whatever happens.
      const answer = (Status: boolean, Message: string) =>
        reply.send({ Status, Message, FileName: '', FileServer: '' });
      try {
        const { files } = await readUpload(request, { maxBytes: LARGEST });
        const file = files.find(({ field }) => field === 'uploadfile');
        await takeSigned(ctx, Token.parse(request.params).token, file?.bytes ?? new Uint8Array());
        return answer(true, '');
      } catch (error) {
        if (isProblem(error) && error.status < 500) {
          return answer(false, error.details.detail);
        }
        throw error;
      }
    },
  });
}
