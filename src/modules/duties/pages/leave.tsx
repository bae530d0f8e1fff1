import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime, formatTime, localDay, toLocal } from '#platform/time.ts';
import {
  Button,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  RequestId,
  Select,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { departPerson } from '../commands/depart.ts';
import { endLeave } from '../commands/end-leave.ts';
import { recordLeave } from '../commands/record-leave.ts';
import { departMessages, leaveMessages } from '../leave-messages.ts';
import { messages } from '../messages.ts';
import { DepartInput } from '../plan-schema.ts';
import { dutyPolicy } from '../policy.ts';
import { getLeaves, type LeaveBook, type LeaveLine } from '../queries-leave.ts';
import { type LeaveReason, RecordLeaveInput } from '../schema.ts';
import { type Faults, faultsOf, NO_FAULTS, typed } from './faults.ts';

const URL = '/can-bo/nghi';

/** Why somebody is away, in words. */
function reasonWord(reason: LeaveReason, lang: Lang): string {
  const t = messages(lang);
  switch (reason) {
    case 'annual':
      return t('reasonAnnual');
    case 'sick':
      return t('reasonSick');
    case 'maternity':
      return t('reasonMaternity');
    case 'compensatory':
      return t('reasonCompensatory');
    case 'study':
      return t('reasonStudy');
    case 'travel':
      return t('reasonTravel');
    case 'other':
      return t('reasonOther');
    default:
      return reason satisfies never;
  }
}

const REASONS: readonly LeaveReason[] = [
  'annual',
  'sick',
  'travel',
  'study',
  'compensatory',
  'maternity',
  'other',
];

interface FormProps {
  readonly actor: StaffActor;
  readonly book: LeaveBook;
  readonly faults: Faults;
  readonly now: Temporal.Instant;
  readonly lang: Lang;
}

function LeaveForm({ actor, book, faults, now, lang }: FormProps) {
  const t = leaveMessages(lang);
  const word = messages(lang);
  const field = (name: string, label: string, fallback?: string) => ({
    name,
    label,
    value: typed(faults, name) ?? fallback,
    error: errorFor(faults.fields, name),
  });
  const today = localDay(now);
  return (
    <form method="post" action={URL} class="stack">
      <RequestId value={newRequestId()} />
      <Select
        {...field('accountId', t('colPerson'), actor.accountId)}
        options={book.mayRecord.map(({ id, name, position }) => ({
          value: id,
          label: position === '' ? name : `${name}, ${position}`,
        }))}
        required
      />
      <div class="row">
        <Field
          {...field('fromDay', word('leaveFrom'), today.toString())}
          type="date"
          width="short"
          required
        />
        <Field
          {...field('fromTime', word('leaveFromTime'), formatTime(toLocal(now)))}
          type="time"
          width="short"
          optional
        />
      </div>
      <div class="row">
        <Field
          {...field('toDay', word('leaveTo'), today.add({ days: 1 }).toString())}
          type="date"
          width="short"
          required
        />
        <Field {...field('toTime', word('leaveToTime'))} type="time" width="short" optional />
      </div>
      <Select
        {...field('reason', word('leaveReason'), 'annual')}
        options={REASONS.map((reason) => ({ value: reason, label: reasonWord(reason, lang) }))}
      />
      <Choices
        name="handOn"
        label={t('handOn')}
        hint={t('handOnHint')}
        value={typed(faults, 'handOn') ?? 'all'}
        options={[
          { value: 'all', label: t('handOnAll') },
          { value: 'due', label: t('handOnDue') },
          { value: 'none', label: t('handOnNone') },
        ]}
      />
      <Field {...field('note', t('note'))} optional />
      <Button look="primary">{word('leaveButton')}</Button>
    </form>
  );
}

function Lines({ lines, title, lang }: { lines: readonly LeaveLine[]; title: string; lang: Lang }) {
  const t = leaveMessages(lang);
  return (
    <section class="stack-s">
      <h2>{title}</h2>
      <Table
        caption={title}
        captionHidden
        rows={lines}
        rowKey={(line) => line.id}
        empty={<Empty title={t('none')} />}
        columns={[
          { key: 'who', header: t('colPerson'), primary: true, cell: (line) => line.name },
          {
            key: 'when',
            header: t('colWhen'),
            cell: (line) => `${formatDateTime(line.from, lang)} – ${formatDateTime(line.to, lang)}`,
          },
          {
            key: 'why',
            header: t('colReason'),
            cell: (line) =>
              line.private ? '' : [reasonWord(line.reason, lang), line.note].filter(Boolean).join('. '),
          },
          {
            key: 'dossiers',
            header: t('colHandOn'),
            cell: (line) =>
              line.handOn === 'none' ? (
                t('handOnNone')
              ) : (
                <a href={`/can-bo/ban-giao?vang=${line.id}`}>{t('seeHandOn')}</a>
              ),
          },
          {
            key: 'end',
            header: t('colEnd'),
            cell: (line) =>
              line.mayEnd ? (
                <form method="post" action={`${URL}/${line.id}/xong`}>
                  <Button>{line.begun ? t('back') : t('callOff')}</Button>
                </form>
              ) : null,
          },
        ]}
      />
    </section>
  );
}

function DepartForm({ book, faults, lang }: { book: LeaveBook; faults: Faults; lang: Lang }) {
  const t = departMessages(lang);
  return (
    <form method="post" action={`${URL}/thoi-viec`} class="stack-s">
      <RequestId value={newRequestId()} />
      <p>{t('lead')}</p>
      <Select
        name="accountId"
        label={t('person')}
        options={book.mayRecord.map(({ id, name, position }) => ({
          value: id,
          label: `${name}, ${position}`,
        }))}
        blank=""
        value={typed(faults, 'accountId')}
        error={errorFor(faults.fields, 'accountId')}
        required
      />
      <Field
        name="reason"
        label={t('reason')}
        value={typed(faults, 'reason')}
        error={errorFor(faults.fields, 'reason')}
        required
      />
      <Button look="danger">{t('button')}</Button>
    </form>
  );
}

function LeavePage(props: FormProps & { readonly form: 'leave' | 'depart' }) {
  const { actor, book, faults, lang, form } = props;
  const t = leaveMessages(lang);
  const of = (name: typeof form) => (form === name ? faults : NO_FAULTS);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={URL}>
      <PageHead title={t('title')} why={t('lead')}>
        <p>
          <a href="/can-bo/ban-giao">{t('allHandOns')}</a>
        </p>
      </PageHead>
      <ErrorSummary errors={faults.fields} detail={faults.detail} lang={lang} />
      <Lines lines={book.lines.filter((line) => line.begun)} title={t('nowTitle')} lang={lang} />
      {book.lines.some((line) => !line.begun) ? (
        <Lines lines={book.lines.filter((line) => !line.begun)} title={t('soonTitle')} lang={lang} />
      ) : null}
      {book.mayRecord.length === 0 ? null : (
        <section class="stack-s">
          <h2>{t('recordTitle')}</h2>
          <LeaveForm {...props} faults={of('leave')} />
        </section>
      )}
      {can(dutyPolicy, actor, 'depart', { centreId: actor.centreId }) ? (
        <Fold title={departMessages(lang)('title')} open={of('depart') !== NO_FAULTS}>
          <DepartForm book={book} faults={of('depart')} lang={lang} />
        </Fold>
      ) : null}
    </OfficerLayout>
  );
}

/** Mounts `/can-bo/nghi`: who is away, recording and ending absences, leaving for good. */
export function leavePages(app: FastifyInstance, ctx: AppContext): void {
  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    form: 'leave' | 'depart' = 'leave',
    faults: Faults = NO_FAULTS,
  ) {
    const actor = requireStaff(request.actor);
    const book = await getLeaves(ctx, actor);
    const now = ctx.clock.now();
    return reply.html(
      <LeavePage {...{ actor, book, faults, now, form }} lang={request.lang} />,
      faults === NO_FAULTS ? 200 : 422,
    );
  }
  async function submit<S extends z.ZodType>(
    schema: S,
    form: 'leave' | 'depart',
    command: (input: z.output<S>) => Promise<string>,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const parsed = parseForm(schema, request.body);
    if (!parsed.ok) {
      return show(request, reply, form, { fields: parsed.fields, values: parsed.values });
    }
    try {
      return await reply.redirect(await command(parsed.data), 303);
    } catch (error) {
      if (!isProblem(error, 'validation') && !isProblem(error, 'conflict')) {
        throw error;
      }
      return show(request, reply, form, faultsOf(error, request.body));
    }
  }
  page(app, { url: URL, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: URL,
    handler: (request, reply) =>
      submit(
        RecordLeaveInput,
        'leave',
        async (input) => {
          const id = await recordLeave(ctx, request.actor, input);
          return input.handOn === 'none' ? URL : `/can-bo/ban-giao?vang=${id}`;
        },
        request,
        reply,
      ),
  });
  page(app, {
    method: 'POST',
    url: `${URL}/thoi-viec`,
    handler: (request, reply) =>
      submit(
        DepartInput,
        'depart',
        async (input) => {
          await departPerson(ctx, request.actor, input);
          return '/can-bo/ban-giao';
        },
        request,
        reply,
      ),
  });
  page(app, {
    method: 'POST',
    url: `${URL}/:id/xong`,
    async handler(request, reply) {
      const { id } = z.object({ id: z.uuid() }).parse(request.params);
      await endLeave(ctx, request.actor, id);
      return reply.redirect(`/can-bo/ban-giao?vang=${id}`, 303);
    },
  });
}
