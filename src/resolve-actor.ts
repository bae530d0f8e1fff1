import type { FastifyRequest } from 'fastify';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';

/** Who asks: nobody in particular, until the module `identity` says better. */
export function resolveActor(_ctx: AppContext): (request: FastifyRequest) => Promise<Actor> {
  return async () => ({ kind: 'public', centreId: '' });
}
