import type { BoardFigure } from '#modules/dossiers/schema/board.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Chart, type Column, DueChip, Empty, SummaryList, Table } from '#ui/components.ts';
import { boardMessages } from '../messages/board.ts';
import type { DailyBoard, WatchedLine } from '../queries/daily.ts';
import { workingTime } from '../words.ts';
import { boardHref, listHref } from './board-links.ts';

const TILES: readonly BoardFigure[] = [
  'received',
  'in-hand',
  'due-today',
  'will-be-late',
  'late',
  'promised',
  'offered',
  'idle',
  'waiting',
  'to-close',
];

function tileClass(figure: BoardFigure, n: number): string | undefined {
  if (n === 0) {
    return undefined;
  }
  return figure === 'late' ? 'is-late' : figure === 'will-be-late' ? 'is-soon' : undefined;
}

/** The figures; each above zero is a link to exactly those dossiers. */
export function Figures({ board, lang }: { board: DailyBoard; lang: Lang }) {
  const t = boardMessages(lang);
  return (
    <ul class="figures" aria-label={t('figures')}>
      {TILES.map((figure) => {
        const n = board.total[figure];
        const face = (
          <>
            <span class="figure-number">{n.toLocaleString('vi-VN')}</span>
            <span>{t(`fig-${figure}`)}</span>
          </>
        );
        return (
          <li key={figure} class={tileClass(figure, n)} data-figure={figure}>
            {n === 0 ? (
              <span class="figure-still">{face}</span>
            ) : (
              <a href={listHref(figure, board.scope)}>{face}</a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Who holds it, or was offered it. */
export function holderOf(line: WatchedLine, lang: Lang): string {
  const t = boardMessages(lang);
  const { name, unitName } = line.holder;
  const holder = name === null ? t('unassigned', { unit: unitName }) : `${name}, ${unitName}`;
  return line.offeredTo === null ? holder : `${holder}; ${t('offeredTo', { unit: line.offeredTo })}`;
}

/** When it was or is due, as the figure asks. */
export function DueOf({ line, now, lang }: { line: WatchedLine; now: Temporal.Instant; lang: Lang }) {
  const t = boardMessages(lang);
  if (line.waiting !== null) {
    const limit = line.closingLimit;
    const since = line.waitingSince;
    return (
      <DueChip
        tone="waiting"
        text={
          limit !== null
            ? t('limitAt', { when: formatDateTime(limit, lang) })
            : since === null
              ? ''
              : t('waitsSince', { when: formatDateTime(since, lang) })
        }
      />
    );
  }
  if (line.judgedDue === null) {
    return null;
  }
  const late = line.endedAt === null && Temporal.Instant.compare(now, line.judgedDue) > 0;
  const due = formatDateTime(line.judgedDue, lang);
  return (
    <>
      <DueChip
        tone={late ? 'late' : isPressing(line, now) ? 'soon' : 'ok'}
        text={late ? t('lateSince', { when: due }) : t('dueAt', { when: due })}
      />
      {line.extended && line.due !== null ? (
        <p class="small">{t('promised', { when: formatDateTime(line.due, lang) })}</p>
      ) : null}
    </>
  );
}

function isPressing({ leaveBy }: WatchedLine, now: Temporal.Instant): boolean {
  return leaveBy !== null && Temporal.Instant.compare(leaveBy, now) <= 0;
}

/** The step that used up the time, or that none did. */
export function blameOf({ responsible }: WatchedLine, lang: Lang): string {
  const t = boardMessages(lang);
  return responsible === null
    ? t('blameNone')
    : t('blame', {
        step: responsible.name,
        unit: responsible.person === null ? responsible.unitName : responsible.person.name,
        over: workingTime(responsible.overMinutes, lang),
      });
}

/** The columns of late and soon-late dossiers. */
export function watchedColumns(now: Temporal.Instant, lang: Lang): readonly Column<WatchedLine>[] {
  const t = boardMessages(lang);
  return [
    {
      key: 'number',
      header: t('colDossier'),
      primary: true,
      cell: (line) => <span class="code">{line.number ?? line.localNumber}</span>,
    },
    { key: 'procedure', header: t('colProcedure'), cell: (line) => line.procedureName },
    { key: 'due', header: t('colDue'), cell: (line) => <DueOf line={line} now={now} lang={lang} /> },
    { key: 'holder', header: t('colHolder'), cell: (line) => holderOf(line, lang) },
    { key: 'step', header: t('colStep'), cell: (line) => line.step?.name ?? t('noStep') },
    { key: 'blame', header: t('colBlame'), cell: (line) => blameOf(line, lang) },
  ];
}

/** Units with their figures, each a link. */
export function Units({ board, lang }: { board: DailyBoard; lang: Lang }) {
  const t = boardMessages(lang);
  const figures = ['in-hand', 'due-today', 'will-be-late', 'late', 'offered', 'idle'] as const;
  return (
    <section class="stack-s">
      <h2>{t('byUnit')}</h2>
      <Table
        caption={t('byUnit')}
        captionHidden
        columns={[
          {
            key: 'unit',
            header: t('unit'),
            primary: true,
            cell: (unit) => <a href={boardHref({ unitId: unit.unitId })}>{unit.name}</a>,
          },
          ...figures.map((figure) => ({
            key: figure,
            header: t(`fig-${figure}`),
            align: 'end' as const,
            cell: (unit: DailyBoard['units'][number]) =>
              unit.counts[figure] === 0 ? (
                '0'
              ) : (
                <a href={listHref(figure, { unitId: unit.unitId })}>{unit.counts[figure]}</a>
              ),
          })),
        ]}
        rows={board.units}
        rowKey={(unit) => unit.unitId}
        empty={<Empty title={t('none')} />}
      />
    </section>
  );
}

/** The load of each person with its share, as a picture and as links. */
export function People({ board, lang }: { board: DailyBoard; lang: Lang }) {
  const t = boardMessages(lang);
  const name = (one: DailyBoard['people'][number]) => one.name || t('unassigned', { unit: one.unitName });
  const loaded = board.people.filter((one) => one.counts['in-hand'] > 0).slice(0, 20);
  const [first] = loaded;
  const percent = (share: number) => Math.round(share * 100);
  const scope = (one: DailyBoard['people'][number]) => ({
    unitId: one.unitId,
    accountId: one.accountId ?? 'nobody',
  });
  const figures = ['in-hand', 'will-be-late', 'late', 'offered', 'idle'] as const;
  return (
    <section class="stack">
      <h2>{t('byPerson')}</h2>
      {first === undefined ? null : (
        <Chart
          kind="stack"
          lang={lang}
          title={t('chartPeople', {
            who: name(first),
            share: percent(first.share),
            n: board.total['in-hand'],
          })}
          labels={loaded.map(name)}
          series={[
            {
              name: t('inTime'),
              tone: 'ok',
              values: loaded.map(({ counts }) =>
                Math.max(0, counts['in-hand'] - counts['will-be-late'] - counts.late),
              ),
            },
            {
              name: t('fig-will-be-late'),
              tone: 'soon',
              values: loaded.map(({ counts }) => counts['will-be-late']),
            },
            { name: t('fig-late'), tone: 'late', values: loaded.map(({ counts }) => counts.late) },
          ]}
        />
      )}
      <Table
        caption={t('byPerson')}
        captionHidden
        columns={[
          {
            key: 'person',
            header: t('person'),
            primary: true,
            cell: (one) => <a href={boardHref(scope(one))}>{name(one)}</a>,
          },
          { key: 'unit', header: t('unit'), cell: (one) => one.unitName },
          { key: 'share', header: t('share'), align: 'end', cell: (one) => `${percent(one.share)}%` },
          ...figures.map((figure) => ({
            key: figure,
            header: t(`fig-${figure}`),
            align: 'end' as const,
            cell: (one: DailyBoard['people'][number]) =>
              one.counts[figure] === 0 ? (
                '0'
              ) : (
                <a href={listHref(figure, scope(one))}>{one.counts[figure]}</a>
              ),
          })),
        ]}
        rows={board.people}
        rowKey={(one) => `${one.unitId}-${one.accountId ?? ''}`}
        empty={<Empty title={t('none')} />}
      />
    </section>
  );
}

/** At which steps the late ones stand. */
export function Steps({ board, lang }: { board: DailyBoard; lang: Lang }) {
  const t = boardMessages(lang);
  return (
    <section class="stack-s">
      <h2>{t('byStep')}</h2>
      <Table
        caption={t('byStep')}
        captionHidden
        columns={[
          { key: 'step', header: t('colStep'), primary: true, cell: (step) => step.stepName || t('noStep') },
          { key: 'unit', header: t('unit'), cell: (step) => step.unitName },
          {
            key: 'late',
            header: t('fig-late'),
            align: 'end',
            cell: (step) => (
              <a
                href={listHref('late', {
                  ...board.scope,
                  unitId: step.unitId,
                  ...(step.stepKey === null ? {} : { stepKey: step.stepKey }),
                })}
              >
                {step.late}
              </a>
            ),
          },
        ]}
        rows={board.lateSteps}
        rowKey={(step) => `${step.unitId}-${step.stepKey ?? ''}`}
        empty={<Empty title={t('none')} />}
      />
    </section>
  );
}

/** The hall and the ratings of the day. */
export function Hall(props: {
  readonly board: Pick<DailyBoard, 'hall' | 'ratings'>;
  readonly lang: Lang;
  /** Who counted it, where others count beside. */
  readonly note?: string;
}) {
  const { board, lang } = props;
  const t = boardMessages(lang);
  const { hall, ratings } = board;
  if (hall === null || ratings === null) {
    return null;
  }
  const wait = (minutes: number | null) => (minutes === null ? t('noCalls') : t('minutes', { m: minutes }));
  return (
    <section class="stack-s">
      <h2>{t('hall')}</h2>
      {props.note === undefined ? null : <p class="soft">{props.note}</p>}
      <SummaryList
        items={[
          { term: t('hallIssued'), value: String(hall.issued) },
          { term: t('hallWaiting'), value: String(hall.waiting) },
          { term: t('hallServed'), value: String(hall.served) },
          { term: t('hallMedian'), value: wait(hall.medianWait) },
          { term: t('hallMost'), value: wait(hall.mostWait) },
          { term: t('hallLongest'), value: hall.longestNow === null ? null : wait(hall.longestNow) },
          {
            term: t('ratings'),
            value:
              ratings.sample === 0
                ? t('ratingsNone')
                : ratings.satisfied === undefined
                  ? t('ratingsFew', { n: ratings.sample })
                  : t('ratingsShare', {
                      share: ratings.satisfied.toLocaleString('vi-VN'),
                      n: ratings.sample,
                    }),
          },
        ]}
      />
    </section>
  );
}

/** The last days as a picture. */
export function Trend({ board, lang }: { board: DailyBoard; lang: Lang }) {
  const t = boardMessages(lang);
  const { days } = board;
  if (days.length === 0) {
    return null;
  }
  const sum = (pick: (day: (typeof days)[number]) => number) => days.reduce((n, day) => n + pick(day), 0);
  return (
    <Chart
      kind="line"
      lang={lang}
      title={t('trend', {
        n: days.length,
        received: sum((day) => day.received),
        settled: sum((day) => day.settled),
        late: sum((day) => day.settledLate),
      })}
      labels={days.map(({ day }) => `${day.day}/${day.month}`)}
      series={[
        { name: t('received'), tone: 'waiting', values: days.map((day) => day.received) },
        { name: t('settled'), tone: 'ok', values: days.map((day) => day.settled) },
        { name: t('settledLate'), tone: 'late', values: days.map((day) => day.settledLate) },
      ]}
    />
  );
}
