import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import type { Session } from './schema.ts';

/** Cookie of a signed-in browser. */
export const SESSION_COOKIE = 'session';
/** Cookie of an enrolled kiosk or board. */
export const DEVICE_COOKIE = 'device';

const DEVICE_YEARS = 5;

function attributes(ctx: AppContext) {
  // Lax: a link in a message leads into the page, but no foreign page can write (and writes are checked besides).
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: ctx.config.publicUrl.startsWith('https:'),
  } as const;
}

/** Gives the browser its session. The cookie lives as long as the session can; the database ends it sooner. */
export function setSessionCookie(
  ctx: AppContext,
  reply: FastifyReply,
  token: string,
  session: Session,
): void {
  const maxAge = session.stage === 'full' ? 12 * 3_600 : 600;
  reply.setCookie(SESSION_COOKIE, token, { ...attributes(ctx), maxAge });
}

/** Takes the session away from the browser. */
export function clearSessionCookie(ctx: AppContext, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, attributes(ctx));
}

/** Makes the browser a device of the hall until the enrolment is revoked. */
export function setDeviceCookie(ctx: AppContext, reply: FastifyReply, token: string): void {
  reply.setCookie(DEVICE_COOKIE, token, { ...attributes(ctx), maxAge: DEVICE_YEARS * 365 * 86_400 });
}

/** Where a request comes from, for the sign-in log. */
export function originOf(request: FastifyRequest): { readonly ip: string; readonly userAgent: string } {
  return { ip: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 300) };
}
