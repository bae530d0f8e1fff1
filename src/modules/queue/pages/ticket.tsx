import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatTime, localDay } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { Button, ButtonLink, Fold } from '#ui/components.ts';
import { type CentreFace, CitizenLayout } from '#ui/layout.tsx';
import { giveUpTicket } from '../commands/give-up.ts';
import { findMatter, type Matter } from '../procedure.ts';
import { getTicketView } from '../queries.ts';
import type { TicketView } from '../schema.ts';
import { messages } from './messages.ts';
import { PaperList } from './steps.tsx';
import { TicketFace } from './ticket-face.tsx';

const Params = z.object({ token: z.string().min(16).max(64) });

interface Loaded {
  readonly ticket: TicketView;
  readonly matter: Matter | undefined;
  readonly centre: CentreFace;
  readonly today: string;
  readonly takenAt: string;
  /** Where the holder follows the ticket, for the QR code. */
  readonly address: string;
}

async function load(ctx: AppContext, request: FastifyRequest): Promise<Loaded> {
  const { token } = Params.parse(request.params);
  const ticket = await getTicketView(ctx, request.actor, token);
  const centre = await getCentre(ctx, request.actor.centreId);
  return {
    ticket,
    matter: await findMatter(ctx, request.actor, ticket.procedureCode ?? undefined),
    centre: { name: centre.name, address: centre.address ?? undefined, phone: centre.phone ?? undefined },
    today: localDay(ctx.clock.now()).toString(),
    takenAt: formatTime(Temporal.PlainDateTime.from(ticket.issuedAt.slice(0, 16))),
    address: `${ctx.config.publicUrl}/phieu/${ticket.token}`,
  };
}

function GiveUp({ token, lang }: { token: string; lang: 'vi' | 'en' }) {
  const t = messages(lang);
  return (
    <Fold title={t('ticket.give-up')} id="bo-so">
      <p>{t('ticket.give-up.sure')}</p>
      <form method="post" action={`/phieu/${token}/bo-so`}>
        <Button look="danger">{t('ticket.give-up')}</Button>
      </form>
    </Fold>
  );
}

function PhonePage({ loaded, request }: { loaded: Loaded; request: FastifyRequest }) {
  const { ticket, matter } = loaded;
  const { lang } = request;
  const t = messages(lang);
  const over = ticket.state === 'done' || ticket.state === 'cancelled' || ticket.day !== loaded.today;
  return (
    <CitizenLayout
      title={`${ticket.number}`}
      lang={lang}
      centre={loaded.centre}
      islands={['queue/ticket.js']}
    >
      <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
      <div class="measure stack" data-live-topics={`hall:${request.actor.centreId}`}>
        <div class="stack" data-live-region="ticket" aria-live="polite">
          <TicketFace
            ticket={ticket}
            today={loaded.today}
            takenAt={loaded.takenAt}
            lang={lang}
            need={matter?.name ?? ticket.group.name}
          />
          {ticket.state === 'done' ? (
            <p>
              <ButtonLink look="primary" wide href={`/danh-gia/${ticket.token}`}>
                {t('ticket.rate')}
              </ButtonLink>
            </p>
          ) : null}
          {over ? (
            <p>
              <ButtonLink wide href="/lay-so">
                {t('ticket.again')}
              </ButtonLink>
            </p>
          ) : (
            <p class="soft small" data-live-note="">
              <a href={`/phieu/${ticket.token}`}>{t('ticket.refresh')}</a>
              <span data-when-live="" hidden>
                {t('ticket.live')}
              </span>
            </p>
          )}
        </div>
        <p class="notice notice-soon" data-offline="" hidden>
          {t('board.offline.why')}
        </p>
        {matter === undefined ? null : (
          <Fold title={t('ticket.bring')} open>
            <PaperList papers={matter.papers} door={{ lang }} />
          </Fold>
        )}
        <div data-live-region="give-up">
          {ticket.mayCancel ? <GiveUp token={ticket.token} lang={lang} /> : null}
        </div>
      </div>
    </CitizenLayout>
  );
}

/** The ticket on the phone, with its live place. The kiosk's is in `kiosk-ticket.tsx`. */
export function mountTicket(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/phieu/:token',
    handler: async (request, reply) =>
      reply.html(<PhonePage loaded={await load(ctx, request)} request={request} />),
  });
  page(app, {
    method: 'POST',
    url: '/phieu/:token/bo-so',
    handler: async (request, reply) => {
      const { token } = Params.parse(request.params);
      await giveUpTicket(ctx, request.actor, token);
      return reply.redirect(`/phieu/${token}`, 303);
    },
  });
}
