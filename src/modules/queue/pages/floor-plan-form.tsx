import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate, formatDateTime, weekday } from '#platform/time.ts';
import {
  Button,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  Select,
  Table,
  TextArea,
} from '#ui/components.ts';
import { type HallPlanView, linesText } from '../queries-hall-plan.ts';
import type { StoredDuty } from '../repo/hall-plans.ts';
import { clockOf, FLOOR } from './floor-frame.tsx';
import { planMessages } from './floor-plan-messages.ts';

const t = planMessages('vi');

/** Two duties a day and counter: morning and afternoon as a rule, with these times until others are typed. */
const PARTS = [
  { part: 'a', from: '07:30', to: '11:30' },
  { part: 'b', from: '13:30', to: '17:00' },
] as const;

/** The name under which a duty of a counter is typed: "q3a". */
function dutyKey(counter: number, part: string): string {
  return `q${counter}${part}`;
}

/** What stands in the form: the plan, or the last one before where there is none. */
export function planValues(plan: HallPlanView): FormValues {
  const duties = plan.saved ? plan.duties : plan.earlier;
  const rows = plan.counters.flatMap(({ number }) => {
    const here = duties.filter(({ counter }) => counter === number);
    return PARTS.flatMap(({ part, from, to }, index) => {
      const duty = here[index];
      const name = `duties.${dutyKey(number, part)}`;
      return [
        [`${name}.officerId`, duty?.officerId ?? ''],
        [`${name}.from`, duty === undefined ? from : clockOf(duty.from)],
        [`${name}.to`, duty === undefined ? to : clockOf(duty.to)],
        [`${name}.lines`, duty === undefined ? '' : linesText(duty.lines)],
      ];
    });
  });
  return { ...Object.fromEntries(rows), note: plan.note };
}

interface FormProps {
  readonly plan: HallPlanView;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

function DutyRow({ plan, values, errors, number, part }: FormProps & { number: number; part: string }) {
  const name = `duties.${dutyKey(number, part)}`;
  const text = (field: string) => {
    const value = values[`${name}.${field}`];
    return typeof value === 'string' ? value : '';
  };
  const shown = part === PARTS[0].part ? 1 : 2;
  return (
    <div class="floor-duty">
      <Select
        name={`${name}.officerId`}
        label={t('officer', { part: shown, number })}
        blank={t('officer.none')}
        options={plan.officers.map(({ id, name: label }) => ({ value: id, label }))}
        value={text('officerId')}
        error={errorFor(errors, `${name}.officerId`)}
      />
      <Field
        name={`${name}.from`}
        label={t('from')}
        value={text('from')}
        error={errorFor(errors, `${name}.from`)}
      />
      <Field name={`${name}.to`} label={t('to')} value={text('to')} error={errorFor(errors, `${name}.to`)} />
      <Field
        name={`${name}.lines`}
        label={t('lines')}
        value={text('lines')}
        error={errorFor(errors, `${name}.lines`)}
      />
    </div>
  );
}

/** Who of the plan is on leave. */
export function Away({ plan }: { plan: HallPlanView }) {
  if (plan.away.length === 0) {
    return null;
  }
  return (
    <Notice tone="soon" title={t('away')}>
      <ul>
        {plan.away.map(({ duty, until }) => (
          <li key={duty.id}>
            {t('away.line', {
              name: duty.officer,
              counter: duty.counter,
              from: clockOf(duty.from),
              until: formatDateTime(until),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The form of a day: two duties for each counter. */
export function PlanForm(props: FormProps) {
  const { plan, values, errors } = props;
  return (
    <form method="post" action={`${FLOOR}/ke-hoach?ngay=${plan.day.toString()}`} class="stack" novalidate>
      <ErrorSummary errors={errors} />
      <RequestId value={newRequestId()} />
      <p class="soft">{t('lines.how')}</p>
      {plan.counters.map(({ number, name, lines }) => (
        <fieldset key={number} class="stack-s">
          <legend>
            {t('counter', { number })} · {name}
            {lines === '' ? null : <span class="soft small"> · {t('counter.now', { lines })}</span>}
          </legend>
          {PARTS.map(({ part }) => (
            <DutyRow key={part} {...props} number={number} part={part} />
          ))}
        </fieldset>
      ))}
      <TextArea
        name="note"
        label={t('note')}
        value={typeof values['note'] === 'string' ? values['note'] : ''}
        error={errorFor(errors, 'note')}
      />
      <p>
        <Button look="primary" keys="Control+Enter">
          {t('save')}
        </Button>
      </p>
    </form>
  );
}

/** The plan for whoever may only read it. */
export function PlanTable({ plan }: { plan: HallPlanView }) {
  return (
    <div class="stack">
      {plan.note === '' ? null : <p>{plan.note}</p>}
      <Table
        caption={t('title', { day: formatDate(plan.day) })}
        captionHidden
        rows={plan.duties}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          {
            key: 'counter',
            header: t('table.counter'),
            primary: true,
            cell: ({ counter }) => t('counter', { number: counter }),
          },
          { key: 'officer', header: t('table.officer'), cell: ({ officer }) => officer },
          { key: 'time', header: t('table.time'), cell: ({ from, to }) => `${clockOf(from)}–${clockOf(to)}` },
          { key: 'lines', header: t('lines'), cell: ({ lines }) => linesText(lines) || '–' },
        ]}
      />
    </div>
  );
}

/** What the plans have for the officer, as a notice on their counter's page; nothing without a plan. */
export function MyDuties({ duties, today }: { duties: readonly StoredDuty[]; today: Temporal.PlainDate }) {
  if (duties.length === 0) {
    return null;
  }
  return (
    <Notice title={t('mine')}>
      <ul>
        {duties.map(({ id, day, from, to, counter, lines }) => (
          <li key={id}>
            {t('mine.line', {
              day: day.equals(today) ? t('today') : `${weekday(day)} ${formatDate(day)}`,
              from: clockOf(from),
              to: clockOf(to),
              counter,
            })}
            {lines.length === 0 ? null : t('mine.lines', { lines: linesText(lines) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
