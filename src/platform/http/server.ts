import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { AppContext } from '../context.ts';
import type { Problem } from '../errors.ts';
import type { Lang } from '../i18n.ts';
import { newRequestId } from '../id.ts';
import { mountHealth } from './health.ts';
import { decorateHtml } from './page.ts';
import { problemBody, toProblem } from './problem.ts';
import { refuseCrossSite } from './same-origin.ts';
import { mountLive } from './sse.ts';

z.config({
  ...z.locales.vi(),
  /** An empty field is told in the words of a person, not of a parser. */
  customError: ({ code, input }) =>
    code === 'invalid_type' && (input === undefined || input === null) ? 'Xin điền mục này.' : undefined,
});

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Resolved before any handler runs; the public when nobody signed in. */
    actor: Actor;
    /** Language of the answer: `?lang=`, else the cookie `lang`, else Vietnamese. */
    lang: Lang;
  }
}

export interface ServerParts {
  /** Finds out who asks, from session cookie, bearer token or device. */
  readonly resolveActor: (request: FastifyRequest) => Promise<Actor>;
  /** The page people see instead of a JSON error. */
  readonly errorPage: (problem: Problem, reference: string, request: FastifyRequest) => VNode;
}

const LangQuery = z.object({ lang: z.enum(['vi', 'en']) });

function langOf(request: FastifyRequest): Lang {
  const query = LangQuery.safeParse(request.query);
  if (query.success) {
    return query.data.lang;
  }
  return request.cookies['lang'] === 'en' ? 'en' : 'vi';
}

function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
}

async function registerPlugins(app: FastifyInstance, ctx: AppContext): Promise<void> {
  const secure = ctx.config.publicUrl.startsWith('https:');
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 1_048_576 });
  await app.register(multipart, { limits: { fileSize: 20 * 1_048_576, files: 20, fields: 200, parts: 220 } });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(rateLimit, { global: false });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Một Cửa',
        version: '1',
        description: 'Tiếp nhận, giải quyết và theo dõi hồ sơ tại Trung tâm Phục vụ hành chính công.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'session' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { bearer: [] }, {}],
    },
  });
}

function answerErrors(app: FastifyInstance, parts: ServerParts): void {
  const answer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const problem = toProblem(error);
    if (problem.code === 'internal') {
      request.log.error({ err: error }, 'unexpected error');
    }
    if (problem.details.retryAfter !== undefined) {
      reply.header('retry-after', String(problem.details.retryAfter));
    }
    reply.header('cache-control', 'no-store');
    if (wantsPage(request)) {
      return reply.html(parts.errorPage(problem, request.id, request), problem.status);
    }
    return reply
      .code(problem.status)
      .type('application/problem+json; charset=utf-8')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(problemBody(problem, request.id));
  };
  app.setErrorHandler(answer);
  app.setNotFoundHandler((request, reply) =>
    answer(Object.assign(new Error('no such address'), { statusCode: 404 }), request, reply),
  );
}

/**
 * The HTTP edge with everything that all modules share: security headers, same-origin check, actor, language, errors as
 * problem+json or page, API document, live updates, health. Modules are mounted by the caller, then `ready()`.
 */
export async function buildServer(ctx: AppContext, parts: ServerParts): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = ctx.log;
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    genReqId: newRequestId,
    trustProxy: ctx.config.trustProxy,
    bodyLimit: 1_048_576,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
  });
  // Input is validated by the one Zod schema of each route; JSON Schema only documents it.
  app.setValidatorCompiler(() => (value) => ({ value }));
  await registerPlugins(app, ctx);
  decorateHtml(app);
  answerErrors(app, parts);
  refuseCrossSite(app);
  const secure = ctx.config.publicUrl.startsWith('https:');
  const nobody: Actor = { kind: 'public', centreId: '' };
  app.decorateRequest('actor');
  app.decorateRequest('lang', 'vi');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    request.actor = nobody;
    request.lang = langOf(request);
    if (LangQuery.safeParse(request.query).success) {
      reply.setCookie('lang', request.lang, { path: '/', sameSite: 'lax', maxAge: 31_536_000, secure });
    }
    request.actor = await parts.resolveActor(request);
  });
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  mountHealth(app, ctx);
  mountLive(app, ctx);
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}
