import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { formatDate } from '#platform/time.ts';
import {
  Button,
  Chart,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Select,
  Table,
} from '#ui/components.ts';
import type { WhatIfAnswer } from '../queries-day.ts';
import type { WaitSummary } from '../rules/waits.ts';
import { dayMessages } from './floor-day-messages.ts';
import { FLOOR, minutesWords } from './floor-frame.tsx';

const t = dayMessages('vi');
/** Means that differ by less are called the same (minutes). */
const SAME = 0.5;

/** The question as a plain form. */
export function WhatIfForm({ values, errors }: { values: FormValues; errors: readonly FieldError[] }) {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  };
  const common = (name: string) => ({ name, value: text(name), error: errorFor(errors, name) });
  return (
    <form method="get" action={`${FLOOR}/thu`} class="stack" novalidate>
      <ErrorSummary errors={errors} />
      <div class="floor-columns">
        <div class="stack">
          <Field {...common('ngay')} label={t('if.day')} type="date" width="mid" />
          <Select
            {...common('tuan')}
            label={t('if.weeks')}
            options={(['1', '4'] as const).map((value) => ({ value, label: t(`if.weeks.${value}`) }))}
          />
          <Choices
            {...common('viec')}
            label={t('if.kind')}
            options={(['open', 'away', 'move'] as const).map((value) => ({
              value,
              label: t(`if.kind.${value}`),
            }))}
          />
        </div>
        <div class="stack">
          <Field {...common('quay')} label={t('if.counter')} inputmode="numeric" width="short" />
          <Field {...common('tu')} label={t('if.from')} width="short" />
          <Field {...common('den')} label={t('if.to')} width="short" />
          <Field {...common('nhom')} label={t('if.lines')} hint={t('if.lines.hint')} width="mid" />
        </div>
      </div>
      <p>
        <Button look="primary">{t('if.ask')}</Button>
      </p>
    </form>
  );
}

function verdict({ baseline, variant }: WhatIfAnswer): string {
  const change = variant.mean - baseline.mean;
  const means = { before: minutesWords(baseline.mean), after: minutesWords(variant.mean) };
  if (Math.abs(change) < SAME) {
    return t('if.result.same', means);
  }
  return t(change < 0 ? 'if.result.shorter' : 'if.result.longer', means);
}

const FIGURES = [
  ['if.mean', ({ mean }: WaitSummary) => minutesWords(mean)],
  ['col.median', ({ median }: WaitSummary) => minutesWords(median)],
  ['col.late', ({ late }: WaitSummary) => minutesWords(late)],
  ['col.longest', ({ longest }: WaitSummary) => minutesWords(longest)],
  ['called', ({ called }: WaitSummary) => String(called)],
  ['unserved', ({ unserved }: WaitSummary) => String(unserved)],
] as const satisfies readonly (readonly [string, (waits: WaitSummary) => string])[];

/** The day as it was measured, played again, and with the change. */
export function Answer({ answer }: { answer: WhatIfAnswer }) {
  const { days, measured, baseline, variant } = answer;
  if (days.length === 0) {
    return <Empty title={t('if.nobody')}>{t('none.why')}</Empty>;
  }
  const { hours } = baseline;
  const after = (hour: number) => variant.hours.find((one) => one.hour === hour);
  return (
    <section class="stack-l" aria-labelledby="ket-qua">
      <h2 id="ket-qua">{verdict(answer)}</h2>
      <Chart
        kind="line"
        title={t('if.chart')}
        labels={hours.map(({ hour }) => t('hour', { hour }))}
        series={[
          { name: t('if.s.before'), values: hours.map(({ median }) => median ?? 0) },
          { name: t('if.s.after'), values: hours.map(({ hour }) => after(hour)?.median ?? 0) },
          { name: t('if.s.before.late'), values: hours.map(({ late }) => late ?? 0) },
          { name: t('if.s.after.late'), values: hours.map(({ hour }) => after(hour)?.late ?? 0) },
        ]}
      />
      <Table
        caption={t('if.table')}
        rows={FIGURES}
        rowKey={([words]) => words}
        empty={null}
        columns={[
          { key: 'figure', header: t('if.col'), primary: true, cell: ([words]) => t(words) },
          { key: 'real', header: t('if.col.real'), align: 'end', cell: ([, figure]) => figure(measured) },
          { key: 'before', header: t('if.col.before'), align: 'end', cell: ([, figure]) => figure(baseline) },
          { key: 'after', header: t('if.col.after'), align: 'end', cell: ([, figure]) => figure(variant) },
        ]}
      />
      <p class="soft">{t('if.honest')}</p>
      <p class="soft">{t('if.days', { days: days.map((day) => formatDate(day)).join(', ') })}</p>
    </section>
  );
}
