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

/** Gives replies their `html` method. */
export function decorateHtml(app: FastifyInstance): void {
  app.decorateReply('html', function html(this: FastifyReply, node: VNode, status = 200) {
    if (!this.hasHeader('cache-control')) {
      this.header('cache-control', 'no-store');
    }
    const framed = h(Fragment, null, h(FrameContext.Provider, { value: frameOf(this.request) }, node));
    return this.code(status).type('text/html; charset=utf-8').send(renderDocument(framed));
  });
}
