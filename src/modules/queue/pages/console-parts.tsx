import type { ComponentChildren } from 'preact';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  ButtonLink,
  Dialog,
  DialogButton,
  Empty,
  Field,
  RequestId,
  Select,
  StatusTag,
  SummaryList,
} from '#ui/components.ts';
import { messages as refusals } from '../messages.ts';
import type { ConsoleState } from '../queries.ts';
import type { TicketAction } from '../rules/states.ts';
import type { StaffTicket } from '../schema.ts';
import { messages } from './messages.ts';

const t = messages('vi');

/** "09:12" of an ISO instant with Viet Nam's offset. */
function clockTime(iso: string): string {
  return iso.slice(11, 16);
}

function minutesBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
}

/** One button that posts to an action of the counter; every form has its own request id. */
function Act(props: {
  url: string;
  children: ComponentChildren;
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  keys?: string;
  ticketId?: string;
}) {
  return (
    <form method="post" action={props.url}>
      <RequestId value={newRequestId()} />
      {props.ticketId === undefined ? null : <input type="hidden" name="ticketId" value={props.ticketId} />}
      <Button look={props.look} keys={props.keys}>
        {props.children}
        {props.keys === undefined ? null : (
          <span class="key" aria-hidden="true">
            {props.keys.toUpperCase()}
          </span>
        )}
      </Button>
    </form>
  );
}

/** Why and for what somebody came, as the serving officer may see it. */
function VisitFacts({ ticket, now }: { ticket: StaffTicket; now: string }) {
  return (
    <SummaryList
      items={[
        { term: t('matter.group'), value: ticket.groupName },
        { term: t('console.need'), value: ticket.need },
        { term: t('console.procedure'), value: ticket.procedureCode },
        {
          term: t('console.priority'),
          value:
            ticket.priority === null ? null : (
              <StatusTag tone="soon">{t(`priority.${ticket.priority}`)}</StatusTag>
            ),
        },
        { term: t('console.note'), value: ticket.note },
        {
          term: t('console.waited'),
          value: t('console.minutes', { count: minutesBetween(ticket.waitingSince, ticket.calledAt ?? now) }),
        },
        { term: t('console.since'), value: ticket.calledAt === null ? null : clockTime(ticket.calledAt) },
      ]}
    />
  );
}

function TransferDialog({ state, ticket, base }: { state: ConsoleState; ticket: StaffTicket; base: string }) {
  return (
    <Dialog id="chuyen" title={t('console.transfer.title', { number: ticket.number })}>
      <form method="post" action={`${base}/chuyen`} class="stack">
        <RequestId value={newRequestId()} />
        <input type="hidden" name="ticketId" value={ticket.id} />
        <Select
          name="groupId"
          label={t('console.transfer.group')}
          blank="—"
          options={state.groups.map(({ id, letter, name }) => ({ value: id, label: `${letter} · ${name}` }))}
        />
        <Select
          name="counterId"
          label={t('console.transfer.counter')}
          blank="—"
          options={state.counters
            .filter(({ id }) => id !== state.counter?.id)
            .map(({ id, number, name }) => ({ value: id, label: `${number} · ${name}` }))}
        />
        <Field name="note" label={t('console.transfer.note')} maxlength={500} />
        <Button look="primary">{t('console.transfer')}</Button>
      </form>
    </Dialog>
  );
}

const ACTIONS = [
  { action: 'serve', path: 'bat-dau', key: 's', look: 'plain' },
  { action: 'recall', path: 'goi-lai', key: 'g', look: 'plain' },
  { action: 'no-show', path: 'vang', key: 'v', look: 'plain' },
  { action: 'return', path: 'cho-lai', key: 'l', look: 'plain' },
  { action: 'finish', path: 'ket-thuc', key: 'x', look: 'plain' },
] as const satisfies readonly { action: TicketAction; path: string; key: string; look: 'plain' }[];

/** Who sits at the counter now and what may be done; the one primary button calls the next. */
export function CurrentTicket({ state, base, now }: { state: ConsoleState; base: string; now: string }) {
  const ticket = state.current;
  const next = (
    <Act url={`${base}/goi`} look="primary" keys="n">
      {t('console.call-next')}
    </Act>
  );
  if (ticket === undefined) {
    return (
      <div class="desk-ticket">
        <Empty title={t('console.empty')}>
          <p>{t('console.empty.why')}</p>
        </Empty>
        <div class="desk-next">{next}</div>
      </div>
    );
  }
  const intake = new URLSearchParams({
    phieu: ticket.id,
    so: ticket.number,
    ...(ticket.need ? { viec: ticket.need } : {}),
    ...(ticket.procedureCode ? { 'thu-tuc': ticket.procedureCode } : {}),
  });
  return (
    <div class="desk-ticket">
      <div class="row-apart">
        <p class="desk-number">{ticket.number}</p>
        <StatusTag tone={ticket.state === 'serving' ? 'ok' : 'waiting'}>
          {refusals('vi')(`state.${ticket.state}`)}
        </StatusTag>
      </div>
      <VisitFacts ticket={ticket} now={now} />
      {ticket.dossiers.length === 0 ? null : (
        <p>
          {t('console.dossiers')}: <strong>{ticket.dossiers.length}</strong>
        </p>
      )}
      <div class="row">
        <a class="btn" href={`/can-bo/ho-so/moi?${intake}`} aria-keyshortcuts="t">
          {t('console.intake')}
          <span class="key" aria-hidden="true">
            T
          </span>
        </a>
        {ACTIONS.filter(({ action }) => ticket.allowed.includes(action)).map(({ action, path, key }) => (
          <Act key={action} url={`${base}/${path}`} keys={key} ticketId={ticket.id}>
            {t(`console.${action}`)}
          </Act>
        ))}
        <DialogButton dialog="chuyen" keys="c">
          {t('console.transfer')}{' '}
          <span class="key" aria-hidden="true">
            C
          </span>
        </DialogButton>
      </div>
      <TransferDialog state={state} ticket={ticket} base={base} />
      <div class="desk-next">{next}</div>
    </div>
  );
}

function WaitingRow({ ticket, now }: { ticket: StaffTicket; now: string }) {
  return (
    <li>
      <strong class="code">{ticket.number}</strong>
      <span class="desk-need">
        {ticket.need || ticket.procedureCode || ''}
        {ticket.note === '' ? null : <span class="soft small"> · {ticket.note}</span>}
      </span>
      {ticket.priority === null ? null : <StatusTag tone="soon">{t('console.priority')}</StatusTag>}
      <span class="soft figure">
        {t('console.minutes', { count: minutesBetween(ticket.waitingSince, now) })}
      </span>
    </li>
  );
}

/** The lines this counter calls from, in the order of calls, and who was absent. */
export function WaitingLines({ state, base, now }: { state: ConsoleState; base: string; now: string }) {
  return (
    <>
      {state.lines.map(({ group, helps, waiting }) => (
        <section key={group.id} class="stack-s">
          <h2 class="desk-line">
            {group.letter} · {group.name}
            <span class="soft small">
              {helps ? ` ${t('console.helps')}` : ''} {waiting.length}
            </span>
          </h2>
          {waiting.length === 0 ? (
            <p class="soft">{t('console.line-empty')}</p>
          ) : (
            <ul class="desk-list">
              {waiting.map((ticket) => (
                <WaitingRow key={ticket.id} ticket={ticket} now={now} />
              ))}
            </ul>
          )}
        </section>
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

/** Pause, resume, close, change counter. */
export function CounterTools({ state, base }: { state: ConsoleState; base: string }) {
  const { counter } = state;
  if (counter === undefined) {
    return null;
  }
  return (
    <div class="row">
      {counter.state === 'paused' ? (
        <>
          <StatusTag tone="waiting">{t('console.paused', { reason: counter.pauseReason ?? '' })}</StatusTag>
          <Act url={`${base}/mo-lai`}>{t('console.resume')}</Act>
        </>
      ) : (
        <DialogButton dialog="tam-dung" look="quiet">
          {t('console.pause')}
        </DialogButton>
      )}
      <Act url={`${base}/dong`} look="quiet">
        {t('console.close')}
      </Act>
      <ButtonLink look="quiet" href="/can-bo/quay?chon=1">
        {t('console.other-counter')}
      </ButtonLink>
      <Dialog id="tam-dung" title={t('console.pause')}>
        <form method="post" action={`${base}/tam-dung`} class="stack">
          <Field name="reason" label={t('console.pause.reason')} maxlength={200} required />
          <Button look="primary">{t('console.pause')}</Button>
        </form>
      </Dialog>
    </div>
  );
}

/** Choose a counter to mind. */
export function ChooseCounter({ state }: { state: ConsoleState }) {
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
