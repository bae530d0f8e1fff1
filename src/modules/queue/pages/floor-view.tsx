import { newRequestId } from '#platform/id.ts';
import { formatIso } from '#platform/time.ts';
import { Button, Empty, Notice, RequestId, StatusTag, Table } from '#ui/components.ts';
import type { FloorCounter, FloorLine, FloorView, LongestWait } from '../queries-floor.ts';
import { linesText } from '../queries-hall-plan.ts';
import { Since } from './console-act.tsx';
import { FLOOR, minutesWords } from './floor-frame.tsx';
import { floorMessages } from './floor-messages.ts';
import { waitWords } from './words.ts';

const t = floorMessages('vi');
const TONES = {
  closed: 'neutral',
  paused: 'soon',
  free: 'waiting',
  called: 'ok',
  serving: 'ok',
  question: 'ok',
} as const;

function Minutes({ since, now }: { since: Temporal.Instant | null; now: string }) {
  return since === null ? (
    <>–</>
  ) : (
    <Since from={formatIso(since)} now={now} words={t('minutes', { count: '{count}' })} />
  );
}

function Longest({ longest, now }: { longest: LongestWait | undefined; now: string }) {
  if (longest === undefined) {
    return <>{t('longest.none')}</>;
  }
  return (
    <>
      <Minutes since={longest.since} now={now} /> · {t('longest.is', { number: longest.number })}
    </>
  );
}

function CounterNow({ counter }: { counter: FloorCounter }) {
  const { state, ticket, pauseReason } = counter;
  return (
    <span class="row">
      {ticket === null ? null : <strong class="code">{ticket}</strong>}
      <StatusTag tone={TONES[state]}>{t(`state.${state}`, { reason: pauseReason ?? '' })}</StatusTag>
    </span>
  );
}

function Counters({ view, now }: { view: FloorView; now: string }) {
  return (
    <Table
      caption={t('counters')}
      rows={view.counters}
      rowKey={({ id }) => id}
      empty={<Empty title={t('counters.none')} />}
      columns={[
        {
          key: 'counter',
          header: t('col.counter'),
          primary: true,
          cell: ({ number, name }) => (
            <>
              {t('counter', { number })} <span class="soft small floor-name">{name}</span>
            </>
          ),
        },
        { key: 'now', header: t('col.now'), cell: (counter) => <CounterNow counter={counter} /> },
        { key: 'since', header: t('col.since'), cell: ({ since }) => <Minutes since={since} now={now} /> },
        { key: 'officer', header: t('col.officer'), cell: ({ officer }) => officer ?? '–' },
        { key: 'lines', header: t('col.lines'), cell: ({ lines }) => linesText(lines) || '–' },
        {
          key: 'served',
          header: t('col.served'),
          cell: ({ served, meanMinutes }) =>
            served === 0
              ? t('served.none')
              : t('served.of', { count: served, mean: minutesWords(meanMinutes) }),
        },
        ...(view.directs
          ? [
              {
                key: 'do',
                header: t('direct'),
                cell: ({ number }: FloorCounter) => (
                  <a href={`${FLOOR}/quay/${number}`}>
                    {t('direct')}
                    <span class="sr-only"> {t('counter', { number })}</span>
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function OpenGroup({ line, plans }: { line: FloorLine; plans: boolean }) {
  return (
    <span class="row">
      <StatusTag tone={line.open ? 'ok' : 'neutral'}>
        {t(line.open ? 'group.open' : 'group.closed')}
      </StatusTag>
      {plans ? (
        <form method="post" action={`${FLOOR}/nhom/${line.letter}/${line.open ? 'dong' : 'mo'}`}>
          <RequestId value={newRequestId()} />
          <Button look="quiet">
            {t(line.open ? 'group.do-close' : 'group.do-open')}
            <span class="sr-only"> {line.letter}</span>
          </Button>
        </form>
      ) : null}
    </span>
  );
}

function laneWords({ waiting, lanes, held }: FloorLine): string {
  const parts = [
    ...(lanes.length > 1 || lanes.some(({ lane }) => lane !== 'ordinary')
      ? lanes.map(({ lane, waiting: count }) => t(`lane.${lane}`, { count }))
      : []),
    ...(held > 0 ? [t('held.count', { count: held })] : []),
  ];
  return parts.length === 0
    ? t('people', { count: waiting })
    : `${t('people', { count: waiting })} (${parts.join(', ')})`;
}

function Lines({ view, now }: { view: FloorView; now: string }) {
  return (
    <Table
      caption={t('lines')}
      rows={view.lines}
      rowKey={({ letter }) => letter}
      empty={<Empty title={t('lines')} />}
      columns={[
        {
          key: 'group',
          header: t('col.group'),
          primary: true,
          cell: ({ letter, name }) => `${letter} · ${name}`,
        },
        { key: 'waiting', header: t('col.waiting'), cell: laneWords },
        {
          key: 'longest',
          header: t('col.longest'),
          cell: ({ longest }) => <Longest longest={longest} now={now} />,
        },
        { key: 'told', header: t('col.told'), cell: ({ wait }) => waitWords(wait ?? null, 'vi') },
        {
          key: 'working',
          header: t('col.working'),
          cell: ({ own, helping }) =>
            helping === 0 ? t('working', { own }) : t('working.helped', { own, helping }),
        },
        { key: 'open', header: t('col.open'), cell: (line) => <OpenGroup line={line} plans={view.plans} /> },
      ]}
    />
  );
}

/** The hall at a moment; lives in a region that is replaced when something happens there. */
export function FloorNow({ view, now }: { view: FloorView; now: string }) {
  const waiting = view.lines.reduce((sum, line) => sum + line.waiting, 0);
  const held = view.lines.reduce((sum, line) => sum + line.held, 0);
  const open = view.counters.filter(({ state }) => state !== 'closed' && state !== 'paused').length;
  return (
    <div class="stack-l">
      {view.day === undefined ? null : <Notice tone="soon" title={view.day} />}
      <dl class="floor-figures">
        <div>
          <dt>{t('waiting')}</dt>
          <dd>{t('people', { count: waiting })}</dd>
        </div>
        <div>
          <dt>{t('longest')}</dt>
          <dd>
            <Longest longest={view.longest} now={now} />
          </dd>
        </div>
        <div>
          <dt>{t('counters.open')}</dt>
          <dd>{t('counters.of', { open, all: view.counters.length })}</dd>
        </div>
        <div>
          <dt>{t('held')}</dt>
          <dd>{t('people', { count: held })}</dd>
        </div>
      </dl>
      <Counters view={view} now={now} />
      <Lines view={view} now={now} />
    </div>
  );
}
