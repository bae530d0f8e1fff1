import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../errors.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

function comesFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    return site !== 'same-origin' && site !== 'none';
  }
  const origin = request.headers.origin;
  if (origin === undefined) {
    // Neither header: not a browser, so there is no cookie jar to abuse.
    return false;
  }
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.host;
}

/**
 * Refuses writes that another site's page caused (CSRF). Browsers say where a request comes from in `Sec-Fetch-Site`,
 * older ones in `Origin`; together with SameSite cookies this needs no token in forms. Bearer-token calls carry no cookie.
 */
export function refuseCrossSite(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (SAFE.has(request.method) || request.headers.authorization?.startsWith('Bearer ') === true) {
      return;
    }
    if (comesFromElsewhere(request)) {
      throw new Problem('cross-site', {
        detail:
          'Yêu cầu đến từ một trang khác nên không được nhận. Xin mở lại trang của Trung tâm và làm lại.',
      });
    }
  });
}
