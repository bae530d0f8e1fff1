import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { beginKioskIdentity, phoneToken } from '#modules/identity/commands/sign-on/kiosk.ts';
import { findKioskIdentity, signOnOffer } from '#modules/identity/queries/sign-on.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { Button, ButtonLink, Notice } from '#ui/components.ts';
import { priorityByBirth } from '../rules/card-priority.ts';
import { type Door, DoorPage, doorUrl } from './door.tsx';
import { openDoor } from './door-load.ts';
import { kioskVneidMessages } from './kiosk-vneid-messages.ts';
import { Qr } from './ticket-face.tsx';

const PATH = '/vneid';
const PER_MINUTE = 30;
const Params = z.object({ token: z.string().max(100) });

type Identity = NonNullable<Awaited<ReturnType<typeof findKioskIdentity>>>;

/** The code to scan and the number to compare. */
function Waiting({ door, identity, url }: { door: Door; identity: Identity; url: string }) {
  const t = kioskVneidMessages(door.lang);
  return (
    <>
      <div class="kiosk-codes">
        <div class="kiosk-code">
          <Qr text={url} label={t('qr')} />
          <p class="small">{t('code')}</p>
          <p class="code sentence" data-code="">
            {identity.code}
          </p>
        </div>
      </div>
      <ol class="papers">
        <li>{t('step-1')}</li>
        <li>{t('step-2', { code: identity.code })}</li>
        <li>{t('step-3')}</li>
      </ol>
    </>
  );
}

/** Initials and the priority by age; the island takes the reason along, as after a card. */
function Greeting({ door, identity, today }: { door: Door; identity: Identity; today: string }) {
  const t = kioskVneidMessages(door.lang);
  const { birthDate, greeting } = identity;
  const reason = birthDate === null ? undefined : priorityByBirth(birthDate.toString(), today);
  const words = reason === 'elderly' || reason === 'child' ? reason : 'none';
  return (
    <div class="stack" data-vneid-priority={words === 'none' ? '' : words}>
      <h2>{t('hello', { name: greeting ?? '' })}</h2>
      <p>{t(words)}</p>
      <p class="door-go">
        <ButtonLink look="primary" href={doorUrl(door, '')}>
          {t('go')}
        </ButtonLink>
      </p>
    </div>
  );
}

function Begin({ door }: { door: Door }) {
  const t = kioskVneidMessages(door.lang);
  return (
    <form method="post" action={doorUrl(door, PATH)}>
      <p class="door-go">
        <Button look="primary">{t('begin')}</Button>
      </p>
    </form>
  );
}

/** Mounts identity by VNeID at the kiosk: a QR for the own phone, and a minute's greeting. */
export function mountKioskVneid(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `/kiosk${PATH}`,
    async handler(request, reply) {
      const { door } = await openDoor(ctx, request, '/kiosk');
      const t = kioskVneidMessages(door.lang);
      const ready =
        request.actor.kind === 'device' && (await signOnOffer(ctx, request.actor, 'citizen')) === 'on';
      return reply.html(
        <DoorPage door={door} title={t('title')} why={t('why')} back={doorUrl(door, '/dich-vu')}>
          {ready ? <Begin door={door} /> : <Notice title={t('absent')} />}
        </DoorPage>,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `/kiosk${PATH}`,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { door } = await openDoor(ctx, request, '/kiosk');
      const token = await beginKioskIdentity(ctx, request.actor);
      return reply.redirect(doorUrl(door, `${PATH}/${token}`), 303);
    },
  });
  const show = async (request: FastifyRequest, reply: FastifyReply) => {
    const { door } = await openDoor(ctx, request, '/kiosk');
    const t = kioskVneidMessages(door.lang);
    const { token } = Params.parse(request.params);
    const identity = await findKioskIdentity(ctx, request.actor, token);
    const phone = phoneToken(request.actor.centreId, token).text;
    const today = localDay(ctx.clock.now()).toString();
    return reply.html(
      <DoorPage door={door} title={t('title')} why={t('why')} back={doorUrl(door, PATH)}>
        <div data-live-topics={identity?.topic}>
          <div data-live-region="vneid" aria-live="polite">
            {identity === undefined ? (
              <>
                <Notice title={t('gone')} />
                <Begin door={door} />
              </>
            ) : identity.confirmedAt === null ? (
              <Waiting door={door} identity={identity} url={`${ctx.config.publicUrl}/vneid/${phone}`} />
            ) : (
              <Greeting door={door} identity={identity} today={today} />
            )}
          </div>
        </div>
      </DoorPage>,
      identity === undefined ? 410 : 200,
    );
  };
  page(app, { url: `/kiosk${PATH}/:token`, handler: show });
}
