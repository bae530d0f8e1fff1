import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { beginSignOn } from '../commands/sign-on/begin.ts';
import { finishStaffSignOn } from '../commands/sign-on/staff.ts';
import { originOf, SIGN_ON_COOKIES, setSignOnCookie } from '../cookies.ts';
import { signOnOffer } from '../queries/sign-on.ts';
import { safeReturnPath } from '../rules/session.ts';
import { ownAddress, SIGN_ON_PATHS } from './leave-provider.tsx';
import { goOn } from './sign-in.tsx';
import { SignInView } from './sign-in-views.tsx';

const PER_MINUTE = 600;

const Query = z.object({ tiep: z.string().optional().catch(undefined) });

/** Where officers link their account. */
export const LINKS = '/can-bo/tai-khoan/lien-ket';

/** Mounts the officers' sign-on: the way there, the way back, linking. All by addresses, without script. */
export function signOnPages(app: FastifyInstance, ctx: AppContext): void {
  const refused = async (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    if (!isProblem(error)) {
      throw error;
    }
    return reply.html(
      <SignInView
        lang={request.lang}
        centre={await findCentreFace(ctx, request.actor.centreId)}
        returnTo={safeReturnPath(Query.parse(request.query).tiep)}
        refused={{ detail: error.details.detail, fields: [] }}
        username=""
        signedOut={false}
        signOn={await signOnOffer(ctx, request.actor, 'staff')}
      />,
      error.status,
    );
  };

  const begin = async (
    request: FastifyRequest,
    reply: FastifyReply,
    purpose: 'sign-in' | 'link',
    returnTo: string,
  ) => {
    const redirectUri = ownAddress(ctx, request, SIGN_ON_PATHS.staff.back);
    const begun = await beginSignOn(ctx, request.actor, {
      audience: 'staff',
      purpose,
      redirectUri,
      returnTo,
    });
    setSignOnCookie(ctx, reply, 'staff', begun.browserToken);
    return reply.header('cache-control', 'no-store').redirect(begun.url, 303);
  };

  page(app, {
    url: '/dang-nhap/tai-khoan-tinh',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const returnTo = safeReturnPath(Query.parse(request.query).tiep);
      if (isStaff(request.actor)) {
        return reply.redirect(returnTo, 303);
      }
      try {
        return await begin(request, reply, 'sign-in', returnTo);
      } catch (error) {
        return refused(request, reply, error);
      }
    },
  });

  page(app, {
    url: `${LINKS}/bat-dau`,
    perMinute: PER_MINUTE,
    handler: (request, reply) => begin(request, reply, 'link', `${LINKS}?xong=lien-ket`),
  });

  page(app, {
    url: SIGN_ON_PATHS.staff.back,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const url = new URL(request.url, ctx.config.publicUrl);
      try {
        const browser = request.cookies[SIGN_ON_COOKIES.staff];
        const done = await finishStaffSignOn(ctx, request.actor, browser, url, originOf(request));
        return done.kind === 'linked'
          ? reply.redirect(done.returnTo, 303)
          : goOn(ctx, reply, done.opened, done.returnTo);
      } catch (error) {
        return refused(request, reply, error);
      }
    },
  });

  page(app, {
    url: SIGN_ON_PATHS.staff.out,
    handler: async (_request, reply) => reply.redirect('/dang-nhap?ra=1', 303),
  });
}
