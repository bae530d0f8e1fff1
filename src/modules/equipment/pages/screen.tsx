import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { Button, ButtonLink } from '#ui/components.ts';
import { type CentreFace, DeviceLayout } from '#ui/layout.tsx';
import { findPairing, openPairing, PAIRING_MINUTES, type PairingView } from '../commands/pair-device.ts';
import { pageMessages } from './messages.ts';

const PATH = '/ghep-may';
const COOKIE = 'ghep';
/** Codes that one address may ask for in a minute. */
const ASKS = 6;

interface ScreenProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly pairing: PairingView;
  /** Whether the screen had a code that ran out. */
  readonly expired: boolean;
}

function Code({ pairing, lang }: { pairing: Extract<PairingView, { state: 'waiting' }>; lang: Lang }) {
  const t = pageMessages(lang);
  return (
    <div class="stack" data-pairing={pairing.topic}>
      <p>{t('screen.code')}</p>
      <p class="ticket-number">{`${pairing.code.slice(0, 4)} ${pairing.code.slice(4)}`}</p>
      <p>{t('screen.how', { time: formatTime(toLocal(pairing.expiresAt)) })}</p>
      <p class="soft">{t('screen.wait')}</p>
      <p>
        <ButtonLink look="primary" href={PATH}>
          {t('screen.next')}
        </ButtonLink>
      </p>
    </div>
  );
}

function ScreenPage({ lang, centre, pairing, expired }: ScreenProps) {
  const t = pageMessages(lang);
  return (
    <DeviceLayout
      title={t('screen.title')}
      lang={lang}
      kind="kiosk"
      centre={centre}
      islands={['equipment/pairing.js']}
    >
      <div class="page-head">
        <h1>{t('screen.title')}</h1>
        <p class="page-why">{t('screen.why')}</p>
      </div>
      {pairing.state === 'waiting' ? (
        <Code pairing={pairing} lang={lang} />
      ) : (
        <form method="post" action={PATH} class="stack">
          {expired ? <p role="status">{t('screen.gone')}</p> : null}
          <p>
            <Button look="primary" wide>
              {t('screen.start')}
            </Button>
          </p>
        </form>
      )}
    </DeviceLayout>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { lang, actor } = request;
  const token = request.cookies[COOKIE];
  const pairing = await findPairing(ctx, token);
  if (pairing.state === 'claimed' && token !== undefined) {
    reply.clearCookie(COOKIE, { path: PATH });
    // From here it is the same as an enrolment by link: the token becomes the device's cookie.
    return reply.redirect(`/thiet-bi/${token}`, 303);
  }
  const { name } = await getCentre(ctx, actor.centreId);
  return reply.html(
    <ScreenPage
      lang={lang}
      centre={{ name }}
      pairing={pairing}
      expired={token !== undefined && pairing.state === 'gone'}
    />,
  );
}

/** Mounts /ghep-may, which a kiosk or board opens to be let in. Works without script, by a button. */
export function mountScreen(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: PATH, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: PATH,
    perMinute: ASKS,
    async handler(request, reply) {
      const { token } = await openPairing(ctx, request.actor);
      reply.setCookie(COOKIE, token, {
        path: PATH,
        httpOnly: true,
        sameSite: 'strict',
        secure: ctx.config.publicUrl.startsWith('https:'),
        // Longer than the code, so that the page can say that it ran out.
        maxAge: 2 * PAIRING_MINUTES * 60,
      });
      return reply.redirect(PATH, 303);
    },
  });
}
