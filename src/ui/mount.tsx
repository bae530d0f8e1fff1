import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { serveAssets } from './assets.ts';
import { GalleryPage } from './gallery/page.tsx';
import { mountLook } from './look.tsx';
import { mountServiceWorker } from './service-worker.ts';

const Query = z.object({ nen: z.enum(['sang', 'toi']).optional().catch(undefined) });

/** What the screens bring along: `/assets/…` and, for staff, the page of all pieces. */
export async function mountUi(app: FastifyInstance): Promise<void> {
  await serveAssets(app);
  mountServiceWorker(app);
  mountLook(app);
  page(app, {
    url: '/can-bo/quan-tri/thanh-phan',
    handler: async (request, reply) => {
      if (request.actor.kind !== 'staff') {
        throw new Problem('unauthenticated', { detail: 'Xin đăng nhập để xem trang này.' });
      }
      const { nen } = Query.parse(request.query);
      const scheme = nen === undefined ? undefined : nen === 'toi' ? 'dark' : 'light';
      return reply.html(<GalleryPage actor={request.actor} scheme={scheme} />);
    },
  });
}
