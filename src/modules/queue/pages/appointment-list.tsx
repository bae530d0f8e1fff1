import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { keysOf } from '#platform/lists.ts';
import { formatTime, localDay, toLocal } from '#platform/time.ts';
import { Button, ButtonLink, Empty, ErrorSummary, LiveRegion, Notice, RequestId } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { appointmentMessages } from '../appointment-messages.ts';
import { checkIn } from '../commands/check-in.ts';
import { type AppointmentDay, appointmentsOn } from '../queries/appointments.ts';
import { readCheckInText, writeCode } from '../rules/appointments.ts';
import { PRIORITY_REASONS } from '../rules/priority.ts';
import { IssueInput } from '../schema.ts';
import { appointmentTexts } from './appointment-messages.ts';
import { dayWords } from './book-parts.tsx';
import { messages } from './messages.ts';

const BASE = '/can-bo/lich-hen';
const t = appointmentTexts('vi');

const Query = z.object({
  ngay: z.iso
    .date()
    .transform((text) => Temporal.PlainDate.from(text))
    .optional()
    .catch(undefined),
  so: z
    .string()
    .regex(/^[A-Z]\d{3,9}$/)
    .optional()
    .catch(undefined),
});
const Form = z.object({
  code: z.string().max(500),
  requestId: z.uuid(),
  priority: IssueInput.shape.priority.or(z.literal('').transform(() => undefined)),
});
const REASONS = keysOf(PRIORITY_REASONS);

type Line = AppointmentDay['lines'][number];

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: appointmentMessages('vi')('sign-in') });
  }
  return request.actor;
}

function stateWords(line: Line): string {
  switch (line.state) {
    case 'arrived':
      return t('list.arrived', { number: line.ticketNumber ?? '' });
    case 'no-show':
      return t('list.no-show');
    case 'cancelled':
      return appointmentMessages('vi')('state.cancelled');
    case 'booked':
      return line.arrival.kind === 'late'
        ? t('list.late', { minutes: line.arrival.minutes })
        : line.arrival.kind === 'on-time'
          ? t('list.soon')
          : t('list.booked');
    default:
      return line.state satisfies never;
  }
}

function mayCheckIn({ state, arrival }: Line): boolean {
  return arrival.kind !== 'other-day' && (state === 'booked' || state === 'no-show');
}

/** Who comes outside their time waits in the ordinary line; a reason for priority holds there as for everybody. */
function Priority({ line }: { line: Line }) {
  const m = messages('vi');
  return line.arrival.kind === 'on-time' ? null : (
    <select
      class="input input-short"
      name="priority"
      aria-label={t('list.priority', { name: line.name ?? writeCode(line.code) })}
    >
      <option value="">{t('list.no-priority')}</option>
      {REASONS.map((reason) => (
        <option key={reason} value={reason}>
          {m(`priority.${reason}`)}
        </option>
      ))}
    </select>
  );
}

function Row({ line }: { line: Line }) {
  const reminder =
    line.state !== 'booked' || line.remindedAt === null
      ? undefined
      : t(line.remindedBy.length > 0 ? 'list.reminded' : 'list.not-reminded');
  return (
    <tr data-row={line.id} data-due={mayCheckIn(line) && line.arrival.kind === 'on-time' ? '' : undefined}>
      <td data-label={t('list.time')}>{formatTime(toLocal(line.start))}</td>
      <td data-label={t('list.who')}>
        {line.name ?? <span class="soft">{t('list.forgotten')}</span>}
        {line.phone === null ? null : <span class="soft small"> · {line.phone}</span>}
      </td>
      <td data-label={t('list.need')}>
        {line.letter}: {line.groupName}
      </td>
      <td data-label={t('list.code')}>{writeCode(line.code)}</td>
      <td data-label={t('list.state')}>
        {stateWords(line)}
        {reminder === undefined ? null : <span class="soft small"> · {reminder}</span>}
      </td>
      <td>
        {mayCheckIn(line) ? (
          <form method="post" action={BASE} class="row">
            <RequestId value={newRequestId()} />
            <input type="hidden" name="code" value={line.code} />
            <Priority line={line} />
            <button
              class="btn"
              type="submit"
              data-row-action=""
              aria-label={t('list.check-in', { name: line.name ?? writeCode(line.code) })}
            >
              {t('list.check-in.short')}
            </button>
          </form>
        ) : null}
      </td>
    </tr>
  );
}

function Lines({ list, address }: { list: AppointmentDay; address: string }) {
  if (list.lines.length === 0) {
    return <Empty title={t('list.empty')}>{t('list.empty.why', { address })}</Empty>;
  }
  return (
    <div class="table-wrap" data-walk="">
      <table class="table">
        <thead>
          <tr>
            {(['list.time', 'list.who', 'list.need', 'list.code', 'list.state'] as const).map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
            <th scope="col">
              <span class="sr-only">{t('list.check-in.short')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.lines.map((line) => (
            <Row key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CodeForm() {
  return (
    <form method="post" action={BASE} class="row">
      <RequestId value={newRequestId()} />
      <input
        class="input input-mid"
        name="code"
        aria-label={t('list.find')}
        placeholder={t('list.find')}
        autocomplete="off"
        data-search=""
      />
      <Button>{t('list.check-in.short')}</Button>
    </form>
  );
}

function ListPage(props: {
  actor: StaffActor;
  centre: CentreFace | undefined;
  list: AppointmentDay;
  today: Temporal.PlainDate;
  address: string;
  done: string | undefined;
  refused: Problem | undefined;
}) {
  const { actor, list, today } = props;
  const count = (state: Line['state']) => list.lines.filter((line) => line.state === state).length;
  const dayLink = (days: number) => `${BASE}?ngay=${list.day.add({ days }).toString()}`;
  return (
    <OfficerLayout
      title={t('list.title')}
      actor={actor}
      centre={props.centre}
      path={BASE}
      islands={['queue/appointments.js']}
    >
      <LiveRegion id="appointments" topics={[`staff:${actor.centreId}`, `hall:${actor.centreId}`]}>
        <PageHead
          title={t('list.title')}
          why={t('list.why', {
            day: dayWords(list.day, 'vi'),
            booked: count('booked'),
            arrived: count('arrived'),
            missed: count('no-show'),
          })}
        />
        {props.refused === undefined ? null : (
          <ErrorSummary errors={[]} detail={props.refused.details.detail} />
        )}
        {props.done === undefined ? null : (
          <Notice tone="ok" role="status" title={t('list.done', { number: props.done })} />
        )}
        {list.day.equals(today) ? <CodeForm /> : null}
        <Lines list={list} address={props.address} />
      </LiveRegion>
      <p class="row no-print">
        <ButtonLink href={dayLink(-1)}>← {t('list.prev')}</ButtonLink>
        <ButtonLink href={dayLink(1)}>{t('list.next')} →</ButtonLink>
      </p>
    </OfficerLayout>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply, refused?: Problem) {
  const actor = staffOf(request);
  const { ngay, so } = Query.parse(request.query);
  const today = localDay(ctx.clock.now());
  return reply.html(
    <ListPage
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      list={await appointmentsOn(ctx, actor, ngay ?? today)}
      today={today}
      address={`${ctx.config.publicUrl}/dat-lich`}
      done={so}
      refused={refused}
    />,
    refused?.status ?? 200,
  );
}

/** The officers' list of the day's appointments, live, with check-in by one press. */
export function mountAppointmentList(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: BASE, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: BASE,
    handler: async (request, reply) => {
      const actor = staffOf(request);
      const form = parseForm(Form, request.body);
      const key = form.ok ? readCheckInText(form.data.code) : undefined;
      try {
        if (!form.ok || key === undefined) {
          throw new Problem('validation', { detail: appointmentMessages('vi')('check-in.text') });
        }
        // An officer who presses has the person before them: who is early waits in the ordinary line.
        const { requestId, priority } = form.data;
        const { ticket } = await checkIn(ctx, actor, key, { waitInLine: true, requestId, priority });
        return reply.redirect(`${BASE}?so=${ticket.number}`, 303);
      } catch (error) {
        if (isProblem(error) && !isProblem(error, 'forbidden')) {
          return show(ctx, request, reply, error);
        }
        throw error;
      }
    },
  });
}
