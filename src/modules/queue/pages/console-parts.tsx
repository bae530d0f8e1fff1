import { ButtonLink, DialogButton, Empty, StatusTag } from '#ui/components.ts';
import type { DeskHeld, DeskState } from '../queries-desk.ts';
import type { StaffTicket } from '../schema.ts';
import { Act, clockTime, Key, Since } from './console-act.tsx';
import type { DeskProps } from './console-current.tsx';
import { PauseDialog, type Typed } from './console-dialogs.tsx';
import { consoleMessages } from './console-messages.ts';
import { messages } from './messages.ts';

const t = messages('vi');
const c = consoleMessages('vi');
/** People of a line that are shown at once; with forty waiting the rest is folded. */
const SHOWN = 8;

function WaitingRow({ state, ticket, now }: { state: DeskState; ticket: StaffTicket; now: string }) {
  const { need, procedureCode, note } = ticket;
  const procedure = procedureCode === null ? undefined : state.procedureNames.get(procedureCode);
  return (
    <li>
      <strong class="code">{ticket.number}</strong>
      <span class="desk-need">
        {procedure ?? (need || procedureCode)}
        {procedure === undefined || need === '' ? null : <span class="soft small"> · {need}</span>}
        {note === '' ? null : <span class="small"> · {note}</span>}
      </span>
      {ticket.priority === null ? null : <StatusTag tone="soon">{t('console.priority')}</StatusTag>}
      <span class="soft figure">
        <Since from={ticket.waitingSince} now={now} words={t('console.minutes', { count: '{count}' })} />
      </span>
    </li>
  );
}

function Line({
  state,
  group,
  helps,
  waiting,
  now,
}: DeskState['lines'][number] & { state: DeskState; now: string }) {
  const rows = (tickets: readonly StaffTicket[]) => (
    <ul class="desk-list">
      {tickets.map((ticket) => (
        <WaitingRow key={ticket.id} state={state} ticket={ticket} now={now} />
      ))}
    </ul>
  );
  return (
    <section class="stack-s">
      <h2 class="desk-line">
        {group.letter} · {group.name}
        <span class="soft small">
          {helps ? ` ${t('console.helps')}` : ''} {waiting.length}
        </span>
      </h2>
      {waiting.length === 0 ? <p class="soft">{t('console.line-empty')}</p> : rows(waiting.slice(0, SHOWN))}
      {waiting.length > SHOWN ? (
        <details id={`hang-${group.letter}`}>
          <summary>{c('list.more', { count: waiting.length - SHOWN })}</summary>
          {rows(waiting.slice(SHOWN))}
        </details>
      ) : null}
    </section>
  );
}

function HeldRow({ held, base }: { held: DeskHeld; base: string }) {
  const { ticket } = held;
  return (
    <li class="desk-held">
      <strong class="code">{ticket.number}</strong>
      <span class="desk-need">
        {c('held.line', { reason: held.reason, counter: held.counter, since: clockTime(held.since) })}
        {held.today ? null : <span class="small"> · {c('held.earlier')}</span>}
      </span>
      {held.today ? (
        <>
          <Act url={`${base}/goi-so`} values={{ number: ticket.number }}>
            {c('held.call')}
          </Act>
          <Act url={`${base}/tro-lai`} look="quiet" ticketId={ticket.id}>
            {c('held.resume')}
          </Act>
        </>
      ) : null}
      <Act url={`${base}/ket-thuc`} look="quiet" ticketId={ticket.id}>
        {t('console.finish')}
      </Act>
    </li>
  );
}

/** Who is on hold, the lines this counter calls from in the order of calls, and who was absent. */
export function WaitingLines({ state, base, now }: DeskProps) {
  return (
    <>
      {state.held.length === 0 ? null : (
        <section class="stack-s">
          <h2 class="desk-line">{c('held')}</h2>
          <ul class="desk-list">
            {state.held.map((held) => (
              <HeldRow key={held.ticket.id} held={held} base={base} />
            ))}
          </ul>
        </section>
      )}
      {state.lines.map((line) => (
        <Line key={line.group.id} {...line} state={state} now={now} />
      ))}
      {state.absent.length === 0 ? null : (
        <section class="stack-s">
          <h2 class="desk-line">{t('console.absent')}</h2>
          <ul class="desk-list">
            {state.absent.map((ticket) => (
              <li key={ticket.id}>
                <strong class="code">{ticket.number}</strong>
                <span class="desk-need">{ticket.need}</span>
                {ticket.allowed.includes('return') ? (
                  <Act url={`${base}/cho-lai`} look="quiet" ticketId={ticket.id}>
                    {t('console.return')}
                  </Act>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Pause, go on, close, change counter. */
export function CounterTools({ state, base, typed }: { state: DeskState; base: string; typed: Typed }) {
  const { counter } = state;
  if (counter === undefined) {
    return null;
  }
  return (
    <div class="row">
      {counter.state === 'paused' ? (
        <>
          <StatusTag tone="waiting">{t('console.paused', { reason: counter.pauseReason ?? '' })}</StatusTag>
          <Act url={`${base}/mo-lai`} keys="p">
            {t('console.resume')}
          </Act>
        </>
      ) : (
        <DialogButton dialog="tam-dung" look="quiet" keys="p">
          {t('console.pause')} <Key name="p" />
        </DialogButton>
      )}
      <Act url={`${base}/dong`} look="quiet">
        {t('console.close')}
      </Act>
      <ButtonLink look="quiet" href="/can-bo/quay?chon=1">
        {t('console.other-counter')}
      </ButtonLink>
      <PauseDialog state={state} base={base} typed={typed} />
    </div>
  );
}

/** Choose a counter to mind. */
export function ChooseCounter({ state }: { state: DeskState }) {
  if (state.counters.length === 0) {
    return <Empty title={t('console.none')} />;
  }
  return (
    <ul class="desk-counters">
      {state.counters.map((counter) => (
        <li key={counter.id}>
          <span>
            <strong>{t('console.counter', { number: counter.number })}</strong> · {counter.name}
            <br />
            <span class="soft small">
              {counter.state === 'closed'
                ? t('console.closed')
                : t('console.minded', { officer: counter.officer ?? '' })}
            </span>
          </span>
          <Act url={`/can-bo/quay/${counter.id}/mo`}>
            {t(counter.state === 'closed' ? 'console.open' : 'console.take-over')}
          </Act>
        </li>
      ))}
    </ul>
  );
}
