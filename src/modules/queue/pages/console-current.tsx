import { DialogButton, Empty, StatusTag, SummaryList } from '#ui/components.ts';
import { messages as refusals } from '../messages.ts';
import type { DeskState } from '../queries-desk.ts';
import type { TicketAction } from '../rules/states.ts';
import type { StaffTicket } from '../schema.ts';
import { Act, clockTime, Key, minutesBetween, Since } from './console-act.tsx';
import { HoldDialog, MatterDialog, QuickStrip, TransferDialog, type Typed } from './console-dialogs.tsx';
import { consoleMessages } from './console-messages.ts';
import { messages } from './messages.ts';

const t = messages('vi');
const c = consoleMessages('vi');

/** What every part of the console gets. */
export interface DeskProps {
  readonly state: DeskState;
  /** Address of the counter's actions. */
  readonly base: string;
  /** The server's time, ISO. */
  readonly now: string;
  readonly typed: Typed;
}

/** The procedure as people call it, with its code. */
function procedureWords(state: DeskState, code: string | null): string | null {
  if (code === null) {
    return null;
  }
  const name = state.procedureNames.get(code);
  return name === undefined ? code : `${name} (${code})`;
}

/** Why and for what somebody came, as the serving officer may see it. */
function VisitFacts({ state, ticket, now }: { state: DeskState; ticket: StaffTicket; now: string }) {
  return (
    <SummaryList
      items={[
        { term: t('console.note'), value: ticket.note === '' ? null : <strong>{ticket.note}</strong> },
        { term: t('console.procedure'), value: procedureWords(state, ticket.procedureCode) },
        { term: t('console.need'), value: ticket.need },
        { term: t('matter.group'), value: ticket.groupName },
        {
          term: t('console.priority'),
          value:
            ticket.priority === null ? null : (
              <StatusTag tone="soon">{t(`priority.${ticket.priority}`)}</StatusTag>
            ),
        },
        { term: c('held.before'), value: ticket.holdReason === '' ? null : ticket.holdReason },
        {
          term: t('console.waited'),
          value: t('console.minutes', { count: minutesBetween(ticket.waitingSince, ticket.calledAt ?? now) }),
        },
        { term: t('console.since'), value: ticket.calledAt === null ? null : clockTime(ticket.calledAt) },
      ]}
    />
  );
}

function Matters({ state, ticket, base, now }: DeskProps & { ticket: StaffTicket }) {
  const running = state.matters.some(({ until }) => until === null);
  return (
    <section class="stack-s" aria-labelledby="viec-trong-luot">
      <h2 class="desk-line" id="viec-trong-luot">
        {c('matters')}
      </h2>
      {state.matters.length === 0 ? null : (
        <ol class="desk-list">
          {state.matters.map(({ id, name, since, until }) => (
            <li key={id}>
              <span class="desk-need">{name === '' ? c('matter.unnamed') : name}</span>
              {until === null ? (
                <>
                  <StatusTag tone="ok">{c('matter.running')}</StatusTag>
                  <span class="figure">
                    <Since from={since} now={now} words={c('matter.minutes', { count: '{count}' })} />
                  </span>
                </>
              ) : (
                <span class="soft figure">
                  {c('matter.minutes', { count: minutesBetween(since, until) })}
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      <div class="row">
        <DialogButton dialog="them-viec" keys="m">
          {c('matter.add')} <Key name="m" />
        </DialogButton>
        {running ? (
          <Act url={`${base}/xong-viec`} keys="e" ticketId={ticket.id}>
            {c('matter.finish')}
          </Act>
        ) : null}
      </div>
    </section>
  );
}

function Dossiers({ state }: { state: DeskState }) {
  if (state.dossiers.length === 0) {
    return null;
  }
  return (
    <section class="stack-s" aria-labelledby="ho-so-cua-luot">
      <h2 class="desk-line" id="ho-so-cua-luot">
        {t('console.dossiers')}
      </h2>
      <ul class="desk-list">
        {state.dossiers.map(({ id, number, procedure }) => (
          <li key={id}>
            <a href={`/can-bo/ho-so/${encodeURIComponent(number === '' ? id : number)}`}>
              {number === '' ? c('dossier.none') : <span class="code">{number}</span>}
            </a>
            <span class="desk-need">{procedure}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ACTIONS = [
  { action: 'serve', path: 'bat-dau', key: 's' },
  { action: 'recall', path: 'goi-lai', key: 'g' },
  { action: 'no-show', path: 'vang', key: 'v' },
  { action: 'return', path: 'cho-lai', key: 'l' },
  { action: 'finish', path: 'ket-thuc', key: 'x' },
] as const satisfies readonly { action: TicketAction; path: string; key: string }[];

/** The intake with this ticket, its need and its procedure filled in. */
function intakeAddress(ticket: StaffTicket): string {
  const filled = new URLSearchParams({
    phieu: ticket.id,
    so: ticket.number,
    ...(ticket.need ? { viec: ticket.need } : {}),
    ...(ticket.procedureCode ? { 'thu-tuc': ticket.procedureCode } : {}),
  });
  return `/can-bo/ho-so/moi?${filled}`;
}

function AtCounter({ ticket, ...props }: DeskProps & { ticket: StaffTicket }) {
  const { state, base, now } = props;
  return (
    <>
      <div class="row-apart">
        <p class="desk-number">{ticket.number}</p>
        <StatusTag tone={ticket.state === 'serving' ? 'ok' : 'waiting'}>
          {refusals('vi')(`state.${ticket.state}`)}
        </StatusTag>
      </div>
      <VisitFacts state={state} ticket={ticket} now={now} />
      <div class="row">
        <a class="btn" href={intakeAddress(ticket)} aria-keyshortcuts="t">
          {t('console.intake')} <Key name="t" />
        </a>
        {ACTIONS.filter(({ action }) => ticket.allowed.includes(action)).map(({ action, path, key }) => (
          <Act key={action} url={`${base}/${path}`} keys={key} ticketId={ticket.id}>
            {t(`console.${action}`)}
          </Act>
        ))}
        <DialogButton dialog="de-cho" keys="h">
          {c('hold')} <Key name="h" />
        </DialogButton>
        <DialogButton dialog="chuyen" keys="c">
          {t('console.transfer')} <Key name="c" />
        </DialogButton>
      </div>
      <Matters {...props} ticket={ticket} />
      <Dossiers state={state} />
      <TransferDialog {...props} ticket={ticket} />
      <HoldDialog {...props} ticket={ticket} />
      <MatterDialog {...props} ticket={ticket} />
    </>
  );
}

/** Who is at the counter now and what may be done; the one primary button calls the next. */
export function CurrentTicket(props: DeskProps) {
  const { state, base, now } = props;
  return (
    <div class="desk-ticket">
      {state.current === undefined ? (
        <Empty title={t('console.empty')}>
          <p>{t('console.empty.why')}</p>
        </Empty>
      ) : (
        <AtCounter {...props} ticket={state.current} />
      )}
      {state.quickSince === undefined ? null : <QuickStrip since={state.quickSince} base={base} now={now} />}
      <div class="desk-next row">
        <Act url={`${base}/goi`} look="primary" keys="n">
          {t('console.call-next')}
        </Act>
        <DialogButton dialog="dich-danh" keys="d">
          {c('given')} <Key name="d" />
        </DialogButton>
        {state.quickSince === undefined ? (
          <Act url={`${base}/hoi-nhanh`} keys="q">
            {c('quick')}
          </Act>
        ) : null}
      </div>
      {state.quickToday === 0 ? null : (
        <p class="soft small">{c('quick.today', { count: state.quickToday })}</p>
      )}
    </div>
  );
}
