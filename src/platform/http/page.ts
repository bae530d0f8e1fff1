import { brotliCompressSync, constants } from 'node:zlib';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  HTTPMethods,
  preHandlerAsyncHookHandler,
} from 'fastify';
import { Fragment, h, type VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { FrameContext, frameOf } from './frame.ts';

export interface PageOptions {
  readonly method?: HTTPMethods;
  readonly url: string;
  /** Requests a minute and address, for look-ups and sign-in. Default: unlimited. */
  readonly perMinute?: number;
  readonly preHandler?: preHandlerAsyncHookHandler;
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
}

/** Mounts one page or form post. Not part of the API document. */
export function page(app: FastifyInstance, options: PageOptions): void {
  app.route({
    method: options.method ?? 'GET',
    url: options.url,
    schema: { hide: true },
    ...(options.preHandler === undefined ? {} : { preHandler: options.preHandler }),
    ...(options.perMinute === undefined
      ? {}
      : { config: { rateLimit: { max: options.perMinute, timeWindow: 60_000 } } }),
    handler: options.handler,
  });
}

/** The whole document as text. Preact escapes everything that is not markup of ours. */
export function renderDocument(node: VNode): string {
  return `<!doctype html>${render(node)}`;
}

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a page. Pages with personal data are never cached. */
    html(node: VNode, status?: number): FastifyReply;
  }
}

/**
 * Whether nothing is known of who asks. Only strangers' pages are compressed: the length of a compressed page that holds both
 * something secret and something the address says would tell the secret letter by letter (BREACH).
 */
function isStranger(request: FastifyRequest): boolean {
  return Object.keys(request.cookies).every((name) => name === 'lang' || name === 'look');
}

/** Some 0.3 ms for a page; the best quality would take ten times as long for a tenth less. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Gives replies their `html` method. */
export function decorateHtml(app: FastifyInstance): void {
  app.decorateReply('html', function html(this: FastifyReply, node: VNode, status = 200) {
    if (!this.hasHeader('cache-control')) {
      this.header('cache-control', 'no-store');
    }
    const framed = h(Fragment, null, h(FrameContext.Provider, { value: frameOf(this.request) }, node));
    this.code(status).type('text/html; charset=utf-8').header('vary', 'accept-encoding, cookie');
    const document = renderDocument(framed);
    if (!isStranger(this.request) || !/\bbr\b/.test(this.request.headers['accept-encoding'] ?? '')) {
      return this.send(document);
    }
    return this.header('content-encoding', 'br').send(brotliCompressSync(document, QUICK));
  });
}
