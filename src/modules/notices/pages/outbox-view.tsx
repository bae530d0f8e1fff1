import { maskNumber } from '#integrations/sms/number.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  LiveRegion,
  Notice,
  RequestId,
  StatusTag,
  SummaryList,
  Table,
  TextArea,
  type Tone,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { noticeTopic } from '../commands/queue-notice.ts';
import { noticeMessages } from '../messages.ts';
import type { getNotice, noticesOfDossier, Outbox } from '../queries.ts';
import type { OutboxLine } from '../repo-lists.ts';
import { maskEmail } from '../rules/email.ts';
import { NoticeState, type NoticeTry } from '../schema.ts';

/** Where officers see what citizens were told. */
export const NOTICES = '/can-bo/thong-bao';
/** Where it is set up. */
export const NOTICE_SETTINGS = '/can-bo/quan-tri/thong-bao';

type T = ReturnType<typeof noticeMessages>;

/** A month's spending from this share of the limit on is warned of. */
const NEAR = 80;

/** "1.000.000" */
export function dong(amount: number): string {
  return amount.toLocaleString('vi-VN');
}

function toneOf(state: NoticeState): Tone {
  switch (state) {
    case 'waiting':
    case 'sent':
      return 'waiting';
    case 'delivered':
      return 'done';
    case 'stuck':
      return 'late';
    case 'not-sent':
    case 'skipped':
      return 'neutral';
    default:
      return state satisfies never;
  }
}

function nextOf(t: T, lang: Lang, line: Pick<OutboxLine, 'state' | 'nextAt'>): string {
  if (line.state === 'stuck') {
    return t('next-person');
  }
  if (line.nextAt === null) {
    return '';
  }
  return t(line.state === 'sent' ? 'next-report' : 'next-at', { at: formatDateTime(line.nextAt, lang) });
}

/** Notices as a table; the subject leads to the notice. */
function NoticeTable({
  lines,
  lang,
  caption,
}: {
  lines: readonly OutboxLine[];
  lang: Lang;
  caption: string;
}) {
  const t = noticeMessages(lang);
  return (
    <Table
      caption={caption}
      captionHidden
      rows={lines}
      rowKey={({ id }) => id}
      empty={
        <Empty title={t('empty')}>
          <p>{t('empty-why')}</p>
        </Empty>
      }
      columns={[
        {
          key: 'event',
          header: t('col-event'),
          primary: true,
          cell: (line) => <a href={`${NOTICES}/${line.id}`}>{t(`event-${line.event}`)}</a>,
        },
        {
          key: 'subject',
          header: t('col-subject'),
          cell: ({ subject }) => <span class="code">{subject}</span>,
        },
        { key: 'at', header: t('col-at'), cell: ({ createdAt }) => formatDateTime(createdAt, lang) },
        {
          key: 'state',
          header: t('col-state'),
          cell: ({ state }) => <StatusTag tone={toneOf(state)}>{t(`state-${state}`)}</StatusTag>,
        },
        {
          key: 'channel',
          header: t('col-channel'),
          cell: ({ channel }) => (channel === null ? '' : t(`channel-${channel}`)),
        },
        { key: 'next', header: t('col-next'), cell: (line) => nextOf(t, lang, line) },
        { key: 'why', header: t('col-why'), cell: ({ lastWhy }) => lastWhy ?? '' },
      ]}
    />
  );
}

/** What the month cost, with a warning near the limit. */
export function MonthLine({ outbox, lang }: { outbox: Pick<Outbox, 'month' | 'limitVnd'>; lang: Lang }) {
  const t = noticeMessages(lang);
  const { month, limitVnd } = outbox;
  const { month: m, year } = month.month;
  const percent = limitVnd === null || limitVnd === 0 ? 0 : Math.floor((month.totalVnd * 100) / limitVnd);
  return (
    <>
      {limitVnd !== null && percent >= NEAR ? (
        <Notice
          tone={percent >= 100 ? 'late' : 'soon'}
          title={percent >= 100 ? t('month-over') : t('month-near', { percent })}
        />
      ) : null}
      <p class="soft">
        {t('month', { month: `${m}/${year}`, parts: month.parts, cost: dong(month.totalVnd) })}{' '}
        {limitVnd === null ? '' : t('month-limit', { limit: dong(limitVnd), percent })}
      </p>
    </>
  );
}

interface OutboxProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly outbox: Outbox;
  readonly state: NoticeState | undefined;
  readonly maySet: boolean;
}

/** The outbox: what was sent, what came back, what will be tried when. */
export function OutboxView({ lang, actor, centre, outbox, state, maySet }: OutboxProps) {
  const t = noticeMessages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} centre={centre} path={NOTICES}>
      <PageHead title={t('title')} why={t('why')}>
        {maySet ? <ButtonLink href={NOTICE_SETTINGS}>{t('settings')}</ButtonLink> : null}
      </PageHead>
      {outbox.on ? null : <Notice tone="soon" title={t('off')} />}
      <LiveRegion id="thong-bao" topics={[noticeTopic(actor.centreId)]}>
        <MonthLine outbox={outbox} lang={lang} />
        <nav class="row" aria-label={t('filter')}>
          <a href={NOTICES} aria-current={state === undefined ? 'page' : undefined}>
            {t('all-states')}
          </a>
          {NoticeState.options.map((one) => (
            <a
              key={one}
              href={`${NOTICES}?tinh-trang=${one}`}
              aria-current={state === one ? 'page' : undefined}
            >
              {t(`state-${one}`)} ({outbox.counts[one] ?? 0})
            </a>
          ))}
        </nav>
        <NoticeTable lines={outbox.lines} lang={lang} caption={t('title')} />
      </LiveRegion>
    </OfficerLayout>
  );
}

function Answer({ t, one }: { t: T; one: NoticeTry }) {
  const said = [
    one.fault === null ? '' : t(`fault-${one.fault}`),
    one.why,
    one.code === '' ? '' : `(${one.code})`,
  ];
  return <>{said.filter((part) => part !== '').join(' ')}</>;
}

interface NoticeProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly found: Awaited<ReturnType<typeof getNotice>>;
  readonly mayResend: boolean;
  readonly errors: readonly FieldError[];
}

/** One notice: where it stands, every try with what came back, resend and skip. */
export function NoticeView({ lang, actor, centre, found, mayResend, errors }: NoticeProps) {
  const t = noticeMessages(lang);
  const { notice, tries } = found;
  const title = t('detail', { event: t(`event-${notice.event}`) });
  const address = [notice.phone === null ? '' : maskNumber(notice.phone), maskEmail(notice.email ?? '')];
  const unknown = tries.some(
    (one) => one.round === notice.round && (one.state === 'unknown' || one.state === 'accepted'),
  );
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} centre={centre} path={NOTICES}>
      <PageHead title={title} />
      <ErrorSummary errors={errors} lang={lang} />
      <LiveRegion id="mot-thong-bao" topics={[noticeTopic(actor.centreId)]}>
        <p class="row">
          <StatusTag tone={toneOf(notice.state)}>{t(`state-${notice.state}`)}</StatusTag>
          <span>{nextOf(t, lang, notice)}</span>
        </p>
        {notice.lastWhy === null ? null : (
          <Notice tone={notice.state === 'stuck' ? 'late' : 'waiting'} title={notice.lastWhy} />
        )}
        <SummaryList
          items={[
            { term: t('col-subject'), value: notice.subject },
            { term: t('to'), value: address.filter((one) => one !== '').join(', ') },
            { term: t('col-at'), value: formatDateTime(notice.createdAt, lang) },
            ...(notice.urgent ? [{ term: t('urgent'), value: t('yes') }] : []),
          ]}
        />
        <section class="stack-s" aria-labelledby="lan-gui">
          <h2 id="lan-gui">{t('tries')}</h2>
          <Table
            caption={t('tries')}
            captionHidden
            rows={tries}
            rowKey={({ id }) => id}
            empty={<Empty title={t('no-tries')}>{null}</Empty>}
            columns={[
              {
                key: 'at',
                header: t('col-at'),
                primary: true,
                cell: (one) => formatDateTime(one.startedAt, lang),
              },
              {
                key: 'channel',
                header: t('col-channel'),
                cell: (one) =>
                  one.channel === one.provider
                    ? t(`channel-${one.channel}`)
                    : `${t(`channel-${one.channel}`)} (${one.provider})`,
              },
              {
                key: 'state',
                header: t('col-state'),
                cell: (one) => (
                  <StatusTag
                    tone={one.state === 'delivered' ? 'done' : one.state === 'failed' ? 'late' : 'waiting'}
                  >
                    {t(`try-${one.state}`)}
                  </StatusTag>
                ),
              },
              { key: 'why', header: t('col-why'), cell: (one) => <Answer t={t} one={one} /> },
              { key: 'parts', header: t('col-parts'), align: 'end', cell: (one) => String(one.parts) },
              {
                key: 'cost',
                header: t('col-cost'),
                align: 'end',
                cell: (one) => dong(one.state === 'failed' ? 0 : one.costVnd),
              },
            ]}
          />
          {tries.length === 0 ? null : (
            <Fold title={t('content')} id="noi-dung-tin">
              <p class="as-typed">{tries.at(-1)?.content}</p>
            </Fold>
          )}
        </section>
        {mayResend ? (
          <div class="stack-s">
            {notice.state === 'waiting' ? null : (
              <form method="post" action={`${NOTICES}/${notice.id}/gui-lai`} class="stack-s">
                <RequestId value={newRequestId()} />
                {unknown ? <p class="soft">{t('resend-unknown')}</p> : null}
                <Button>{t('resend')}</Button>
              </form>
            )}
            {notice.state === 'stuck' || notice.state === 'waiting' ? (
              <Fold title={t('skip')} id="bo-qua" open={errors.some(({ path }) => path === 'reason')}>
                <form method="post" action={`${NOTICES}/${notice.id}/bo-qua`} class="stack-s">
                  <RequestId value={newRequestId()} />
                  <Field
                    name="reason"
                    label={t('skip-reason')}
                    required
                    autocomplete="off"
                    error={errorFor(errors, 'reason')}
                  />
                  <Button look="danger">{t('skip')}</Button>
                </form>
              </Fold>
            ) : null}
          </div>
        ) : null}
      </LiveRegion>
    </OfficerLayout>
  );
}

interface DossierProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly found: Awaited<ReturnType<typeof noticesOfDossier>>;
  readonly mayWrite: boolean;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

/** The notices of one dossier, what its citizen chose, and a message to them. */
export function DossierNoticesView({ lang, actor, centre, found, mayWrite, values, errors }: DossierProps) {
  const t = noticeMessages(lang);
  const typed = typeof values['text'] === 'string' ? values['text'] : undefined;
  return (
    <OfficerLayout title={t('history')} lang={lang} actor={actor} centre={centre} path="/can-bo/ho-so">
      <PageHead
        title={t('history')}
        why={
          <a href={`/can-bo/ho-so/${encodeURIComponent(found.number || found.dossierId)}`}>{found.number}</a>
        }
      />
      <ErrorSummary errors={errors} lang={lang} />
      <LiveRegion id="thong-bao-ho-so" topics={[noticeTopic(actor.centreId)]}>
        <NoticeTable lines={found.lines} lang={lang} caption={t('history')} />
        <section class="stack-s" aria-labelledby="da-chon">
          <h2 id="da-chon">{t('wants-title')}</h2>
          {found.emailWaits ? <p class="soft">{t('email-waits')}</p> : null}
          {found.consents.length === 0 ? (
            <p class="soft">{t('wants-none')}</p>
          ) : (
            <ul class="plain-list">
              {found.consents.map((one) => (
                <li key={one.channel}>
                  {t(one.wants ? 'wants-yes' : 'wants-no', {
                    channel: t(`channel-${one.channel}`),
                    at: formatDateTime(one.at, lang),
                    how: t(`how-${one.how}`),
                  })}
                </li>
              ))}
            </ul>
          )}
        </section>
      </LiveRegion>
      {mayWrite ? (
        <form method="post" action={`${NOTICES}/ho-so/${found.dossierId}`} class="stack measure">
          <h2>{t('write')}</h2>
          <RequestId value={newRequestId()} />
          <TextArea
            name="text"
            label={t('write-text')}
            hint={t('write-hint')}
            value={typed}
            error={errorFor(errors, 'text')}
            lang={lang}
          />
          <Choices
            name="urgent"
            label={t('write-urgent')}
            value="no"
            options={(['no', 'yes'] as const).map((one) => ({ value: one, label: t(one) }))}
          />
          <Button look="primary">{t('send')}</Button>
        </form>
      ) : null}
    </OfficerLayout>
  );
}
