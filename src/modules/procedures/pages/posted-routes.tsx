import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { renderPdf } from '#platform/pdf/render.ts';
import { localDay } from '#platform/time.ts';
import { slug } from '#platform/vietnamese.ts';
import { postedBoard } from '../posted-print.ts';
import { listChanges, listFieldGroups, listPublic } from '../queries.ts';
import { publicPage } from './data.ts';
import { BoardPage, ChangesPage, POSTED, PostedPage } from './posted.tsx';
import { postedMessages } from './posted-messages.ts';

const BoardQuery = z.object({
  'linh-vuc': z.string().max(200).optional().catch(undefined),
  kho: z.enum(['a4', 'a3']).catch('a4').default('a4'),
});

/** Days of "what changed lately". */
const CHANGE_DAYS = 90;

/** Mounts the posted list, its boards and what changed lately. */
export function postedPages(app: FastifyInstance, ctx: AppContext): void {
  const today = () => localDay(ctx.clock.now());

  page(app, {
    url: POSTED,
    async handler({ actor, lang }, reply) {
      const data = await publicPage(ctx, actor, lang, { kind: 'home' });
      const groups = await listFieldGroups(ctx, actor);
      return reply.html(<PostedPage page={data} groups={groups} today={today()} />);
    },
  });

  page(app, {
    url: `${POSTED}/bang`,
    async handler(request, reply) {
      const { actor, lang } = request;
      const { 'linh-vuc': name, kho } = BoardQuery.parse(request.query);
      const versions = await listPublic(ctx, actor, { fieldGroup: name });
      const query = name === undefined ? '' : `?linh-vuc=${encodeURIComponent(name)}`;
      return reply.html(
        <BoardPage
          page={await publicPage(ctx, actor, lang, { kind: 'home' })}
          name={name}
          sheet={kho}
          versions={versions}
          today={today()}
          address={`${ctx.config.publicUrl}/thu-tuc${query}`}
        />,
      );
    },
  });

  page(app, {
    url: `${POSTED}/bang.pdf`,
    perMinute: 20,
    async handler(request, reply) {
      const { actor } = request;
      const { 'linh-vuc': field, kho: sheet } = BoardQuery.parse(request.query);
      const versions = await listPublic(ctx, actor, { fieldGroup: field });
      if (versions.length === 0) {
        throw new Problem('not-found', { detail: postedMessages(request.lang)('nothing') });
      }
      const { centre } = await publicPage(ctx, actor, 'vi', { kind: 'home' });
      const { publicUrl } = ctx.config;
      const data = postedBoard({ centre, field, sheet, versions, today: today(), publicUrl });
      const pdf = await renderPdf(new URL('../templates/posted-board.typ', import.meta.url), data, {
        createdAt: ctx.clock.now(),
      });
      const name = `niem-yet${field === undefined ? '' : `-${slug(field)}`}-${sheet}.pdf`;
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="${name}"`)
        .send(Buffer.from(pdf));
    },
  });

  page(app, {
    url: `${POSTED}/thay-doi`,
    async handler({ actor, lang }, reply) {
      const data = await publicPage(ctx, actor, lang, { kind: 'home' });
      return reply.html(
        <ChangesPage
          page={data}
          {...(await listChanges(ctx, actor, today().subtract({ days: CHANGE_DAYS })))}
        />,
      );
    },
  });
}
