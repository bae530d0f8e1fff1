import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { page } from '#platform/http/page.ts';
import { assetFile, assetsBuild } from './assets.ts';

/**
 * `/sw.js`: the one service worker of the site, built from `islands/service-worker.ts`. It has an address of its own that never changes and
 * reaches all pages; browsers look for a new one at every visit. The build stands in front, so that new files make a new worker.
 */
export function mountServiceWorker(app: FastifyInstance): void {
  page(app, {
    url: '/sw.js',
    handler: async (_request, reply) =>
      reply
        .header('cache-control', 'no-cache')
        .header('service-worker-allowed', '/')
        .type('text/javascript; charset=utf-8')
        .send(
          `self.BUILD=${JSON.stringify(assetsBuild())};\n${readFileSync(assetFile('ui/service-worker.js'), 'utf8')}`,
        ),
  });
}
