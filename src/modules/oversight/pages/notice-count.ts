import type { FastifyInstance } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { setFrame } from '#platform/http/frame.ts';
import { page } from '#platform/http/page.ts';
import { countNotices } from '../queries.ts';
import { noticeTopic } from '../subscribe.ts';

/** Figures of a centre's officers that still hold; thrown away when anything of the centre changed. */
interface Kept {
  readonly counts: Map<string, number>;
}

/**
 * Tells the frame of every officers' page how many things wait, and answers the island that keeps the figure fresh. A
 * figure is asked for once and kept until something of the centre changed, so that most pages cost no statement more.
 */
export function noticeCountPages(app: FastifyInstance, ctx: AppContext): void {
  const centres = new Map<string, Kept>();
  const ends: (() => void)[] = [];
  app.addHook('onClose', async () => {
    for (const end of ends) {
      end();
    }
  });
  const keptOf = (centreId: string): Kept => {
    const kept = centres.get(centreId);
    if (kept !== undefined) {
      return kept;
    }
    const fresh = { counts: new Map<string, number>() };
    centres.set(centreId, fresh);
    ends.push(
      ctx.live.subscribe([noticeTopic(centreId)], () => centres.set(centreId, { counts: new Map() })),
    );
    return fresh;
  };
  const countFor = async (actor: StaffActor): Promise<number> => {
    // What changes while we count lands in a fresh map, so that a stale figure is never kept.
    const { counts } = keptOf(actor.centreId);
    const known = counts.get(actor.accountId);
    if (known !== undefined) {
      return known;
    }
    const n = await countNotices(ctx, actor);
    counts.set(actor.accountId, n);
    return n;
  };
  app.addHook('preHandler', async (request) => {
    if (request.method === 'GET' && request.url.startsWith('/can-bo') && isStaff(request.actor)) {
      setFrame(request, { notices: await countFor(request.actor) });
    }
  });
  page(app, {
    url: '/can-bo/nhac-viec/so',
    async handler(request, reply) {
      const notices = await countFor(requireStaff(request.actor));
      return reply.header('cache-control', 'no-store').send({ notices });
    },
  });
}
