import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ROLES } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { confirmSecondFactor } from './commands/second-factor.ts';
import { signIn } from './commands/sign-in.ts';
import { signOut } from './commands/sign-out.ts';
import { clearSessionCookie, originOf, SESSION_COOKIE, setSessionCookie } from './cookies.ts';
import { requireStaff } from './queries.ts';
import { SecondFactorInput, SignInInput } from './schema.ts';

const Me = z
  .object({
    accountId: z.uuid(),
    centreId: z.uuid(),
    unitId: z.uuid(),
    displayName: z.string(),
    position: z.string(),
    roles: z.array(z.enum(ROLES)),
  })
  .describe('The signed-in officer');

const Stage = z
  .object({ stage: z.enum(['second-factor', 'new-password', 'full']) })
  .describe('What the session still lacks; `full` means signed in');

const POSTS_PER_MINUTE = 1_200;

/** Mounts /api/v1/session (sign in, finish with a code, sign out) and /api/v1/me. */
export function identityApi(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/session',
    summary: 'Sign in with name and password; the answer sets the session cookie',
    tags: ['identity'],
    body: SignInInput,
    reply: Stage,
    status: 201,
    perMinute: POSTS_PER_MINUTE,
    async handler({ actor, body, request, reply }) {
      const opened = await signIn(ctx, actor.centreId, body, originOf(request));
      setSessionCookie(ctx, reply, opened.token, opened.session);
      return { stage: opened.session.stage };
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/session/second-factor',
    summary: 'Finish signing in with the code of the authenticator or a recovery code',
    tags: ['identity'],
    body: SecondFactorInput,
    reply: Stage,
    perMinute: POSTS_PER_MINUTE,
    async handler({ body, request, reply }) {
      const opened = await confirmSecondFactor(ctx, request.cookies[SESSION_COOKIE], body, originOf(request));
      setSessionCookie(ctx, reply, opened.token, opened.session);
      return { stage: opened.session.stage };
    },
  });
  route(app, ctx, {
    method: 'DELETE',
    url: '/api/v1/session',
    summary: 'Sign out',
    tags: ['identity'],
    reply: z.object({ signedOut: z.literal(true) }),
    async handler({ request, reply }) {
      await signOut(ctx, request.cookies[SESSION_COOKIE]);
      clearSessionCookie(ctx, reply);
      return { signedOut: true as const };
    },
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/me',
    summary: 'Who is signed in, by session or bearer token',
    tags: ['identity'],
    reply: Me,
    async handler({ actor }) {
      const { accountId, centreId, unitId, displayName, position, roles } = requireStaff(actor);
      return { accountId, centreId, unitId, displayName, position, roles: [...roles] };
    },
  });
}
