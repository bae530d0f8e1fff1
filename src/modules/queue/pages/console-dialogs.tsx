import { newRequestId } from '#platform/id.ts';
import { Button, Dialog, Field, RequestId, Select } from '#ui/components.ts';
import type { DeskState } from '../queries-desk.ts';
import { QUICK_KINDS } from '../rules/quick.ts';
import type { StaffTicket } from '../schema.ts';
import { Act, clockTime, Since } from './console-act.tsx';
import { consoleMessages } from './console-messages.ts';
import { messages } from './messages.ts';

const t = messages('vi');
const c = consoleMessages('vi');

/** What was typed into a dialog whose command was refused, by field name: it stands there again. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

interface DialogProps {
  readonly state: DeskState;
  readonly ticket: StaffTicket;
  readonly base: string;
  readonly typed: Typed;
}

function textOf(typed: Typed, name: string): string | undefined {
  const value = typed[name];
  return typeof value === 'string' ? value : undefined;
}

/** Sends the visitor on to a group or a counter with a note. */
export function TransferDialog({ state, ticket, base, typed }: DialogProps) {
  return (
    <Dialog id="chuyen" title={t('console.transfer.title', { number: ticket.number })}>
      <form method="post" action={`${base}/chuyen`} class="stack">
        <RequestId value={newRequestId()} />
        <input type="hidden" name="ticketId" value={ticket.id} />
        <Select
          name="groupId"
          label={t('console.transfer.group')}
          blank="—"
          value={textOf(typed, 'groupId')}
          options={state.groups.map(({ id, letter, name }) => ({ value: id, label: `${letter} · ${name}` }))}
        />
        <Select
          name="counterId"
          label={t('console.transfer.counter')}
          blank="—"
          value={textOf(typed, 'counterId')}
          options={state.counters
            .filter(({ id }) => id !== state.counter?.id)
            .map(({ id, number, name }) => ({ value: id, label: `${number} · ${name}` }))}
        />
        <Field
          name="note"
          label={t('console.transfer.note')}
          value={textOf(typed, 'note') ?? ticket.note}
          maxlength={500}
        />
        <Button look="primary" keys="Control+Enter">
          {t('console.transfer')}
        </Button>
      </form>
    </Dialog>
  );
}

/** Puts the visitor on hold with a reason. */
export function HoldDialog({ ticket, base, typed }: DialogProps) {
  return (
    <Dialog id="de-cho" title={c('hold.title', { number: ticket.number })}>
      <form method="post" action={`${base}/de-cho`} class="stack">
        <RequestId value={newRequestId()} />
        <input type="hidden" name="ticketId" value={ticket.id} />
        <Field
          name="reason"
          label={c('hold.reason')}
          hint={c('hold.why')}
          value={textOf(typed, 'reason')}
          maxlength={200}
          required
          autofocus
        />
        <Button look="primary">{c('hold')}</Button>
      </form>
    </Dialog>
  );
}

/** Begins another matter in the same visit. */
export function MatterDialog({ state, ticket, base, typed }: DialogProps) {
  return (
    <Dialog id="them-viec" title={c('matter.title', { number: ticket.number })}>
      <form method="post" action={`${base}/them-viec`} class="stack">
        <RequestId value={newRequestId()} />
        <input type="hidden" name="ticketId" value={ticket.id} />
        <Select
          name="procedureCode"
          label={c('matter.procedure')}
          blank="—"
          value={textOf(typed, 'procedureCode')}
          options={state.procedures.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Field
          name="title"
          label={c('matter.words')}
          value={textOf(typed, 'title')}
          maxlength={300}
          autofocus
        />
        <Button look="primary">{c('matter.start')}</Button>
      </form>
    </Dialog>
  );
}

/** Calls a number out of turn. */
export function GivenDialog({ base, typed }: { base: string; typed: Typed }) {
  return (
    <Dialog id="dich-danh" title={c('given')}>
      <form method="post" action={`${base}/goi-so`} class="stack">
        <RequestId value={newRequestId()} />
        <Field
          name="number"
          label={c('given.number')}
          hint={c('given.hint')}
          value={textOf(typed, 'number')}
          width="short"
          autocomplete="off"
          required
          autofocus
        />
        <Button look="primary">{c('given.call')}</Button>
      </form>
    </Dialog>
  );
}

/** Pauses the counter: each reason of the centre is a button with a digit as its key. */
export function PauseDialog({ state, base, typed }: { state: DeskState; base: string; typed: Typed }) {
  return (
    <Dialog id="tam-dung" title={c('pause.title')}>
      <div class="desk-reasons">
        {state.pauseReasons.map((reason, index) => (
          <Act
            key={reason}
            url={`${base}/tam-dung`}
            values={{ reason }}
            {...(index < 9 ? { keys: String(index + 1) } : {})}
          >
            {reason}
          </Act>
        ))}
      </div>
      <form method="post" action={`${base}/tam-dung`} class="stack">
        <RequestId value={newRequestId()} />
        <Field
          name="reason"
          label={c('pause.other')}
          value={textOf(typed, 'reason')}
          maxlength={200}
          required
        />
        <Button>{t('console.pause')}</Button>
      </form>
    </Dialog>
  );
}

/** A question without a ticket is being answered: since when, and what it turns out to have been. */
export function QuickStrip({ since, base, now }: { since: string; base: string; now: string }) {
  return (
    <div class="notice notice-soon stack-s">
      <p>
        {c('quick.running', { since: clockTime(since) })}
        {' · '}
        <Since from={since} now={now} words={c('matter.minutes', { count: '{count}' })} />
      </p>
      <div class="row">
        <span>{c('quick.done')}</span>
        {QUICK_KINDS.map((kind, index) => (
          <Act
            key={kind}
            url={`${base}/xong-hoi`}
            values={{ kind }}
            keys={index === 0 ? 'q' : String(index + 1)}
          >
            {c(`quick.${kind}`)}
          </Act>
        ))}
      </div>
    </div>
  );
}
