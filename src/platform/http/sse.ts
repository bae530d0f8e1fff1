import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { AppContext } from '../context.ts';
import { Problem } from '../errors.ts';
import type { LiveEvent } from '../live.ts';
import { setFrame } from './frame.ts';
import { tellPresence } from './presence.ts';

const HEARTBEAT_MS = 20_000;

/**
 * Who may listen to what, by the word before the colon. Payloads hold no personal data, and yet the default is no.
 * `hall:<centre>` what the boards show; `ticket:<token>` the holder of the unguessable token; `staff:<centre>` and `notices:<centre>` its officers;
 * `account:<account>` that officer alone; `device:<device>` that kiosk or board alone;
 * `pairing:<token hash>` the screen that waits to become a device.
 */
const TOPIC_RULES: Readonly<Record<string, (actor: Actor, id: string) => boolean>> = {
  hall: (actor, id) => actor.centreId === id,
  ticket: (_actor, id) => id.length >= 16,
  staff: (actor, id) => actor.kind === 'staff' && actor.centreId === id,
  notices: (actor, id) => actor.kind === 'staff' && actor.centreId === id,
  account: (actor, id) => actor.kind === 'staff' && actor.accountId === id,
  device: (actor, id) => actor.kind === 'device' && actor.deviceId === id,
  pairing: (_actor, id) => id.length >= 32,
};

/** Said on `device:<device>` when its right to act was taken away. */
const Revoked = z.object({ revoked: z.literal(true) });

const Query = z.object({
  topics: z
    .string()
    .max(1_000)
    .transform((text) => text.split(',').filter((topic) => topic !== ''))
    .pipe(z.array(z.string()).min(1).max(20)),
  /** The newest event when the page was made: what came between the page and its first connection is sent, too. */
  since: z.string().max(60).optional(),
});

function mayListen(actor: Actor, topic: string): boolean {
  const colon = topic.indexOf(':');
  const rule = TOPIC_RULES[topic.slice(0, colon)];
  return rule?.(actor, topic.slice(colon + 1)) ?? false;
}

function frame(event: LiveEvent): string {
  return `id: ${event.id}\nevent: ${event.topic === 'reset' ? 'reset' : 'change'}\ndata: ${JSON.stringify({ topic: event.topic, data: event.data })}\n\n`;
}

/**
 * `GET /api/v1/live?topics=a,b`: server-sent events. Every event has an id; a listener that comes back with
 * `Last-Event-ID` gets what it missed, or one `reset` event when that is too long ago. A comment line keeps the line open.
 */
export function mountLive(app: FastifyInstance, ctx: AppContext): void {
  // Noted before a page reads anything: what happens between the reading and the page's first connection is sent to it then.
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' && request.url.startsWith('/can-bo')) {
      setFrame(request, { since: ctx.live.lastId() });
    }
  });
  app.get('/api/v1/live', { schema: { hide: true } }, async (request, reply) => {
    const { topics, since } = Query.parse(request.query);
    if (!topics.every((topic) => mayListen(request.actor, topic))) {
      throw new Problem('forbidden', { detail: 'Ông/bà không được theo dõi mục này.' });
    }
    reply.hijack();
    const out = reply.raw;
    out.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    out.write('retry: 2000\n\n');
    const lastId = request.headers['last-event-id'] ?? since;
    if (typeof lastId === 'string') {
      const missed = ctx.live.since(topics, lastId) ?? [{ id: ctx.live.lastId(), topic: 'reset', data: {} }];
      for (const event of missed) {
        out.write(frame(event));
      }
    } else {
      out.write(`id: ${ctx.live.lastId()}\nevent: hello\ndata: {}\n\n`);
    }
    const end = ctx.live.subscribe(topics, (event) => out.write(frame(event)));
    const { actor } = request;
    const here = () => (actor.kind === 'device' ? tellPresence(ctx, actor) : Promise.resolve());
    // A device that loses its right loses the line with it, not only the next request.
    const endControl =
      actor.kind === 'device'
        ? ctx.live.subscribe([`device:${actor.deviceId}`], ({ data }) => {
            if (Revoked.safeParse(data).success) {
              out.end();
            }
          })
        : () => undefined;
    const heartbeat = setInterval(() => {
      out.write(': \n\n');
      void here();
    }, HEARTBEAT_MS);
    void here();
    request.raw.once('close', () => {
      clearInterval(heartbeat);
      end();
      endControl();
      out.end();
    });
  });
}
