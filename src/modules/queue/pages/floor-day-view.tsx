import { formatTime, toLocal } from '#platform/time.ts';
import { Chart, Empty, Notice, SummaryList, Table } from '#ui/components.ts';
import type { DayPart, DayReport } from '../queries-day.ts';
import type { WaitSummary } from '../rules/waits.ts';
import { dayMessages } from './floor-day-messages.ts';
import { clockOf, minutesWords } from './floor-frame.tsx';

const t = dayMessages('vi');

function clock(iso: string | null): string {
  return iso === null ? t('shift.now') : formatTime(toLocal(Temporal.Instant.from(iso)));
}

function Figures({ waits }: { waits: WaitSummary }) {
  const minutes = (value: number) => t('minutes', { count: minutesWords(value) });
  return (
    <dl class="floor-figures">
      {(
        [
          ['called', String(waits.called)],
          ['unserved', String(waits.unserved)],
          ['median', minutes(waits.median)],
          ['late', minutes(waits.late)],
          ['longest', minutes(waits.longest)],
        ] as const
      ).map(([words, value]) => (
        <div key={words}>
          <dt>{t(words)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Why({ report }: { report: DayReport }) {
  if (report.explained.length === 0) {
    return <p class="soft">{t('because.none')}</p>;
  }
  return (
    <Notice tone="soon" title={t('because')}>
      <ul>
        {report.explained.map((step) => (
          <li key={step.from}>
            {t('because.line', {
              ...step,
              from: clockOf(step.from),
              to: clockOf(step.to),
              median: minutesWords(step.median),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type Named = DayPart & { readonly key: string; readonly words: string };

function Parts({ caption, rows }: { caption: string; rows: readonly Named[] }) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ key }) => key}
      empty={<Empty title={t('none')} />}
      columns={[
        { key: 'name', header: t('col.name'), primary: true, cell: ({ words }) => words },
        {
          key: 'people',
          header: t('col.people'),
          align: 'end',
          cell: ({ waits }) => waits.called + waits.unserved,
        },
        {
          key: 'median',
          header: t('col.median'),
          align: 'end',
          cell: ({ waits }) => minutesWords(waits.median),
        },
        { key: 'late', header: t('col.late'), align: 'end', cell: ({ waits }) => minutesWords(waits.late) },
        {
          key: 'longest',
          header: t('col.longest'),
          align: 'end',
          cell: ({ waits }) => minutesWords(waits.longest),
        },
        { key: 'stay', header: t('col.stay'), align: 'end', cell: ({ stayMean }) => minutesWords(stayMean) },
      ]}
    />
  );
}

function Staffing({ report }: { report: DayReport }) {
  return (
    <section class="stack" aria-labelledby="truc">
      <h2 id="truc">{t('staffing')}</h2>
      <SummaryList
        items={report.staffing.counters.map(({ number, name, shifts }) => ({
          term: `${t('counter', { number })} · ${name}`,
          value:
            shifts.length === 0 ? (
              t('shift.none')
            ) : (
              <ul class="plain">
                {shifts.map(({ from, until, officer, pauses }) => (
                  <li key={from}>
                    {t('shift.line', { from: clock(from), to: clock(until), officer: officer ?? '' })}
                    {pauses.map((pause) => (
                      <span key={pause.from} class="soft">
                        {'; '}
                        {t('shift.pause', {
                          from: clock(pause.from),
                          to: clock(pause.until),
                          reason: pause.reason,
                        })}
                      </span>
                    ))}
                  </li>
                ))}
              </ul>
            ),
        }))}
      />
    </section>
  );
}

/** A day afterwards: figures, pictures, reasons, tables, staffing. */
export function DayView({ report }: { report: DayReport }) {
  const { hours } = report.whole.waits;
  if (hours.length === 0) {
    return <Empty title={t('none')}>{t('none.why')}</Empty>;
  }
  const labels = hours.map(({ hour }) => t('hour', { hour }));
  return (
    <div class="stack-l">
      <Figures waits={report.whole.waits} />
      <Why report={report} />
      <div class="floor-columns">
        <Chart
          kind="bar"
          title={t('chart.waits')}
          labels={labels}
          series={[
            { name: t('chart.median'), values: hours.map(({ median }) => median ?? 0), tone: 'waiting' },
            { name: t('chart.late'), values: hours.map(({ late }) => late ?? 0), tone: 'late' },
          ]}
        />
        <Chart
          kind="bar"
          title={t('chart.open')}
          labels={labels}
          series={[
            { name: t('chart.fewest'), values: report.open.map(({ fewest }) => fewest), tone: 'soon' },
            { name: t('chart.most'), values: report.open.map(({ most }) => most), tone: 'ok' },
          ]}
        />
      </div>
      <Parts
        caption={t('groups')}
        rows={report.groups.map((group) => ({
          ...group,
          key: group.letter,
          words: `${group.letter} · ${group.name}`,
        }))}
      />
      <Parts
        caption={t('procedures')}
        rows={report.procedures.map((one) => ({
          ...one,
          key: one.code ?? '',
          words: one.code === null ? t('procedure.none') : one.name,
        }))}
      />
      <Staffing report={report} />
    </div>
  );
}
