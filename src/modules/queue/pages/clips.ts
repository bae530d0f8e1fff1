import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { folderClips, STANDARD_VOICE } from '#platform/speech/clips.ts';
import { messages } from '../messages.ts';
import { getOwnClip, listClips } from '../queries-screens.ts';

const Params = z.object({ clip: z.string().min(1).max(60) });
const TYPES: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};
const OWN_TYPES = { wav: 'audio/wav', mp3: 'audio/mpeg', opus: 'audio/ogg' } as const;

/**
 * Recorded words for boards and kiosks: the commune's own, uploaded on /can-bo/quan-tri/giong-doc, and the standard ones of the product.
 * A screen asks for both lists and speaks with what has every word of a call.
 */
export function mountClips(app: FastifyInstance, ctx: AppContext): void {
  const standard = folderClips(STANDARD_VOICE);
  page(app, {
    url: '/bang-goi/giong',
    handler: async ({ actor }) => ({
      own: (await listClips(ctx, actor)).map(({ clip }) => clip),
      standard: await standard.list(),
    }),
  });
  page(app, {
    url: '/bang-goi/giong/rieng/:clip',
    handler: async (request, reply) => {
      const own = await getOwnClip(ctx, request.actor, Params.parse(request.params).clip);
      return reply
        .header('cache-control', 'private, no-cache')
        .type(OWN_TYPES[own.kind])
        .send(Buffer.from(await ctx.storage.get(own.storeKey)));
    },
  });
  page(app, {
    url: '/bang-goi/giong/chung/:clip',
    handler: async (request, reply) => {
      const file = await standard.find(Params.parse(request.params).clip);
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
