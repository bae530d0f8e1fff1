import type { FastifyInstance, FastifyRequest } from 'fastify';
import { useContext } from 'preact/hooks';
import { z } from 'zod';
import { FrameContext } from '#platform/http/frame.ts';
import { LOOK_COOKIE, lookOf } from '#platform/http/look.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { uiMessages } from './messages.ts';

/** Where the buttons at the foot are posted to. */
const LOOK_PATH = '/hien-thi';

const Press = z.object({
  'co-chu': z.enum(['lon', 'thuong']).optional().catch(undefined),
  mau: z.enum(['dam', 'thuong']).optional().catch(undefined),
});

/** The page of ours that the button stood on; the home page where the browser does not say. */
function pageBefore(request: FastifyRequest): string {
  const { referer } = request.headers;
  if (referer === undefined || !URL.canParse(referer)) {
    return '/';
  }
  const { host, pathname, search } = new URL(referer);
  return host === request.host && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}

/** Mounts the one address that changes the look of citizens' pages and leads back. */
export function mountLook(app: FastifyInstance): void {
  page(app, {
    method: 'POST',
    url: LOOK_PATH,
    async handler(request, reply) {
      const { 'co-chu': size, mau } = Press.parse(request.body ?? {});
      const now = lookOf(request);
      const large = size === undefined ? now.large : size === 'lon';
      const contrast = mau === undefined ? now.contrast : mau === 'dam';
      reply.setCookie(LOOK_COOKIE, `${large ? 'l' : ''}${contrast ? 'c' : ''}` || '-', {
        path: '/',
        sameSite: 'lax',
        httpOnly: true,
        maxAge: 31_536_000,
        secure: request.protocol === 'https',
      });
      return reply.redirect(pageBefore(request), 303);
    },
  });
}

/** Two buttons for every citizens' page: larger type, stronger contrast; each says what a press does. */
export function LookButtons({ lang }: { lang: Lang }) {
  const t = uiMessages(lang);
  const { large = false, contrast = false } = useContext(FrameContext).look ?? {};
  return (
    <form method="post" action={LOOK_PATH} class="look no-print">
      <button class="btn btn-quiet" type="submit" name="co-chu" value={large ? 'thuong' : 'lon'}>
        {t(large ? 'typeNormal' : 'typeLarge')}
      </button>
      <button class="btn btn-quiet" type="submit" name="mau" value={contrast ? 'thuong' : 'dam'}>
        {t(contrast ? 'contrastNormal' : 'contrastHigh')}
      </button>
    </form>
  );
}

/**
 * Offers to read the page aloud; hidden until the browser has a voice. Wants the island `ui/read-aloud.js`. `lang` is the language of what
 * is read, `label` that of the button where it is another one.
 */
export function ReadAloud({ lang, label = lang }: { lang: Lang; label?: Lang }) {
  const t = uiMessages(label);
  return (
    <button
      class="btn no-print"
      type="button"
      data-voice={lang}
      data-read={t('readAloud')}
      data-stop={t('stopReading')}
      aria-pressed="false"
      hidden
    >
      {t('readAloud')}
    </button>
  );
}
