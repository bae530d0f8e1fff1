import type { ComponentChildren } from 'preact';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatIso, formatTime, toLocal, weekday } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import {
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  RequestId,
} from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import type { FreeSlot, OfferedDay } from '../queries/free-slots.ts';
import { appointmentTexts } from './appointment-messages.ts';

const NOON = 12;

/** What every page of the booking has in its frame. */
export interface BookFrame {
  readonly lang: Lang;
  readonly centre: CentreFace;
}

/** The frame of one question: what is asked, why, and back at the same place on every page. */
export function BookPage(props: {
  frame: BookFrame;
  title: string;
  /** What it is asked for, where another errand asks the same. */
  errand?: string;
  why?: ComponentChildren;
  back?: string | undefined;
  islands?: readonly string[];
  children: ComponentChildren;
}) {
  const { lang, centre } = props.frame;
  return (
    <CitizenLayout
      title={props.errand === undefined ? props.title : `${props.title} · ${props.errand}`}
      lang={lang}
      centre={centre}
      path="/dat-lich"
      islands={props.islands}
    >
      <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
      <link rel="stylesheet" href={assetUrl('queue/appointments.css')} />
      <div class="measure stack">
        <PageHead title={props.title} why={props.why} />
        {props.children}
        {props.back === undefined ? null : (
          <p class="no-print">
            <ButtonLink href={props.back}>← {appointmentTexts(lang)('book.back')}</ButtonLink>
          </p>
        )}
      </div>
    </CitizenLayout>
  );
}

/** "thứ Tư 06/05/2026". */
export function dayWords(day: Temporal.PlainDate, lang: Lang): string {
  return `${weekday(day, lang)} ${formatDate(day)}`;
}

/** "08:00 thứ Tư 06/05/2026". */
export function timeWords(at: Temporal.Instant, lang: Lang): string {
  const local = toLocal(at);
  return `${formatTime(local)} ${dayWords(local.toPlainDate(), lang)}`;
}

/** Nothing can be booked: say what to do instead. */
export function NotBookable({ title, lang }: { title: string; lang: Lang }) {
  const t = appointmentTexts(lang);
  return (
    <Empty title={title}>
      <p>{t('book.closed.why')}</p>
      <p>
        <ButtonLink href="/lay-so">{t('book.take-number')}</ButtonLink>
      </p>
    </Empty>
  );
}

/** The days that can be chosen, full ones said to be so. */
export function DayList(props: {
  days: readonly OfferedDay[];
  hrefOf: (day: Temporal.PlainDate) => string;
  lang: Lang;
}) {
  const t = appointmentTexts(props.lang);
  if (props.days.every(({ left }) => left === 0)) {
    return <NotBookable title={t('day.none')} lang={props.lang} />;
  }
  return (
    <ul class="days">
      {props.days.map(({ day, left }) => (
        <li key={day.toString()}>
          {left === 0 ? (
            <span class="day-full">
              <span>{dayWords(day, props.lang)}</span>
              <span>{t('day.full')}</span>
            </span>
          ) : (
            <a href={props.hrefOf(day)}>
              <strong>{dayWords(day, props.lang)}</strong>
              <span class="soft">{t('day.left', { count: left })}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function HalfDay(props: {
  title: string;
  slots: readonly FreeSlot[];
  answer: (slot: FreeSlot, words: string) => ComponentChildren;
  lang: Lang;
}) {
  const t = appointmentTexts(props.lang);
  if (props.slots.length === 0) {
    return null;
  }
  return (
    <section class="stack-s">
      <h2>{props.title}</h2>
      <ul class="slots">
        {props.slots.map((slot) => {
          const words = formatTime(toLocal(slot.start));
          return (
            <li key={words}>
              {slot.left === 0 ? (
                <span class="slot-full">
                  <span>{words}</span>
                  <span class="small">{t('day.full')}</span>
                </span>
              ) : (
                props.answer(slot, words)
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The times of a day, morning and afternoon; `answer` makes the link or button of a free one. */
export function SlotList(props: {
  slots: readonly FreeSlot[];
  answer: (slot: FreeSlot, words: string) => ComponentChildren;
  otherDay: string;
  lang: Lang;
}) {
  const { slots, answer, lang } = props;
  const t = appointmentTexts(lang);
  const isMorning = (slot: FreeSlot) => toLocal(slot.start).hour < NOON;
  const morning = slots.filter(isMorning);
  const afternoon = slots.filter((slot) => !isMorning(slot));
  if (slots.every(({ left }) => left === 0)) {
    return (
      <Empty title={t('slot.none')}>
        <p>
          <ButtonLink href={props.otherDay}>{t('slot.other-day')}</ButtonLink>
        </p>
      </Empty>
    );
  }
  return (
    <>
      <HalfDay title={t('slot.morning')} slots={morning} answer={answer} lang={lang} />
      <HalfDay title={t('slot.afternoon')} slots={afternoon} answer={answer} lang={lang} />
    </>
  );
}

/** What was typed into the last question, with what is wrong about it. */
export interface ContactTyped {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly detail?: string | undefined;
  readonly errors: readonly FieldError[];
  /** The wanted time is gone; these are free. */
  readonly instead?: readonly Temporal.Instant[] | undefined;
}

/** The last question: name and phone. Where the time has just been taken, other times stand in the same form. */
export function ContactForm(props: {
  start: Temporal.Instant;
  groupId: string;
  procedureCode: string | undefined;
  requestId: string;
  typed: ContactTyped | undefined;
  lang: Lang;
}) {
  const { typed, lang, start } = props;
  const t = appointmentTexts(lang);
  const errors = typed?.errors ?? [];
  const instead = typed?.instead ?? [];
  return (
    <>
      {typed === undefined ? null : <ErrorSummary errors={errors} detail={typed.detail} lang={lang} />}
      <form method="post" action="/dat-lich" class="stack" novalidate>
        <RequestId value={props.requestId} />
        <input type="hidden" name="groupId" value={props.groupId} />
        {props.procedureCode === undefined ? null : (
          <input type="hidden" name="procedureCode" value={props.procedureCode} />
        )}
        {instead.length === 0 ? (
          <input type="hidden" name="start" value={formatIso(start)} />
        ) : (
          <Choices
            name="start"
            label={t('who.other-time')}
            options={instead.map((at) => ({ value: formatIso(at), label: timeWords(at, lang) }))}
            value={instead[0] === undefined ? undefined : formatIso(instead[0])}
            lang={lang}
          />
        )}
        <Field
          name="name"
          label={t('who.name')}
          hint={t('who.name.hint')}
          value={typed?.name}
          error={errorFor(errors, 'name')}
          autocomplete="name"
          maxlength={80}
          lang={lang}
        />
        <Field
          name="phone"
          type="tel"
          inputmode="tel"
          label={t('who.phone')}
          hint={t('who.phone.hint')}
          value={typed?.phone}
          error={errorFor(errors, 'phone')}
          autocomplete="tel-national"
          maxlength={20}
          width="mid"
          lang={lang}
        />
        <p class="soft small">{t('who.privacy')}</p>
        <p>
          <Button look="primary" wide>
            {t('who.book')}
          </Button>
        </p>
      </form>
    </>
  );
}
