import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatIso } from '#platform/time.ts';
import { noteSeen } from '../commands/air.ts';
import { playList, soundForDevice } from '../queries-channels.ts';

const Token = z.object({ token: z.string().min(8).max(64) });
const Item = Token.extend({ id: z.uuid(), revision: z.coerce.number().int().positive() });
const TYPES = { wav: 'audio/wav', mp3: 'audio/mpeg', opus: 'audio/ogg' } as const;
const PER_MINUTE = 60;

/** What a device or the vendor's cloud fetches: the play list as JSON or M3U, and the sound of each bulletin. The address holds the cluster's own secret. */
export function devicePages(app: FastifyInstance, ctx: AppContext): void {
  const soundUrl = (token: string, id: string, revision: number) =>
    `${ctx.config.publicUrl}/loa-phat-thanh/${token}/tin/${id}/${revision}`;
  page(app, {
    url: '/loa-phat-thanh/:token/danh-sach.json',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { token } = Token.parse(request.params);
      const { speaker, items } = await playList(ctx, request.actor, token);
      await noteSeen(ctx, request.actor, token);
      return reply.header('cache-control', 'no-store').send({
        speaker,
        at: formatIso(ctx.clock.now()),
        bulletins: items.map(({ playAt, ...bulletin }) => ({
          ...bulletin,
          audioUrl: soundUrl(token, bulletin.id, bulletin.revision),
          playAt: playAt.map(formatIso),
        })),
      });
    },
  });
  page(app, {
    url: '/loa-phat-thanh/:token/danh-sach.m3u',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { token } = Token.parse(request.params);
      const { items } = await playList(ctx, request.actor, token);
      await noteSeen(ctx, request.actor, token);
      const lines = items.flatMap(({ id, revision, durationS, title, repeat }) =>
        Array.from({ length: repeat }, () => [
          `#EXTINF:${Math.round(durationS)},${title}`,
          soundUrl(token, id, revision),
        ]).flat(),
      );
      return reply
        .header('cache-control', 'no-store')
        .type('audio/x-mpegurl; charset=utf-8')
        .send(['#EXTM3U', ...lines, ''].join('\n'));
    },
  });
  page(app, {
    url: '/loa-phat-thanh/:token/tin/:id/:revision',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { token, id, revision } = Item.parse(request.params);
      const { bytes, audio } = await soundForDevice(ctx, request.actor, token, id, revision);
      const etag = `"${audio.sha256.slice(0, 32)}"`;
      reply.header('etag', etag).header('accept-ranges', 'bytes').type(TYPES[audio.kind]);
      if (request.headers['if-none-match'] === etag) {
        return reply.code(304).send();
      }
      const range = /^bytes=(\d{1,10})-(\d{0,10})$/.exec(request.headers.range ?? '');
      if (range === null) {
        return reply.send(Buffer.from(bytes));
      }
      const from = Number(range[1]);
      const to = range[2] === '' ? bytes.length - 1 : Math.min(Number(range[2]), bytes.length - 1);
      if (from > to) {
        return reply.code(416).header('content-range', `bytes */${bytes.length}`).send();
      }
      return reply
        .code(206)
        .header('content-range', `bytes ${from}-${to}/${bytes.length}`)
        .send(Buffer.from(bytes.subarray(from, to + 1)));
    },
  });
}
