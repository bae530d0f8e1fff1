import type { ComponentChildren } from 'preact';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, weekday } from '#platform/time.ts';
import { Button, errorFor, Field, Fold, RequestId, Select } from '#ui/components.ts';
import { pageMessages } from '../messages.ts';
import { writeHours } from '../rules/hours-text.ts';
import type { CalendarVersion } from '../schema/version.ts';
import { CERTAINTIES, WEEKDAY_KEYS } from '../schema.ts';
import type { ChangeKind } from './forms.ts';

/** What was posted and refused, so that nothing has to be typed twice. */
export interface Refused {
  readonly kind: string;
  readonly values: FormValues;
  readonly fields: readonly FieldError[];
}

export interface ChangeFormsProps {
  readonly version: CalendarVersion;
  readonly year: number;
  readonly lang: Lang;
  readonly requestId: string;
  readonly refused?: Refused | undefined;
}

/** The five things that can be changed, each folded away until it is needed. */
export function ChangeForms(props: ChangeFormsProps) {
  return (
    <div class="stack">
      <AddOff {...props} />
      <AddWork {...props} />
      <Remove {...props} />
      <Extend {...props} />
      <Hours {...props} />
    </div>
  );
}

function Form(props: ChangeFormsProps & { kind: ChangeKind; children: ComponentChildren }) {
  const t = pageMessages(props.lang);
  const title = props.kind === 'hours' ? t('hours-form-title') : t(`${props.kind}-title`);
  return (
    <Fold title={title} open={props.refused?.kind === props.kind}>
      <form method="post" action={`/can-bo/quan-tri/lich?nam=${props.year}`} class="stack" novalidate>
        <RequestId value={props.requestId} />
        <input type="hidden" name="kind" value={props.kind} />
        {props.children}
        <div>
          <Button look={props.kind === 'remove' ? 'danger' : 'primary'}>{t(`do-${props.kind}`)}</Button>
        </div>
      </form>
    </Fold>
  );
}

interface LineProps extends ChangeFormsProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'date' | undefined;
  readonly optional?: boolean | undefined;
  readonly value?: string | undefined;
}

function typed(refused: Refused | undefined, name: string): string | undefined {
  const value = refused?.values[name];
  return typeof value === 'string' ? value : undefined;
}

function Line({ name, label, hint, type, optional, value, refused, lang }: LineProps) {
  return (
    <Field
      name={name}
      label={label}
      hint={hint}
      type={type}
      optional={optional}
      lang={lang}
      width={type === 'date' ? 'short' : 'mid'}
      value={typed(refused, name) ?? value}
      error={errorFor(refused?.fields, name)}
    />
  );
}

function NoteFields(props: ChangeFormsProps & { kind: 'add-off' | 'add-work' }) {
  const t = pageMessages(props.lang);
  const certainty = `${props.kind}.certainty`;
  return (
    <>
      <Line {...props} name={`${props.kind}.name`} label={t('field-name')} />
      <Line
        {...props}
        name={`${props.kind}.source`}
        label={t('field-source')}
        hint={t('field-source-hint')}
      />
      <Select
        name={certainty}
        label={t('field-certainty')}
        value={typed(props.refused, certainty) ?? 'confirmed'}
        error={errorFor(props.refused?.fields, certainty)}
        options={CERTAINTIES.map((value) => ({ value, label: t(value) }))}
      />
    </>
  );
}

function AddOff(props: ChangeFormsProps) {
  const t = pageMessages(props.lang);
  return (
    <Form {...props} kind="add-off">
      <Line {...props} name="add-off.from" type="date" label={t('field-from')} />
      <Line
        {...props}
        name="add-off.to"
        type="date"
        label={t('field-to')}
        hint={t('field-to-hint')}
        optional
      />
      <NoteFields {...props} kind="add-off" />
    </Form>
  );
}

function AddWork(props: ChangeFormsProps) {
  const t = pageMessages(props.lang);
  return (
    <Form {...props} kind="add-work">
      <Line {...props} name="add-work.from" type="date" label={t('field-day')} />
      <Line {...props} name="add-work.line" label={t('field-hours')} hint={t('field-hours-hint')} optional />
      <NoteFields {...props} kind="add-work" />
    </Form>
  );
}

function Remove(props: ChangeFormsProps) {
  const t = pageMessages(props.lang);
  const options = props.version.days
    .filter((day) => day.date.startsWith(`${props.year}-`))
    .map(({ date, name }) => {
      const day = Temporal.PlainDate.from(date);
      return { value: date, label: `${weekday(day, props.lang)} ${formatDate(day)} · ${name}` };
    });
  return (
    <Form {...props} kind="remove">
      <Select
        name="remove.from"
        label={t('field-day')}
        blank={t('choose-day')}
        options={options}
        value={typed(props.refused, 'remove.from')}
        error={errorFor(props.refused?.fields, 'remove.from')}
      />
      <Line {...props} name="remove.reason" label={t('field-reason')} />
    </Form>
  );
}

function Extend(props: ChangeFormsProps) {
  const t = pageMessages(props.lang);
  const nextYear = `${Temporal.PlainDate.from(props.version.covers[1]).year + 1}-12-31`;
  return (
    <Form {...props} kind="extend">
      <Line {...props} name="extend.through" type="date" label={t('field-through')} value={nextYear} />
      <Line {...props} name="extend.source" label={t('field-source')} hint={t('field-source-hint')} />
    </Form>
  );
}

function Hours(props: ChangeFormsProps) {
  const t = pageMessages(props.lang);
  // A refused form is shown as it was posted: an emptied line stays empty.
  const posted = props.refused?.kind === 'hours';
  const publicHours = props.version.publicHours ?? props.version.hours;
  const week = (
    prefix: string,
    legend: 'field-terms-week' | 'field-public-week',
    hours: CalendarVersion['hours'],
  ) => (
    <fieldset class="question">
      <legend>{t(legend)}</legend>
      <p class="question-hint">{t('field-week-hint')}</p>
      {WEEKDAY_KEYS.map((key, i) => (
        <Line
          key={key}
          {...props}
          name={`hours.${prefix}.${key}`}
          label={weekday({ dayOfWeek: i + 1 }, props.lang)}
          value={posted ? '' : writeHours(hours[key])}
        />
      ))}
    </fieldset>
  );
  return (
    <Form {...props} kind="hours">
      {week('week', 'field-terms-week', props.version.hours)}
      {week('publicWeek', 'field-public-week', publicHours)}
      <Line {...props} name="hours.source" label={t('field-source')} hint={t('field-source-hint')} />
    </Form>
  );
}
