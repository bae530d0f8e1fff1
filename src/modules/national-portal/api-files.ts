import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { FILES_URL } from './commands/file-address.ts';
import { handFile } from './commands/hand-file.ts';
import { fileMessages } from './messages-files.ts';

/** Files a minute and machine: a day's dossiers of a province's relay, below a flood. */
const PER_MINUTE = 600;

const Params = z.object({ centre: z.uuid(), file: z.uuid() });
const Query = z.object({
  'ho-so': z.string().min(1).max(60),
  den: z.coerce.number().int().positive(),
  ky: z.string().min(1).max(100),
});

const STATUS = { unknown: 404, stranger: 403, expired: 410, gone: 404 } as const;

/**
 * Mounts the addresses from which the portal fetches files (interface 5.1: "without login"). Each is signed by us, good for some days, and answered to machines that
 * the centre named. The answer is a file or a line of text, so this route stands beside the validated ones.
 */
export function portalFilesApi(app: FastifyInstance, ctx: AppContext): void {
  const t = fileMessages('vi');
  app.get(
    `${FILES_URL}/:centre/:file`,
    { schema: { hide: true }, config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } },
    async (request, reply) => {
      const params = Params.safeParse(request.params);
      const query = Query.safeParse(request.query);
      if (!params.success || !query.success) {
        return reply.code(404).type('text/plain; charset=utf-8').send(t('unknown'));
      }
      const { centre: centreId, file: fileId } = params.data;
      const grant = { centreId, fileId, number: query.data['ho-so'], until: query.data.den };
      const actor = { kind: 'public', centreId } as const;
      const handed = await handFile(ctx, actor, grant, query.data.ky, request.ip);
      if (handed.kind !== 'given') {
        return reply.code(STATUS[handed.kind]).type('text/plain; charset=utf-8').send(t(handed.kind));
      }
      const { file, bytes } = handed.opened;
      return reply
        .type(file.mediaType)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
        .send(Buffer.from(bytes));
    },
  );
}
