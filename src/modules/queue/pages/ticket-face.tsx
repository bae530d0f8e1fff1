import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { Notice } from '#ui/components.ts';
import type { TicketView } from '../schema.ts';
import { messages } from './messages.ts';
import { aheadWords, waitWords } from './words.ts';

/** A QR code with its meaning for those who do not see it. */
export function Qr({ text, label }: { text: string; label: string }) {
  // The markup is ours: digits and letters of an SVG path.
  return (
    <div
      class="qr"
      role="img"
      aria-label={label}
      dangerouslySetInnerHTML={{ __html: qrSvg(text, { margin: 2 }) }}
    />
  );
}

function stateLine(ticket: TicketView, today: string, lang: Lang): string {
  const t = messages(lang);
  if (ticket.state === 'waiting') {
    return ticket.day === today
      ? t('ticket.title')
      : t('ticket.old', { day: ticket.day.split('-').reverse().join('/') });
  }
  if (ticket.state === 'called' || ticket.state === 'serving') {
    return t(`ticket.${ticket.state}`, { counter: ticket.counter ?? '' });
  }
  return t(`ticket.${ticket.state}`);
}

/** The number very large, then how it stands: place and honest wait, or the counter to go to. */
export function TicketFace(props: {
  ticket: TicketView;
  /** Local date today, ISO. */
  today: string;
  /** "09:12" */
  takenAt: string;
  lang: Lang;
  /** The procedure, or the group of services. */
  need: string;
  /** False where the page's own heading says it already. */
  headed?: boolean;
  children?: ComponentChildren;
}) {
  const { ticket, lang } = props;
  const t = messages(lang);
  const called = ticket.state === 'called';
  return (
    <section class={called ? 'slip slip-called' : 'slip'} data-ticket-state={ticket.state}>
      {props.headed === false ? null : (
        <h1 class={called ? 'slip-go' : 'slip-head'}>{stateLine(ticket, props.today, lang)}</h1>
      )}
      <p class="slip-number">{ticket.number}</p>
      <p class="slip-need">{props.need}</p>
      {ticket.ahead === null ? null : (
        <p class="slip-ahead">
          <strong>{aheadWords(ticket.ahead, lang)}</strong>
          <br />
          {waitWords(ticket.wait, lang)}
        </p>
      )}
      {ticket.state === 'no-show' ? <Notice tone="soon">{t('ticket.no-show.why')}</Notice> : null}
      {props.children}
      <p class="soft small">{t('ticket.taken-at', { time: props.takenAt })}</p>
    </section>
  );
}
