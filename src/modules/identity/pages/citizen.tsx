import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { ButtonLink, Notice } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { beginSignOn } from '../commands/sign-on/begin.ts';
import { finishCitizenSignOn, signCitizenOut } from '../commands/sign-on/citizen.ts';
import { CITIZEN_COOKIE, originOf, SIGN_ON_COOKIES, setCitizenCookie, setSignOnCookie } from '../cookies.ts';
import { signOnPageMessages } from '../messages-sign-on-pages.ts';
import { findKioskCode, findSignedInCitizen, signOnOffer } from '../queries/sign-on.ts';
import { safeReturnPath } from '../rules/session.ts';
import { leaveProvider, ownAddress, SIGN_ON_PATHS } from './leave-provider.tsx';

const SIGN_IN = '/cong-dan/dang-nhap';
const MINE = '/cua-toi';
const PER_MINUTE = 120;

const Query = z.object({
  tiep: z.string().optional().catch(undefined),
  'ki-ot': z.string().max(100).optional().catch(undefined),
  ra: z.string().optional().catch(undefined),
});
const Params = z.object({ token: z.string().max(100) });

/** Mounts the citizens' sign-on: the page that offers it, the way there and back, signing out, and the phone's part of the kiosk. */
export function citizenPages(app: FastifyInstance, ctx: AppContext): void {
  const frame = async (
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    why: string | undefined,
    body: ComponentChildren,
    status = 200,
  ) => {
    const centre = (await findCentreFace(ctx, request.actor.centreId)) ?? { name: 'Một Cửa' };
    return reply.header('referrer-policy', 'no-referrer').html(
      <CitizenLayout title={title} lang={request.lang} centre={centre}>
        <div class="measure stack">
          <PageHead title={title} why={why} />
          {body}
        </div>
      </CitizenLayout>,
      status,
    );
  };

  const offerPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    notice: ComponentChildren,
    status = 200,
  ) => {
    const t = signOnPageMessages(request.lang);
    const offer = await signOnOffer(ctx, request.actor, 'citizen');
    const next = safeReturnPath(Query.parse(request.query).tiep, MINE);
    return frame(
      request,
      reply,
      t('citizen-title'),
      t('citizen-why'),
      <>
        {notice}
        {offer === 'on' ? (
          <p>
            <ButtonLink look="primary" href={`${SIGN_IN}/bat-dau?tiep=${encodeURIComponent(next)}`}>
              {t('citizen-go')}
            </ButtonLink>
          </p>
        ) : (
          <Notice title={t(`citizen-${offer}`)} />
        )}
        <p class="soft small">{t('citizen-private')}</p>
        <p>
          <a href="/tra-cuu">{t('to-lookup')}</a>
        </p>
      </>,
      status,
    );
  };

  const refused = async (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    if (!isProblem(error)) {
      throw error;
    }
    return offerPage(
      request,
      reply,
      <Notice tone="late" role="alert" title={error.details.detail} />,
      error.status,
    );
  };

  page(app, {
    url: SIGN_IN,
    async handler(request, reply) {
      const query = Query.parse(request.query);
      if (await findSignedInCitizen(ctx, request.cookies[CITIZEN_COOKIE])) {
        return reply.redirect(safeReturnPath(query.tiep, MINE), 303);
      }
      const t = signOnPageMessages(request.lang);
      const out = query.ra === undefined ? null : <Notice tone="ok" role="status" title={t('citizen-out')} />;
      return offerPage(request, reply, out);
    },
  });

  page(app, {
    url: `${SIGN_IN}/bat-dau`,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const query = Query.parse(request.query);
      const phoneToken = query['ki-ot'];
      try {
        const begun = await beginSignOn(ctx, request.actor, {
          audience: 'citizen',
          purpose: phoneToken === undefined ? 'sign-in' : 'kiosk',
          redirectUri: ownAddress(ctx, request, SIGN_ON_PATHS.citizen.back),
          returnTo: safeReturnPath(query.tiep, MINE),
          phoneToken,
        });
        setSignOnCookie(ctx, reply, 'citizen', begun.browserToken);
        return reply.header('cache-control', 'no-store').redirect(begun.url, 303);
      } catch (error) {
        return refused(request, reply, error);
      }
    },
  });

  page(app, {
    url: SIGN_ON_PATHS.citizen.back,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const url = new URL(request.url, ctx.config.publicUrl);
      try {
        const browser = request.cookies[SIGN_ON_COOKIES.citizen];
        const done = await finishCitizenSignOn(ctx, browser, url, originOf(request));
        if (done.kind === 'kiosk') {
          const t = signOnPageMessages(request.lang);
          return frame(request, reply, t('phone-done'), t('phone-done-why'), null);
        }
        setCitizenCookie(ctx, reply, done.token);
        return reply.redirect(done.returnTo, 303);
      } catch (error) {
        return refused(request, reply, error);
      }
    },
  });

  page(app, {
    method: 'POST',
    url: '/cong-dan/dang-xuat',
    async handler(request, reply) {
      await signCitizenOut(ctx, request.cookies[CITIZEN_COOKIE]);
      reply.clearCookie(CITIZEN_COOKIE, { path: '/' });
      return leaveProvider(ctx, request, reply, 'citizen', `${SIGN_IN}?ra=1`);
    },
  });
  page(app, {
    url: SIGN_ON_PATHS.citizen.out,
    handler: async (_request, reply) => reply.redirect(`${SIGN_IN}?ra=1`, 303),
  });

  page(app, {
    url: '/vneid/:token',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { token } = Params.parse(request.params);
      const t = signOnPageMessages(request.lang);
      const code = await findKioskCode(ctx, token);
      return code === undefined
        ? frame(request, reply, t('phone-title'), undefined, <Notice title={t('phone-gone')} />, 410)
        : frame(
            request,
            reply,
            t('phone-title'),
            t('phone-why'),
            <>
              <p class="code sentence">{code}</p>
              <p>
                <ButtonLink look="primary" href={`${SIGN_IN}/bat-dau?ki-ot=${encodeURIComponent(token)}`}>
                  {t('phone-go')}
                </ButtonLink>
              </p>
              <p class="soft">{t('phone-warn')}</p>
            </>,
          );
    },
  });
}
