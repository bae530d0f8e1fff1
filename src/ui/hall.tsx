import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { uiMessages } from './messages.ts';

/**
 * Large digits for touch screens. Each key is a submit button named `key` (0–9, `back`), so that the page can
 * answer without script; an island may fill `target` instead (`data-pad` names the input's id).
 */
export function NumberPad({ lang = 'vi', target }: { lang?: Lang; target?: string }) {
  const t = uiMessages(lang);
  return (
    <div class="pad" data-pad={target}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
        <button key={digit} type="submit" class="btn" name="key" value={digit} formnovalidate>
          {digit}
        </button>
      ))}
      <span />
      <button type="submit" class="btn" name="key" value="0" formnovalidate>
        0
      </button>
      <button type="submit" class="btn" name="key" value="back" formnovalidate>
        {t('backspace')}
      </button>
    </div>
  );
}

export interface TicketCardProps {
  readonly number: string;
  /** What the visitor came for. */
  readonly need: string;
  /** "09:12 thứ Sáu 27/11/2026" */
  readonly at: string;
  /** People ahead; 0 means next. */
  readonly ahead?: number | undefined;
  /** "khoảng 10–25 phút" */
  readonly wait?: string | undefined;
  /** QR as an element (`<img alt>` or inline SVG). */
  readonly qr?: ComponentChildren;
  readonly lang?: Lang | undefined;
  readonly children?: ComponentChildren;
}

/** A ticket on screen: the number very large, then need, people ahead, QR. */
export function TicketCard(props: TicketCardProps) {
  const t = uiMessages(props.lang ?? 'vi');
  return (
    <section class="ticket" aria-label={props.number}>
      <p class="ticket-number">{props.number}</p>
      <p>
        <strong>{props.need}</strong>
      </p>
      {props.ahead === undefined ? null : (
        <p>
          {props.ahead === 0 ? t('aheadNone') : t('ahead', { count: props.ahead })}
          {props.wait ? `, ${props.wait}` : ''}
        </p>
      )}
      {props.qr}
      {props.children}
      <p class="soft small">{props.at}</p>
      <p class="small">{t('ticketHint')}</p>
    </section>
  );
}

export interface CallTileProps {
  readonly number: string;
  readonly counter: string;
  readonly who?: string | undefined;
  /** A new call flashes twice. */
  readonly fresh?: boolean | undefined;
  readonly lang?: Lang | undefined;
}

/** One call on the board: number left, counter right. */
export function CallTile({ number, counter, who, fresh, lang = 'vi' }: CallTileProps) {
  return (
    <div class={fresh ? 'call call-new' : 'call'}>
      <span class="call-number">{number}</span>
      <span class="call-counter">
        {uiMessages(lang)('counterNumber', { number: counter })}
        {who ? <span class="soft small"> · {who}</span> : null}
      </span>
    </div>
  );
}
