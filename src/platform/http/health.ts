import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { AppContext } from '../context.ts';
import { Problem } from '../errors.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * `/healthz`: the process answers. `/readyz`: the database answers too. `/metrics`: Prometheus text with request
 * durations by route, only for callers on this machine.
 */
export function mountHealth(app: FastifyInstance, ctx: AppContext): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer, by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    durations.observe(
      { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1_000,
    );
  });
  app.get('/healthz', { schema: { hide: true }, logLevel: 'silent' }, async () => ({ ok: true }));
  app.get('/readyz', { schema: { hide: true }, logLevel: 'silent' }, async () => {
    try {
      await sql`select 1`.execute(ctx.db);
    } catch {
      throw new Problem('unavailable', { detail: 'Cơ sở dữ liệu chưa sẵn sàng.', retryAfter: 5 });
    }
    return { ok: true };
  });
  app.get('/metrics', { schema: { hide: true }, logLevel: 'silent' }, async (request, reply) => {
    if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) {
      throw new Problem('not-found', { detail: 'Không có trang này.' });
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
