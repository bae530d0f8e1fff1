import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { letKeep } from '#ui/keep.tsx';
import { countSearch } from '../commands/count-search.ts';
import { askApart, getPublicProcedure, listFieldGroups, listPublic, searchPublic } from '../queries.ts';
import { LIFE_EVENTS } from '../rules/listing.ts';
import type { ProcedureVersion } from '../schema.ts';
import { searchedBefore } from './asked.ts';
import { publicPage } from './data.ts';
import { HomePage } from './home.tsx';
import { ListPage } from './list.tsx';
import { ProcedurePage } from './procedure.tsx';

/** A wrong address is no error for a citizen: what cannot be read is as if it were not there. */
const ListQuery = z.object({
  q: z.string().max(400).catch('').default(''),
  'linh-vuc': z.string().max(200).optional().catch(undefined),
  viec: z.enum(LIFE_EVENTS).optional().catch(undefined),
});

const Params = z.object({ code: z.string().max(20) });

const RESULTS = 20;

/** Mounts the citizens' home, the list and the page of each procedure. */
export function publicPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/',
    async handler(request, reply) {
      const data = await publicPage(ctx, request.actor, request.lang, { kind: 'home' });
      return reply.html(<HomePage page={data} />);
    },
  });

  page(app, {
    url: '/thu-tuc',
    async handler(request, reply) {
      const { q, 'linh-vuc': fieldGroup, viec: lifeEvent } = ListQuery.parse(request.query);
      const query = q.normalize('NFC').trim();
      const { actor, lang } = request;
      const asked = query !== '' || fieldGroup !== undefined || lifeEvent !== undefined;
      const found =
        query === ''
          ? await listPublic(ctx, actor, { fieldGroup, lifeEvent })
          : await searchPublic(ctx, actor, query, RESULTS);
      if (query !== '') {
        await countSearch(ctx, actor, query, found.length === 0 ? 'nothing' : 'found');
      }
      return reply.html(
        <ListPage
          page={await publicPage(ctx, actor, lang, { kind: 'home' })}
          query={query}
          fieldGroup={fieldGroup}
          lifeEvent={lifeEvent}
          question={
            query === ''
              ? null
              : await askApart(
                  ctx,
                  actor,
                  query,
                  found.map(({ body }) => body.code),
                )
          }
          found={asked ? found.map(({ body }) => body) : null}
          groups={await listFieldGroups(ctx, actor)}
        />,
      );
    },
  });

  page(app, {
    url: '/thu-tuc/:code',
    async handler(request, reply) {
      const { code } = Params.parse(request.params);
      const version = await getPublicProcedure(ctx, request.actor, code);
      const searched = searchedBefore(request.headers.referer, request.host);
      if (searched !== null) {
        await countSearch(ctx, request.actor, searched, 'opened');
      }
      const data = await publicPage(ctx, request.actor, request.lang, { kind: 'procedure', code });
      const today = localDay(ctx.clock.now());
      letKeep(reply, 'procedure');
      return reply.html(<ProcedurePage page={data} version={version} inForce={isInForce(version, today)} />);
    },
  });
}

const isInForce = ({ effectiveFrom, effectiveTo }: ProcedureVersion, today: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(effectiveFrom, today) <= 0 &&
  (effectiveTo === null || Temporal.PlainDate.compare(today, effectiveTo) <= 0);
