import type { FastifyInstance } from 'fastify';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { setFrame } from '#platform/http/frame.ts';
import { findCentreFace } from '../queries.ts';

/** Tells the frame of every officers' page which centre it belongs to, so that no page has to. */
export function centreName(app: FastifyInstance, ctx: AppContext): void {
  app.addHook('preHandler', async (request) => {
    if (request.url.startsWith('/can-bo') && isStaff(request.actor)) {
      const centre = await findCentreFace(ctx, request.actor.centreId);
      setFrame(request, centre === undefined ? {} : { centre: centre.name });
    }
  });
}
