import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatTime, localDay } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { Button, ButtonLink, ErrorSummary, Fold, Notice, RequestId } from '#ui/components.ts';
import { KeptNote, letKeep } from '#ui/keep.tsx';
import { type CentreFace, CitizenLayout } from '#ui/layout.tsx';
import { giveUpTicket } from '../commands/give-up.ts';
import { stepBack } from '../commands/step-back.ts';
import { findMatter, type Matter } from '../procedure.ts';
import { getTicketView } from '../queries.ts';
import { hallDayTold } from '../queries-screens.ts';
import { NEAR } from '../rules/near.ts';
import { StepBackInput, type TicketView } from '../schema.ts';
import { messages } from './messages.ts';
import { PushOffer } from './push-offer.tsx';
import { PaperList } from './steps.tsx';
import { TicketFace } from './ticket-face.tsx';
import { ticketTexts } from './ticket-messages.ts';

/** How many people may be let go first at once. */
const STEPS_BACK = [1, 3, 5] as const;

const StepBackForm = StepBackInput.omit({ token: true });
const Params = z.object({ token: z.string().min(16).max(64) });

interface Loaded {
  readonly ticket: TicketView;
  readonly matter: Matter | undefined;
  readonly centre: CentreFace;
  readonly today: string;
  readonly takenAt: string;
  /** What the hall's day has to say to who still waits: lunch, closing. */
  readonly day: string | undefined;
  /** Has just let people go first. */
  readonly steppedBack: boolean;
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
    day: (await hallDayTold(ctx, request.actor, request.lang)).words,
    steppedBack: z.object({ lui: z.literal('1') }).safeParse(request.query).success,
    address: `${ctx.config.publicUrl}/phieu/${ticket.token}`,
  };
}

function GiveUp({ token, lang }: { token: string; lang: Lang }) {
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

/** Letting a few people go first, without losing the number. */
function StepBack({ token, lang }: { token: string; lang: Lang }) {
  const t = ticketTexts(lang);
  return (
    <Fold title={t('step-back')} id="lui">
      <p>{t('step-back.why')}</p>
      <form method="post" action={`/phieu/${token}/lui`} class="row">
        <RequestId value={newRequestId()} />
        {STEPS_BACK.map((count) => (
          <Button key={count} name="people" value={String(count)}>
            {count === 1 ? t('step-back.one') : t('step-back.people', { count })}
          </Button>
        ))}
      </form>
    </Fold>
  );
}

/** What the holder of a waiting ticket may be told and do. */
function WhileWaiting({ ticket, lang }: { ticket: TicketView; lang: Lang }) {
  const t = ticketTexts(lang);
  return (
    <>
      <p class="soft small" data-sound-note="" hidden>
        {t('sound')}
      </p>
      <PushOffer of={{ kind: 'ticket', token: ticket.token }} lang={lang} />
    </>
  );
}

function PhonePage({
  loaded,
  request,
  refused,
}: {
  loaded: Loaded;
  request: FastifyRequest;
  refused?: Problem;
}) {
  const { ticket, matter } = loaded;
  const { lang } = request;
  const p = ticketTexts(lang);
  const near = ticket.ahead !== null && ticket.ahead <= NEAR;
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
        <KeptNote what="ticket" lang={lang} />
        {refused === undefined ? null : (
          <ErrorSummary errors={[]} detail={refused.details.detail} lang={lang} />
        )}
        {loaded.steppedBack ? <Notice tone="ok" role="status" title={p('step-back.done')} /> : null}
        <div class="stack" data-live-region="ticket" aria-live="polite">
          {near ? (
            <div data-near="">
              <Notice tone="soon" title={p('near')}>
                {p('near.why')}
              </Notice>
            </div>
          ) : null}
          {over || loaded.day === undefined ? null : <Notice tone="soon" title={loaded.day} />}
          <TicketFace
            ticket={ticket}
            today={loaded.today}
            takenAt={loaded.takenAt}
            lang={lang}
            need={matter?.name ?? (lang === 'en' ? ticket.group.nameEn : ticket.group.name)}
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
        {over ? null : <WhileWaiting ticket={ticket} lang={lang} />}
        {matter === undefined ? null : (
          <Fold title={t('ticket.bring')} open>
            <PaperList papers={matter.papers} door={{ lang }} />
          </Fold>
        )}
        <div class="stack" data-live-region="give-up">
          {ticket.ahead === null ? null : <StepBack token={ticket.token} lang={lang} />}
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
    handler: async (request, reply) => {
      const loaded = await load(ctx, request);
      letKeep(reply, 'ticket');
      return reply.html(<PhonePage loaded={loaded} request={request} />);
    },
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
  page(app, {
    method: 'POST',
    url: '/phieu/:token/lui',
    handler: async (request, reply) => {
      const { token } = Params.parse(request.params);
      const form = parseForm(StepBackForm, request.body);
      if (!form.ok) {
        return reply.redirect(`/phieu/${token}`, 303);
      }
      try {
        await stepBack(ctx, request.actor, { ...form.data, token });
        return reply.redirect(`/phieu/${token}?lui=1`, 303);
      } catch (error) {
        if (isProblem(error, 'not-allowed-now')) {
          const loaded = await load(ctx, request);
          return reply.html(<PhonePage loaded={loaded} request={request} refused={error} />, error.status);
        }
        throw error;
      }
    },
  });
}
