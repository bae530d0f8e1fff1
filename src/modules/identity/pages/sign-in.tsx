import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { replaceOneTimePassword } from '../commands/change-password.ts';
import type { OpenedSession } from '../commands/open-session.ts';
import { confirmSecondFactor } from '../commands/second-factor.ts';
import { signIn } from '../commands/sign-in.ts';
import { signOut } from '../commands/sign-out.ts';
import { clearSessionCookie, originOf, SESSION_COOKIE, setSessionCookie } from '../cookies.ts';
import { signOnOffer } from '../queries/sign-on.ts';
import { findUnfinished } from '../queries.ts';
import { safeReturnPath } from '../rules/session.ts';
import { ChangePasswordInput, SecondFactorInput, type SessionStage, SignInInput } from '../schema.ts';
import { leaveProvider } from './leave-provider.tsx';
import { NewPasswordView, type Refused, SecondFactorView, SignInView } from './sign-in-views.tsx';

/** Posts a minute and address: above what 500 people behind one address need, below what a flood sends. */
const POSTS_PER_MINUTE = 1_200;

const Query = z.object({
  tiep: z.string().optional().catch(undefined),
  ra: z.string().optional().catch(undefined),
});

const PATH_OF = {
  'second-factor': '/dang-nhap/ma-xac-thuc',
  'new-password': '/dang-nhap/mat-khau-moi',
} as const satisfies Record<Exclude<SessionStage, 'full'>, string>;

const STATUS = { unauthenticated: 401, locked: 423, 'rate-limited': 429 } as const;

function statusOf(problem: Problem): number {
  return problem.code in STATUS ? problem.status : 422;
}

function refusedOf(problem: Problem): Refused {
  return { detail: problem.details.detail, fields: problem.details.fields ?? [] };
}

function returnToOf(request: FastifyRequest): string {
  const query = Query.parse(request.query).tiep;
  const posted = formValues(request.body)['tiep'];
  return safeReturnPath(typeof posted === 'string' ? posted : query);
}

/** Sends the browser where its session leads: the next step of signing in, or the page it wanted. */
export function goOn(
  ctx: AppContext,
  reply: FastifyReply,
  opened: OpenedSession,
  returnTo: string,
): FastifyReply {
  setSessionCookie(ctx, reply, opened.token, opened.session);
  const { stage } = opened.session;
  return reply.redirect(
    stage === 'full' ? returnTo : `${PATH_OF[stage]}?tiep=${encodeURIComponent(returnTo)}`,
    303,
  );
}

/** Mounts /dang-nhap with its two further steps, and signing out. All work without script. */
export function signInPages(app: FastifyInstance, ctx: AppContext): void {
  const shared = async (request: FastifyRequest) => ({
    lang: request.lang,
    centre: await findCentreFace(ctx, request.actor.centreId),
    returnTo: returnToOf(request),
  });

  // Who opens an officers' page without being signed in is asked to sign in and then gets that page.
  app.addHook('onRequest', async (request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (wantsPage && /^\/can-bo(?:[/?]|$)/.test(request.url) && !isStaff(request.actor)) {
      return reply.redirect(`/dang-nhap?tiep=${encodeURIComponent(request.url)}`, 303);
    }
  });

  page(app, {
    url: '/dang-nhap',
    async handler(request, reply) {
      const view = await shared(request);
      if (isStaff(request.actor)) {
        return reply.redirect(view.returnTo, 303);
      }
      return reply.html(
        <SignInView
          {...view}
          username=""
          signedOut={Query.parse(request.query).ra !== undefined}
          signOn={await signOnOffer(ctx, request.actor, 'staff')}
        />,
      );
    },
  });

  page(app, {
    method: 'POST',
    url: '/dang-nhap',
    perMinute: POSTS_PER_MINUTE,
    async handler(request, reply) {
      const form = parseForm(SignInInput, request.body);
      const typed = formValues(request.body)['username'];
      const again = async (refused: Refused, status: number) =>
        reply.html(
          <SignInView
            {...(await shared(request))}
            refused={refused}
            username={typeof typed === 'string' ? typed : ''}
            signedOut={false}
            signOn={await signOnOffer(ctx, request.actor, 'staff')}
          />,
          status,
        );
      if (!form.ok) {
        return again({ detail: '', fields: form.fields }, 422);
      }
      try {
        const opened = await signIn(ctx, request.actor.centreId, form.data, originOf(request));
        return goOn(ctx, reply, opened, returnToOf(request));
      } catch (error) {
        if (isProblem(error)) {
          return again(refusedOf(error), statusOf(error));
        }
        throw error;
      }
    },
  });

  stepPages(app, ctx, shared);

  page(app, {
    method: 'POST',
    url: '/can-bo/dang-xuat',
    async handler(request, reply) {
      await signOut(ctx, request.cookies[SESSION_COOKIE]);
      clearSessionCookie(ctx, reply);
      return leaveProvider(ctx, request, reply, 'staff', '/dang-nhap?ra=1');
    },
  });
}

type Shared = (request: FastifyRequest) => Promise<Parameters<typeof SecondFactorView>[0]>;

const STEPS = [
  {
    stage: 'second-factor',
    View: SecondFactorView,
    async run(ctx: AppContext, request: FastifyRequest): Promise<OpenedSession | Refused> {
      const form = parseForm(SecondFactorInput, request.body);
      return form.ok
        ? confirmSecondFactor(ctx, request.cookies[SESSION_COOKIE], form.data, originOf(request))
        : { detail: '', fields: form.fields };
    },
  },
  {
    stage: 'new-password',
    View: NewPasswordView,
    async run(ctx: AppContext, request: FastifyRequest): Promise<OpenedSession | Refused> {
      const form = parseForm(ChangePasswordInput, request.body);
      return form.ok
        ? replaceOneTimePassword(ctx, request.cookies[SESSION_COOKIE], form.data, originOf(request))
        : { detail: '', fields: form.fields };
    },
  },
] as const;

/** The code of the authenticator, and the own password in place of a one-time one: each a page and its post. */
function stepPages(app: FastifyInstance, ctx: AppContext, shared: Shared): void {
  for (const { stage, View, run } of STEPS) {
    const url = PATH_OF[stage];
    page(app, {
      url,
      async handler(request, reply) {
        const live = await findUnfinished(ctx, request.cookies[SESSION_COOKIE]);
        return live?.session.stage === stage
          ? reply.html(<View {...(await shared(request))} />)
          : reply.redirect(`/dang-nhap?tiep=${encodeURIComponent(returnToOf(request))}`, 303);
      },
    });
    page(app, {
      method: 'POST',
      url,
      perMinute: POSTS_PER_MINUTE,
      async handler(request, reply) {
        const again = async (refused: Refused, status: number) =>
          reply.html(<View {...(await shared(request))} refused={refused} />, status);
        try {
          const result = await run(ctx, request);
          return 'token' in result ? goOn(ctx, reply, result, returnToOf(request)) : again(result, 422);
        } catch (error) {
          if (!isProblem(error)) {
            throw error;
          }
          if (error.code === 'unauthenticated') {
            clearSessionCookie(ctx, reply);
            return reply.redirect(`/dang-nhap?tiep=${encodeURIComponent(returnToOf(request))}`, 303);
          }
          return again(refusedOf(error), statusOf(error));
        }
      },
    });
  }
}
