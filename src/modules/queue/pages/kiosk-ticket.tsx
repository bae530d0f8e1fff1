import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { callWords } from '#platform/speech/calls.ts';
import { formatTime, localDay } from '#platform/time.ts';
import { Button, ButtonLink, Notice } from '#ui/components.ts';
import { reprintSlip, SLIP_TRIES, ticketTopic } from '../commands/slips.ts';
import { findMatter, type Matter } from '../procedure.ts';
import { getTicketView } from '../queries.ts';
import { findSlipOf, getHallSettings } from '../queries-screens.ts';
import { wifiText } from '../rules/wifi.ts';
import type { TicketView } from '../schema.ts';
import type { HallSettings, Slip } from '../schema-screens.ts';
import { type Door, DoorPage, doorUrl } from './door.tsx';
import { openDoor } from './door-load.ts';
import { kioskMessages } from './kiosk-messages.ts';
import { messages } from './messages.ts';
import { PaperList } from './steps.tsx';
import { Qr, TicketFace } from './ticket-face.tsx';
import { aheadWords, waitWords } from './words.ts';

const Params = z.object({ token: z.string().min(16).max(64) });

interface Shown {
  readonly door: Door;
  /** The newest live event before the state was read. */
  readonly since: string;
  readonly ticket: TicketView;
  readonly matter: Matter | undefined;
  readonly slip: Slip | undefined;
  readonly settings: HallSettings;
  readonly today: string;
  /** Where the holder follows the ticket, for the QR code. */
  readonly address: string;
}

async function load(ctx: AppContext, request: FastifyRequest): Promise<Shown> {
  const { token } = Params.parse(request.params);
  const { actor } = request;
  const since = ctx.live.lastId();
  const ticket = await getTicketView(ctx, actor, token);
  return {
    door: (await openDoor(ctx, request, '/kiosk')).door,
    since,
    ticket,
    matter: await findMatter(ctx, actor, ticket.procedureCode ?? undefined),
    slip: await findSlipOf(ctx, actor, token),
    settings: await getHallSettings(ctx, actor),
    today: localDay(ctx.clock.now()).toString(),
    address: `${ctx.config.publicUrl}/phieu/${ticket.token}`,
  };
}

const SLIP_TONES = {
  queued: 'soon',
  printing: 'soon',
  waiting: 'late',
  unknown: 'late',
  done: 'ok',
  failed: 'late',
  cancelled: 'soon',
} as const satisfies Record<Slip['state'], string>;

/** How the paper stands, live: printing, printed, or not printed with the number said once more. */
function SlipNotice({ shown }: { shown: Shown }) {
  const { slip, door, ticket } = shown;
  const k = kioskMessages(door.lang);
  const { number } = ticket;
  if (slip === undefined || slip.state === 'cancelled') {
    return <Notice title={k('slip.none', { number })} />;
  }
  const { state } = slip;
  const over = state === 'failed' || state === 'unknown' || state === 'done';
  return (
    <div data-slip={state}>
      <Notice role="status" tone={SLIP_TONES[state]} title={k(`slip.${state}`, { number })}>
        {SLIP_TONES[state] === 'late' ? (
          <p>{k(state === 'waiting' ? 'slip.waiting.why' : 'slip.failed.why')}</p>
        ) : null}
      </Notice>
      {over && slip.tries < SLIP_TRIES ? (
        <form method="post" action={doorUrl(door, `/phieu/${ticket.token}/in-lai`)} class="kiosk-again">
          <Button>{k('slip.again')}</Button>
        </form>
      ) : null}
    </div>
  );
}

/** Wi-Fi of the hall as a code; nothing where none is set. */
function WifiCode({ settings, lang }: { settings: HallSettings; lang: Lang }) {
  const k = kioskMessages(lang);
  const text = wifiText(settings);
  return text === undefined ? null : (
    <div class="kiosk-code" data-wifi="">
      <Qr text={text} label={k('wifi.qr')} />
      <p class="small">{k('wifi.title', { name: settings.wifiName })}</p>
    </div>
  );
}

/** What elder mode reads of a ticket: place and wait. The number itself may be spoken by recordings, see `data-say-clips`. */
function spokenTicket(ticket: TicketView, lang: Lang): string {
  return ticket.ahead === null
    ? ''
    : `${ticket.number}. ${aheadWords(ticket.ahead, lang)}. ${waitWords(ticket.wait, lang)}`;
}

/** The recordings that say the number alone: without "mời" and without a counter. */
function numberClips(number: string): string {
  const words = callWords({ ticket: number, counter: 1 });
  return words
    .slice(1, 1 + number.length)
    .map(({ clip }) => clip)
    .join(' ');
}

function KioskTicket({ shown }: { shown: Shown }) {
  const { door, ticket, matter } = shown;
  const t = messages(door.lang);
  return (
    <DoorPage door={door} title={t('ticket.title')} say={spokenTicket(ticket, door.lang)}>
      <div data-print-slip="" data-say-clips={numberClips(ticket.number)}>
        <TicketFace
          ticket={ticket}
          today={shown.today}
          takenAt={formatTime(Temporal.PlainDateTime.from(ticket.issuedAt.slice(0, 16)))}
          lang={door.lang}
          need={matter?.name ?? (door.lang === 'en' ? ticket.group.nameEn : ticket.group.name)}
          headed={false}
        >
          {matter === undefined ? null : (
            <p class="slip-group">
              {ticket.group.letter} · {door.lang === 'en' ? ticket.group.nameEn : ticket.group.name}
            </p>
          )}
          <div class="kiosk-codes">
            <div class="kiosk-code">
              <Qr text={shown.address} label={t('ticket.qr')} />
              <p class="small">{t('ticket.qr')}</p>
            </div>
            <WifiCode settings={shown.settings} lang={door.lang} />
          </div>
        </TicketFace>
      </div>
      <div class="no-print" data-live-topics={ticketTopic(ticket.token)} data-live-since={shown.since}>
        <div data-live-region="slip">
          <SlipNotice shown={shown} />
        </div>
      </div>
      {matter === undefined ? null : (
        <section class="stack-s slip-bring">
          <h2>{t('ticket.bring')}</h2>
          <PaperList papers={matter.papers.filter(({ need }) => need !== 'if-applies')} door={door} />
        </section>
      )}
      <p class="door-go no-print">
        {shown.slip === undefined ? (
          <button class="btn" type="button" data-print="" hidden>
            {t('ticket.print')}
          </button>
        ) : null}
        <ButtonLink look="primary" href="/kiosk?lang=vi">
          {t('ticket.next-person')}
        </ButtonLink>
      </p>
    </DoorPage>
  );
}

/** The ticket after it was taken at the kiosk: number, codes, and how the paper stands. */
export function mountKioskTicket(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/kiosk/phieu/:token',
    handler: async (request, reply) => reply.html(<KioskTicket shown={await load(ctx, request)} />),
  });
  page(app, {
    method: 'POST',
    url: '/kiosk/phieu/:token/in-lai',
    perMinute: 30,
    handler: async (request, reply) => {
      const { token } = Params.parse(request.params);
      await reprintSlip(ctx, request.actor, token);
      const large = new URL(request.url, 'http://kiosk').searchParams.get('to') === '1';
      return reply.redirect(doorUrl({ base: '/kiosk', large }, `/phieu/${token}`), 303);
    },
  });
}
