import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { openDocument } from '../commands/open-document.ts';
import { openFile } from '../commands/open-file.ts';
import { messages } from '../messages.ts';
import { sendBytes } from './bytes.ts';

const Query = z.object({ tai: z.enum(['1']).optional().catch(undefined) });
const Params = z.object({ id: z.uuid() });

/** A path whose id is none is answered like one that is not there. */
function idOf(params: unknown, key: 'file.not-found' | 'document.not-found'): string {
  const parsed = Params.safeParse(params);
  if (!parsed.success) {
    throw new Problem('not-found', { detail: messages('vi')(key) });
  }
  return parsed.data.id;
}

/** Mounts /tep/:id (what was handed in) and /giay/:id.pdf (what was drawn). `?tai=1` saves instead of showing. */
export function mountPapers(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/tep/:id',
    async handler(request, reply) {
      const id = idOf(request.params, 'file.not-found');
      const { file, bytes } = await openFile(ctx, request.actor, id);
      const save = Query.parse(request.query).tai === '1';
      return sendBytes(reply, { bytes, mediaType: file.mediaType, name: file.name, save });
    },
  });
  page(app, {
    url: '/giay/:id.pdf',
    async handler(request, reply) {
      const id = idOf(request.params, 'document.not-found');
      const { pdf, fileName } = await openDocument(ctx, request.actor, id);
      const save = Query.parse(request.query).tai === '1';
      return sendBytes(reply, { bytes: pdf, mediaType: 'application/pdf', name: fileName, save });
    },
  });
}
