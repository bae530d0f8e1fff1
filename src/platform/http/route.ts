import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { AppContext } from '../context.ts';
import { Problem } from '../errors.ts';
import type { Lang } from '../i18n.ts';
import { fieldErrors, ProblemBody } from './problem.ts';

type Parsed<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

/** What a JSON handler gets: already validated, with the actor resolved. */
export interface RouteInput<
  B extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  P extends z.ZodType | undefined,
> {
  readonly ctx: AppContext;
  readonly actor: Actor;
  readonly lang: Lang;
  readonly body: Parsed<B>;
  readonly query: Parsed<Q>;
  readonly params: Parsed<P>;
  /** The client-made id of this request; see {@link RouteOptions.idempotent}. */
  readonly requestId: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface RouteOptions<
  B extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  P extends z.ZodType | undefined,
  R extends z.ZodType,
> {
  readonly method: HTTPMethods;
  readonly url: string;
  /** One line for the API document. */
  readonly summary: string;
  readonly tags?: readonly string[];
  readonly body?: B;
  readonly query?: Q;
  readonly params?: P;
  readonly reply: R;
  readonly status?: 200 | 201 | 202;
  /** Requires the header `Idempotency-Key` (a UUID), handed on as `requestId`. */
  readonly idempotent?: boolean;
  /** Requests a minute and address. Default: unlimited. */
  readonly perMinute?: number;
  readonly handler: (input: RouteInput<B, Q, P>) => Promise<z.input<R>>;
}

const IdempotencyKey = z.uuid();

function parse<S extends z.ZodType | undefined>(schema: S, value: unknown, where: string): Parsed<S> {
  if (schema === undefined) {
    return undefined as Parsed<S>;
  }
  const result = schema.safeParse(value);
  if (!result.success) {
    throw new Problem('validation', {
      detail: `Có chỗ cần sửa trong ${where}.`,
      fields: fieldErrors(result.error),
    });
  }
  return result.data as Parsed<S>;
}

function requestIdOf(request: FastifyRequest, required: boolean): string {
  const key = request.headers['idempotency-key'];
  if (!required) {
    return request.id;
  }
  const parsed = IdempotencyKey.safeParse(key);
  if (!parsed.success) {
    throw new Problem('bad-request', {
      detail: 'Thiếu tiêu đề Idempotency-Key (một UUID do chương trình gọi tự đặt, giữ nguyên khi gửi lại).',
      fields: [{ path: 'Idempotency-Key', message: 'cần một UUID' }],
    });
  }
  return parsed.data;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  return z.toJSONSchema(schema, { target: 'draft-7', io, unrepresentable: 'any' });
}

/**
 * Mounts one JSON route: validates all input with its schemas, reports every wrong field, documents itself in
 * `/api/v1/openapi.json`, and sends only what the reply schema names.
 */
export function route<
  R extends z.ZodType,
  B extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  P extends z.ZodType | undefined = undefined,
>(app: FastifyInstance, ctx: AppContext, options: RouteOptions<B, Q, P, R>): void {
  const status = options.status ?? 200;
  const idempotent = options.idempotent ?? false;
  app.route({
    method: options.method,
    url: options.url,
    schema: {
      summary: options.summary,
      tags: [...(options.tags ?? [])],
      ...(options.body === undefined ? {} : { body: jsonSchema(options.body, 'input') }),
      ...(options.query === undefined ? {} : { querystring: jsonSchema(options.query, 'input') }),
      ...(options.params === undefined ? {} : { params: jsonSchema(options.params, 'input') }),
      ...(idempotent
        ? {
            headers: {
              type: 'object',
              required: ['idempotency-key'],
              properties: { 'idempotency-key': { type: 'string', format: 'uuid' } },
            },
          }
        : {}),
      response: { [status]: jsonSchema(options.reply, 'output'), default: jsonSchema(ProblemBody, 'output') },
    },
    ...(options.perMinute === undefined
      ? {}
      : { config: { rateLimit: { max: options.perMinute, timeWindow: 60_000 } } }),
    async handler(request, reply) {
      const input: RouteInput<B, Q, P> = {
        ctx,
        actor: request.actor,
        lang: request.lang,
        requestId: requestIdOf(request, idempotent),
        params: parse<P>(options.params as P, request.params, 'địa chỉ'),
        query: parse<Q>(options.query as Q, request.query, 'địa chỉ'),
        body: parse<B>(options.body as B, request.body ?? {}, 'nội dung gửi lên'),
        request,
        reply,
      };
      const answer = await options.handler(input);
      return reply.code(status).send(answer);
    },
  });
}
