import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import type { Session } from './schema.ts';

/** Cookie of a signed-in browser. */
export const SESSION_COOKIE = 'session';
/** Cookie of an enrolled kiosk or board. */
export const DEVICE_COOKIE = 'device';

/** Cookie of a citizen who signed in by VNeID. */
export const CITIZEN_COOKIE = 'cong_dan';
/** Cookies of a sign-on under way, and afterwards of what it takes to sign out at the provider. */
export const SIGN_ON_COOKIES = { staff: 'sso', citizen: 'sso_dan' } as const;

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

/** Binds a sign-on to the browser that begins it. */
export function setSignOnCookie(
  ctx: AppContext,
  reply: FastifyReply,
  audience: keyof typeof SIGN_ON_COOKIES,
  token: string,
): void {
  reply.setCookie(SIGN_ON_COOKIES[audience], token, { ...attributes(ctx), maxAge: 12 * 3_600 });
}

/** Gives a citizen's browser its session; it ends with the browser, and in the database sooner. */
export function setCitizenCookie(ctx: AppContext, reply: FastifyReply, token: string): void {
  reply.setCookie(CITIZEN_COOKIE, token, attributes(ctx));
}

/** Takes the sign-on, and with it a citizen's session, away from the browser. */
export function clearSignOnCookies(
  ctx: AppContext,
  reply: FastifyReply,
  audience: keyof typeof SIGN_ON_COOKIES,
): void {
  reply.clearCookie(SIGN_ON_COOKIES[audience], attributes(ctx));
  if (audience === 'citizen') {
    reply.clearCookie(CITIZEN_COOKIE, attributes(ctx));
  }
}

/** Makes the browser a device of the hall until the enrolment is revoked. */
export function setDeviceCookie(ctx: AppContext, reply: FastifyReply, token: string): void {
  reply.setCookie(DEVICE_COOKIE, token, { ...attributes(ctx), maxAge: DEVICE_YEARS * 365 * 86_400 });
}

/** Where a request comes from, for the sign-in log. */
export function originOf(request: FastifyRequest): { readonly ip: string; readonly userAgent: string } {
  return { ip: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 300) };
}
