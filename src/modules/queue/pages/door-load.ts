import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { findOwnHelpCall } from '../queries-screens.ts';
import { IssueInput, Need } from '../schema.ts';
import type { Door } from './door.tsx';

const Query = z.object({
  q: z.string().trim().max(300).default('').catch(''),
  nhom: z.string().max(1).optional().catch(undefined),
  /** The whole posted list of the field instead of what is usual. */
  'tat-ca': z.literal('1').optional().catch(undefined),
  ten: z.string().max(120).optional().catch(undefined),
  'thu-tuc': IssueInput.shape.procedureCode.catch(undefined),
  can: Need.default('').catch(''),
  to: z.string().optional(),
});
/** What the address of a question holds: the answers so far. */
export type DoorQuery = z.output<typeof Query>;

/** The frame of a question for this request: kiosk or phone, language, elder mode, the kiosk's call for help. */
export async function openDoor(
  ctx: AppContext,
  request: FastifyRequest,
  base: Door['base'],
): Promise<{ door: Door; query: DoorQuery }> {
  const query = Query.parse(request.query);
  const { actor, lang } = request;
  const centre = await getCentre(ctx, actor.centreId);
  const kiosk = base === '/kiosk' && actor.kind === 'device' ? actor.deviceId : undefined;
  return {
    query,
    door: {
      base,
      lang,
      centre: { name: centre.name, address: centre.address ?? undefined, phone: centre.phone ?? undefined },
      large: query.to === '1',
      path: request.method === 'GET' ? request.url : base,
      hallTopic: `hall:${actor.centreId}`,
      help: kiosk === undefined ? undefined : { kiosk, call: await findOwnHelpCall(ctx, actor) },
    },
  };
}
