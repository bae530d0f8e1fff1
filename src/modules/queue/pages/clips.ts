import { createReadStream } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { folderClips, STANDARD_VOICE } from '#platform/speech/clips.ts';
import { messages } from '../messages.ts';

const Params = z.object({ clip: z.string().min(1).max(60) });
const TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

/**
 * Recorded words for the boards: the commune's own in the folder `clips` of the data folder, and the standard ones of the product.
 * The board asks for both lists once and speaks with what has every word of a call.
 */
export function mountClips(app: FastifyInstance, ctx: AppContext): void {
  const own = folderClips(join(ctx.config.dataHome, 'clips'));
  const standard = folderClips(STANDARD_VOICE);
  page(app, {
    url: '/bang-goi/giong',
    handler: async () => ({ own: await own.list(), standard: await standard.list() }),
  });
  for (const [name, set] of Object.entries({ rieng: own, chung: standard })) {
    page(app, {
      url: `/bang-goi/giong/${name}/:clip`,
      handler: async (request, reply) => {
        const { clip } = Params.parse(request.params);
        const file = await set.find(clip);
        if (file === undefined) {
          throw new Problem('not-found', { detail: messages('vi')('clip.unknown') });
        }
        return reply
          .header('cache-control', 'private, max-age=3600')
          .type(TYPES[extname(file)] ?? 'application/octet-stream')
          .send(createReadStream(file));
      },
    });
  }
}
