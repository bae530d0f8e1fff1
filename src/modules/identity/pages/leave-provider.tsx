import type { FastifyReply, FastifyRequest } from 'fastify';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { ButtonLink } from '#ui/components.ts';
import { CitizenLayout, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { endAtProvider } from '../commands/sign-on/sign-out.ts';
import { clearSignOnCookies, SIGN_ON_COOKIES } from '../cookies.ts';
import { signOnPageMessages } from '../messages-sign-on-pages.ts';
import type { Audience } from '../schema/sign-on.ts';

/** Pages that a provider sends browsers to; they are registered there. */
export const SIGN_ON_PATHS = {
  staff: { back: '/dang-nhap/tai-khoan-tinh/ve', out: '/dang-nhap/tai-khoan-tinh/ra' },
  citizen: { back: '/cong-dan/dang-nhap/ve', out: '/cong-dan/dang-xuat/xong' },
} as const satisfies Record<Audience, { readonly back: string; readonly out: string }>;

/** The address by which this browser knows us: the scheme that is configured, the host it asked. */
export function ownAddress(ctx: AppContext, request: FastifyRequest, path: string): string {
  const scheme = new URL(ctx.config.publicUrl).protocol;
  return new URL(path, `${scheme}//${request.host}`).href;
}

/**
 * After signing out here: goes on to the provider's sign-out where this browser signed on by it, else to `done`. A page with a refresh, not
 * a redirect: our own rule (`form-action 'self'`) lets no form end at a foreign address.
 */
export async function leaveProvider(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  audience: Audience,
  done: string,
): Promise<FastifyReply> {
  const returnTo = ownAddress(ctx, request, SIGN_ON_PATHS[audience].out);
  const url = await endAtProvider(ctx, audience, request.cookies[SIGN_ON_COOKIES[audience]], returnTo);
  clearSignOnCookies(ctx, reply, audience);
  if (url === undefined) {
    return reply.redirect(done, 303);
  }
  const { lang } = request;
  const t = signOnPageMessages(lang);
  const centre = await findCentreFace(ctx, request.actor.centreId);
  const body = (
    <>
      <PageHead title={t('leave-title')} why={t('leave-why')} />
      <p>
        <ButtonLink look="primary" href={url}>
          {t('leave-go')}
        </ButtonLink>
      </p>
    </>
  );
  return reply.header('refresh', `0; url=${url}`).html(
    audience === 'staff' ? (
      <OfficerLayout title={t('leave-title')} lang={lang} actor={null} centre={centre}>
        {body}
      </OfficerLayout>
    ) : (
      <CitizenLayout title={t('leave-title')} lang={lang} centre={centre ?? { name: 'Một Cửa' }}>
        {body}
      </CitizenLayout>
    ),
  );
}
