import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem, type Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { formatIso, formatTime, localDay, toLocal } from '#platform/time.ts';
import { Button, ButtonLink, ErrorSummary, Fold, Notice, RequestId } from '#ui/components.ts';
import { cancelAppointment, moveAppointment } from '../commands/change-appointment.ts';
import { findMatter, type Matter } from '../procedure.ts';
import {
  type AppointmentView,
  bookableDays,
  bookableSlots,
  getAppointment,
} from '../queries/appointments.ts';
import { writeCode } from '../rules/appointments.ts';
import { MoveInput } from '../schema/appointments.ts';
import { calendarFile } from './appointment-file.ts';
import { appointmentTexts } from './appointment-messages.ts';
import { bookFrame } from './book.tsx';
import { type BookFrame, BookPage, DayList, dayWords, SlotList, timeWords } from './book-parts.tsx';
import { PushOffer } from './push-offer.tsx';
import { PaperList } from './steps.tsx';
import { Qr } from './ticket-face.tsx';

/** Changes that one address may send in a minute. */
const CHANGES_PER_MINUTE = 20;

const Params = z.object({ token: z.string().min(16).max(64) });
const MoveQuery = z.object({
  ngay: z.iso
    .date()
    .transform((text) => Temporal.PlainDate.from(text))
    .optional()
    .catch(undefined),
});

interface Shown {
  readonly frame: BookFrame;
  readonly view: AppointmentView;
  readonly matter: Matter | undefined;
  readonly need: string;
  /** Address of this page, for the QR code. */
  readonly address: string;
  readonly moved: boolean;
}

async function load(ctx: AppContext, request: FastifyRequest): Promise<Shown> {
  const { token } = Params.parse(request.params);
  const frame = await bookFrame(ctx, request);
  const view = await getAppointment(ctx, request.actor, { token });
  const matter = await findMatter(ctx, request.actor, view.appointment.procedureCode ?? undefined);
  const { group } = view;
  return {
    frame,
    view,
    matter,
    need: matter?.name ?? (frame.lang === 'en' ? group.nameEn : group.name),
    address: `${ctx.config.publicUrl}/hen/${token}`,
    moved: z.object({ doi: z.literal('1') }).safeParse(request.query).success,
  };
}

function headline({ view, frame }: Shown): string {
  const t = appointmentTexts(frame.lang);
  const { state, start } = view.appointment;
  return state === 'booked' ? t('hen.booked', { time: timeWords(start, frame.lang) }) : t(`hen.${state}`);
}

function Face({ shown }: { shown: Shown }) {
  const { view, frame, address } = shown;
  const t = appointmentTexts(frame.lang);
  const code = writeCode(view.appointment.code);
  return (
    <section class="hen-face stack-s">
      <p>{t('hen.code')}</p>
      <p class="hen-code">{code}</p>
      <Qr text={address} label={t('hen.qr', { code })} />
      <p class="soft small">{t('hen.keep')}</p>
    </section>
  );
}

function Facts({ shown }: { shown: Shown }) {
  const { view, frame } = shown;
  const t = appointmentTexts(frame.lang);
  const { start } = view.appointment;
  const clock = (at: Temporal.Instant) => formatTime(toLocal(at));
  const from = clock(view.comeFrom);
  const to = clock(start.add({ minutes: view.rules.graceMinutes }));
  return (
    <dl class="summary">
      <div>
        <dt>{t('hen.where')}</dt>
        <dd>
          {frame.centre.name}
          {frame.centre.address ? `, ${frame.centre.address}` : ''}
        </dd>
      </div>
      <div>
        <dt>{t('hen.how')}</dt>
        <dd>{t('hen.how.text', { from, to })}</dd>
      </div>
      {view.phone === null ? null : (
        <div>
          <dt>{t('hen.phone')}</dt>
          <dd>{view.phone}</dd>
        </div>
      )}
    </dl>
  );
}

function Cancel({ shown, requestId }: { shown: Shown; requestId: string }) {
  const t = appointmentTexts(shown.frame.lang);
  return (
    <Fold title={t('hen.cancel')} id="huy">
      <p>{t('hen.cancel.sure')}</p>
      <form method="post" action={`/hen/${shown.view.appointment.token}/huy`}>
        <RequestId value={requestId} />
        <Button look="danger">{t('hen.cancel')}</Button>
      </form>
    </Fold>
  );
}

function Booked({ shown, requestId }: { shown: Shown; requestId: string }) {
  const { view, matter, frame } = shown;
  const t = appointmentTexts(frame.lang);
  const base = `/hen/${view.appointment.token}`;
  return (
    <>
      {shown.moved ? <Notice tone="ok" role="status" title={t('hen.moved')} /> : null}
      {view.closed ? <Notice tone="late" title={t('hen.closed')} /> : null}
      <Face shown={shown} />
      <Facts shown={shown} />
      <p class="row no-print">
        <ButtonLink look="primary" href={`${base}/lich.ics`}>
          {t('hen.calendar')}
        </ButtonLink>
        <ButtonLink href={`${base}/doi`}>{t('hen.move')}</ButtonLink>
      </p>
      <PushOffer of={{ kind: 'appointment', token: view.appointment.token }} lang={frame.lang} />
      {matter === undefined ? null : (
        <Fold title={t('hen.bring')} open>
          <PaperList papers={matter.papers} door={{ lang: frame.lang }} />
        </Fold>
      )}
      <Cancel shown={shown} requestId={requestId} />
    </>
  );
}

function Over({ shown }: { shown: Shown }) {
  const { view, frame } = shown;
  const t = appointmentTexts(frame.lang);
  const stillToday = view.appointment.state === 'no-show' && view.arrival.kind === 'late';
  return (
    <>
      {stillToday ? (
        <>
          <p>{t('hen.no-show.today')}</p>
          <Face shown={shown} />
        </>
      ) : null}
      <p>
        {view.ticketToken === null ? (
          <ButtonLink look={stillToday ? 'plain' : 'primary'} href="/dat-lich">
            {t('hen.again')}
          </ButtonLink>
        ) : (
          <ButtonLink look="primary" href={`/phieu/${view.ticketToken}`}>
            {t('hen.ticket')}
          </ButtonLink>
        )}
      </p>
    </>
  );
}

async function showMove(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  day: Temporal.PlainDate | undefined,
  refused?: Problem,
) {
  const { frame, view } = await load(ctx, request);
  const { lang } = frame;
  const t = appointmentTexts(lang);
  const { token, start, groupId, state } = view.appointment;
  const base = `/hen/${token}/doi`;
  if (state !== 'booked') {
    return reply.redirect(`/hen/${token}`);
  }
  const why = t('move.why', { time: timeWords(start, lang) });
  const wrong =
    refused === undefined ? null : <ErrorSummary errors={[]} detail={refused.details.detail} lang={lang} />;
  if (day === undefined) {
    const days = await bookableDays(ctx, request.actor, groupId);
    return reply.html(
      <BookPage frame={frame} title={t('move.title')} why={why} back={`/hen/${token}`}>
        {wrong}
        <DayList days={days} hrefOf={(one) => `${base}?ngay=${one.toString()}`} lang={lang} />
      </BookPage>,
      refused?.status ?? 200,
    );
  }
  const slots = await bookableSlots(ctx, request.actor, groupId, day);
  const requestId = newRequestId();
  return reply.html(
    <BookPage
      frame={frame}
      title={t('slot.title', { day: dayWords(day, lang) })}
      errand={t('move.title')}
      why={why}
      back={base}
    >
      {wrong}
      <form method="post" action={base} class="stack">
        <RequestId value={requestId} />
        <SlotList
          slots={slots}
          otherDay={base}
          lang={lang}
          answer={(slot, words) => (
            <button class="btn" type="submit" name="start" value={formatIso(slot.start)}>
              {words}
            </button>
          )}
        />
      </form>
    </BookPage>,
    refused?.status ?? 200,
  );
}

const MoveForm = MoveInput.extend({ requestId: z.uuid() });

function mountChanges(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/hen/:token/doi',
    handler: (request, reply) => showMove(ctx, request, reply, MoveQuery.parse(request.query).ngay),
  });
  page(app, {
    method: 'POST',
    url: '/hen/:token/doi',
    perMinute: CHANGES_PER_MINUTE,
    handler: async (request, reply) => {
      const { token } = Params.parse(request.params);
      const form = parseForm(MoveForm, request.body);
      if (!form.ok) {
        return showMove(ctx, request, reply, undefined);
      }
      const { requestId, start } = form.data;
      try {
        await moveAppointment(ctx, request.actor, token, { start }, requestId);
        return reply.redirect(`/hen/${token}?doi=1`, 303);
      } catch (error) {
        if (isProblem(error, 'conflict') || isProblem(error, 'not-allowed-now')) {
          return showMove(ctx, request, reply, localDay(start), error);
        }
        throw error;
      }
    },
  });
  page(app, {
    method: 'POST',
    url: '/hen/:token/huy',
    perMinute: CHANGES_PER_MINUTE,
    handler: async (request, reply) => {
      const { token } = Params.parse(request.params);
      await cancelAppointment(ctx, request.actor, token);
      return reply.redirect(`/hen/${token}`, 303);
    },
  });
}

/** The appointment as its holder keeps it: code and QR, calendar file, moving, cancelling. All of it without script. */
export function mountAppointment(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/hen/:token',
    handler: async (request, reply) => {
      const shown = await load(ctx, request);
      const booked = shown.view.appointment.state === 'booked';
      return reply.html(
        <BookPage
          frame={shown.frame}
          title={headline(shown)}
          why={shown.need}
          islands={booked ? ['queue/push.js'] : []}
        >
          {booked ? <Booked shown={shown} requestId={newRequestId()} /> : <Over shown={shown} />}
        </BookPage>,
      );
    },
  });
  page(app, {
    url: '/hen/:token/lich.ics',
    handler: async (request, reply) => {
      const { view, need, frame, address } = await load(ctx, request);
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="lich-hen.ics"')
        .type('text/calendar; charset=utf-8')
        .send(
          calendarFile({
            appointment: view.appointment,
            need,
            centre: frame.centre,
            url: address,
            reminderMinutes: view.rules.reminderMinutes,
            now: ctx.clock.now(),
            lang: frame.lang,
          }),
        );
    },
  });
  mountChanges(app, ctx);
}
