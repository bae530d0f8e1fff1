import type { FieldError } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Empty,
  errorFor,
  Field,
  Notice,
  RequestId,
  StatusTag,
  SummaryList,
  Table,
} from '#ui/components.ts';
import type { HallPlan } from '../queries-hall.ts';
import type { HallGap } from '../rules/hall-check.ts';
import { hallAdminMessages } from './hall-admin-messages.ts';

const t = hallAdminMessages('vi');

/** Where the administrator's pages of the hall live. */
export const HALL = '/can-bo/quan-tri/sanh';

/** "2, 3 (giúp)" */
function countersWords(counters: HallPlan['groups'][number]['counters']): string {
  return counters.length === 0
    ? t('group.counters.none')
    : counters
        .map(({ number, helps }) => (helps ? `${number} (${t('group.counter.helping')})` : String(number)))
        .join(', ');
}

function Gaps({ gaps }: { gaps: readonly HallGap[] }) {
  if (gaps.length === 0) {
    return <Notice tone="ok" title={t('ready')} />;
  }
  return (
    <Notice tone="soon" title={t('gaps')}>
      <ul class="papers">
        {gaps.map(({ gap, what }) => (
          <li key={gap}>{t(`gap.${gap}`, { what: what.join(', ') })}</li>
        ))}
      </ul>
    </Notice>
  );
}

function OpenButton({ letter, active }: { letter: string; active: boolean }) {
  return (
    <form method="post" action={`${HALL}/nhom/${letter}/${active ? 'dong' : 'mo'}`}>
      <RequestId value={newRequestId()} />
      <Button look="quiet">
        {t(active ? 'group.close' : 'group.open')}
        <span class="sr-only"> {letter}</span>
      </Button>
    </form>
  );
}

function Groups({ plan }: { plan: HallPlan }) {
  const rest = plan.groups.find(({ active, fields }) => active && fields.length === 0)?.letter;
  return (
    <section class="stack" aria-labelledby="nhom-viec">
      <h2 id="nhom-viec">{t('groups')}</h2>
      <Table
        caption={t('groups')}
        captionHidden
        rows={plan.groups}
        rowKey={({ letter }) => letter}
        empty={<Empty title={t('groups.none')} />}
        columns={[
          {
            key: 'name',
            header: t('groups'),
            primary: true,
            cell: ({ letter, name }) => (
              <a href={`${HALL}/nhom/${letter}`}>
                {letter} · {name}
              </a>
            ),
          },
          {
            key: 'fields',
            header: t('group.fields'),
            cell: ({ letter, fields }) =>
              fields.length > 0
                ? t('group.fields.some', { count: fields.length })
                : t(letter === rest ? 'group.fields.rest' : 'group.fields.chosen'),
          },
          {
            key: 'counters',
            header: t('group.counters'),
            cell: ({ counters }) => countersWords(counters),
          },
          {
            key: 'state',
            header: t('state'),
            cell: ({ letter, active }) => (
              <span class="row">
                <StatusTag tone={active ? 'ok' : 'neutral'}>
                  {t(active ? 'group.is-open' : 'group.is-closed')}
                </StatusTag>
                <OpenButton letter={letter} active={active} />
              </span>
            ),
          },
        ]}
      />
      <p>
        <ButtonLink href={`${HALL}/nhom/moi`}>{t('group.add')}</ButtonLink>
      </p>
    </section>
  );
}

/** What was typed into the form of a new counter that was refused. */
export interface NewCounter {
  readonly number: string;
  readonly name: string;
  readonly errors: readonly FieldError[];
}

function Counters({ plan, typed }: { plan: HallPlan; typed: NewCounter | undefined }) {
  const next = String(Math.max(0, ...plan.counters.map(({ number }) => number)) + 1);
  return (
    <section class="stack" aria-labelledby="cac-quay">
      <h2 id="cac-quay">{t('counters')}</h2>
      <Table
        caption={t('counters')}
        captionHidden
        rows={plan.counters}
        rowKey={({ id }) => id}
        empty={<Empty title={t('counters.none')} />}
        columns={[
          {
            key: 'name',
            header: t('counter.name'),
            primary: true,
            cell: ({ id, number, name }) => (
              <a href={`/can-bo/quan-tri/co-quan/quay/${id}`}>
                {number}. {name}
              </a>
            ),
          },
          {
            key: 'lines',
            header: t('counter.lines'),
            cell: ({ lines }) =>
              lines
                .map(({ letter, helps }) => (helps ? `${letter} (${t('group.counter.helping')})` : letter))
                .join(', ') || '–',
          },
        ]}
      />
      <form method="post" action={`${HALL}/quay`} class="hall-add">
        <RequestId value={newRequestId()} />
        <Field
          name="number"
          label={t('counter.number')}
          width="short"
          inputmode="numeric"
          value={typed?.number ?? next}
          error={errorFor(typed?.errors, 'number')}
          required
        />
        <Field
          name="name"
          label={t('counter.name')}
          value={typed?.name}
          error={errorFor(typed?.errors, 'name')}
          required
        />
        <Button>{t('counter.add')}</Button>
      </form>
    </section>
  );
}

function Rules({ plan }: { plan: HallPlan }) {
  const { rules, planned } = plan;
  const { keepsHours, opensBefore, lastNumbersBefore, numbersOverLunch } = rules.hours;
  const hours = keepsHours
    ? t('rules.hours.kept', {
        before: opensBefore,
        after: lastNumbersBefore,
        lunch: t(numbersOverLunch ? 'rules.lunch.yes' : 'rules.lunch.no'),
      })
    : t('rules.hours.any');
  return (
    <section class="stack" aria-labelledby="quy-tac">
      <h2 id="quy-tac">{t('rules')}</h2>
      <p class="soft">
        {rules.fromDay === null ? t('rules.usual') : t('rules.since', { day: formatDate(rules.fromDay) })}
        {planned.length === 0
          ? null
          : `. ${t('rules.planned', { days: planned.map((day) => formatDate(day)).join(', ') })}`}
      </p>
      <SummaryList
        items={[
          { term: t('rules.hours'), value: hours },
          { term: t('rules.shares'), value: t('rules.shares.line', { ...rules.shares }) },
        ]}
      />
      <p>
        <ButtonLink href={`${HALL}/quy-tac`}>{t('rules.change')}</ButtonLink>
      </p>
    </section>
  );
}

/** The whole plan of the hall on one page, with what is missing on top. */
export function HallOverview(props: {
  plan: HallPlan;
  gaps: readonly HallGap[];
  saved: boolean;
  typed: NewCounter | undefined;
}) {
  const { plan } = props;
  return (
    <div class="stack-l">
      {props.saved ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
      <Gaps gaps={props.gaps} />
      <Counters plan={plan} typed={props.typed} />
      <Groups plan={plan} />
      <Rules plan={plan} />
      <section class="stack" aria-labelledby="ly-do">
        <h2 id="ly-do">{t('pauses')}</h2>
        <p>{plan.pauseReasons.join(' · ')}</p>
        <p>
          <ButtonLink href={`${HALL}/ly-do`}>{t('pauses.change')}</ButtonLink>
        </p>
      </section>
    </div>
  );
}
