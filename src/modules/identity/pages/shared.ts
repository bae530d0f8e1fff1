import type { FastifyRequest } from 'fastify';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import type { CentreFace } from '#ui/layout.tsx';
import { requireStaff } from '../queries.ts';
import type { Refused } from './sign-in-views.tsx';

/** What every officers' page of this module needs. */
export interface PageFrame {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace | undefined;
}

/** The frame of the request's page. @throws Problem `unauthenticated` */
export async function frameOf(ctx: AppContext, request: FastifyRequest): Promise<PageFrame> {
  const actor = requireStaff(request.actor);
  return { actor, lang: request.lang, centre: await findCentreFace(ctx, actor.centreId) };
}

/** What to show in the form again, when a command refused what was typed. Other errors go on. */
export function refusedBy(error: unknown): Refused {
  if (isProblem(error, 'validation') || isProblem(error, 'conflict') || isProblem(error, 'locked')) {
    const { details }: Problem = error;
    return { detail: details.detail, fields: details.fields ?? [] };
  }
  throw error;
}

/** A short name for the browser of a session: "Firefox, Windows". Good enough to recognise the own machine. */
export function machineName(userAgent: string): string | undefined {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1];
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const parts = [browser, system].filter((part) => part !== undefined).map((part) => names[part] ?? part);
  return parts.length > 0 ? parts.join(', ') : undefined;
}
