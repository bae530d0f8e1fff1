import { createReadStream } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { folderClips } from '#platform/speech/clips.ts';
import { messages } from '../messages.ts';

const Params = z.object({ clip: z.string().min(1).max(60) });
const TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

/**
 * The recorded words of this installation: files `<clip>.mp3|.ogg|.wav` in the folder `clips` of the data folder.
 * The board asks for the list once and speaks with them when it finds every word it needs.
 */
export function mountClips(app: FastifyInstance, ctx: AppContext): void {
  const clips = folderClips(join(ctx.config.dataHome, 'clips'));
  page(app, { url: '/bang-goi/giong', handler: async () => clips.list() });
  page(app, {
    url: '/bang-goi/giong/:clip',
    handler: async (request, reply) => {
      const { clip } = Params.parse(request.params);
      const file = await clips.find(clip);
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
