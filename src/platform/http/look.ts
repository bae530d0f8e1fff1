/** How a citizen wants our pages to look: kept in one cookie of the browser, changed by two buttons at the foot, without script. */
import type { FastifyRequest } from 'fastify';

/** Larger type and targets; black on white with strong lines. */
export interface Look {
  readonly large: boolean;
  readonly contrast: boolean;
}

/** Name of the cookie: letters for what is switched on. Nothing of a person. */
export const LOOK_COOKIE = 'look';
/** The look that the browser of a request asks for. */
export function lookOf(request: Pick<FastifyRequest, 'cookies'>): Look {
  const kept = request.cookies[LOOK_COOKIE] ?? '';
  return { large: kept.includes('l'), contrast: kept.includes('c') };
}
