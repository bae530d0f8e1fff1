import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import {
  askedIn,
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  Field,
  FilterBar,
  RequestId,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { transferMessages } from '../messages-transfers.ts';
import type { TransferDay } from '../queries-transfers.ts';
import { type PaymentOrder, SettledAs, type StoredNotice } from '../schema-transfers.ts';
import { dong } from '../words.ts';
import { PAY } from './pay.tsx';

/** Where the officers see transfers. */
export const TRANSFERS = '/can-bo/chuyen-khoan';

/** What was typed into a form, and what is wrong with it. */
export interface Typed {
  readonly values: FormValues;
  readonly fields: readonly FieldError[];
}

function stateOf(notice: StoredNotice, lang: Lang): string {
  const t = transferMessages(lang);
  return notice.state === 'settled' ? t(`settled-${notice.settledAs ?? 'paid'}`) : t(`state-${notice.state}`);
}

function sourceOf(notice: StoredNotice, lang: Lang): string {
  const t = transferMessages(lang);
  const { provider } = notice;
  const name = provider === 'statement' || provider === 'platform' ? t(`source-${provider}`) : provider;
  return `${name} ${notice.externalId}`;
}

interface NoticeTableProps {
  readonly notices: readonly StoredNotice[];
  readonly lang: Lang;
  readonly caption: string;
  readonly maySettle: boolean;
}

function NoticeTable({ notices, lang, caption, maySettle }: NoticeTableProps) {
  const t = transferMessages(lang);
  return (
    <Table
      caption={caption}
      captionHidden
      rows={notices}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t('waiting-none')}>
          <p>{t('waiting-none-why')}</p>
        </Empty>
      }
      columns={[
        { key: 'when', header: t('col-when'), primary: true, cell: (row) => formatDateTime(row.receivedAt) },
        { key: 'amount', header: t('col-amount'), align: 'end', cell: (row) => dong(row.amountVnd) },
        { key: 'content', header: t('col-content'), cell: (row) => row.content },
        { key: 'source', header: t('col-source'), cell: (row) => sourceOf(row, lang) },
        {
          key: 'state',
          header: t('col-state'),
          cell: (row) => (
            <StatusTag tone={row.state === 'unmatched' ? 'late' : row.state === 'new' ? 'neutral' : 'done'}>
              {row.why === null ? stateOf(row, lang) : t(`why-${row.why}`)}
            </StatusTag>
          ),
        },
        {
          key: 'do',
          header: t('col-do'),
          cell: (row) =>
            maySettle && row.state === 'unmatched' ? (
              <a href={`${TRANSFERS}/${row.id}/xu-ly`}>{t('settle')}</a>
            ) : null,
        },
      ]}
    />
  );
}

function OrderTable({ orders, lang }: { orders: readonly PaymentOrder[]; lang: Lang }) {
  const t = transferMessages(lang);
  return (
    <Table
      caption={t('open-title')}
      captionHidden
      rows={orders}
      rowKey={(row) => row.id}
      href={(row) => `${PAY}/${row.token}`}
      empty={
        <Empty title={t('open-none')}>
          <p>{t('open-none-why')}</p>
        </Empty>
      }
      columns={[
        { key: 'dossier', header: t('col-dossier'), primary: true, cell: (row) => row.dossierNumber },
        { key: 'amount', header: t('col-amount'), align: 'end', cell: (row) => dong(row.amountVnd) },
        { key: 'code', header: t('col-code'), cell: (row) => <span class="code">{row.code}</span> },
        { key: 'when', header: t('col-when'), cell: (row) => formatDateTime(row.openedAt) },
      ]}
    />
  );
}

function DayFigures({ day, found, lang }: { day: Temporal.PlainDate; found: TransferDay; lang: Lang }) {
  const t = transferMessages(lang);
  const difference = found.receiptsVnd - found.bookedVnd;
  return (
    <>
      <p>
        {t('day-sum', {
          count: found.notices.length,
          total: dong(found.totalVnd),
          booked: dong(found.bookedVnd),
          waiting: dong(found.waitingVnd),
          other: dong(found.otherVnd),
        })}
      </p>
      <p>
        {t('day-receipts', { total: dong(found.receiptsVnd) })}{' '}
        <strong>
          {difference === 0 ? t('day-agree') : t('day-differ', { difference: dong(Math.abs(difference)) })}
        </strong>{' '}
        <a href={`/can-bo/bien-lai?ngay=${day}`}>{formatDate(day)}</a>
      </p>
    </>
  );
}

function StatementForm({ typed, lang }: { typed: Typed; lang: Lang }) {
  const t = transferMessages(lang);
  const asked = askedIn(typed.values, typed.fields, lang);
  return (
    <form method="post" action={`${TRANSFERS}/sao-ke`} class="stack">
      <RequestId value={asked('requestId').value ?? newRequestId()} />
      <Field {...asked('externalId')} label={t('statement-id')} width="mid" autocomplete="off" required />
      <Field
        {...asked('amountVnd')}
        label={t('col-amount')}
        inputmode="numeric"
        width="mid"
        autocomplete="off"
        required
      />
      <Field {...asked('content')} label={t('col-content')} autocomplete="off" required />
      <Button>{t('statement-do')}</Button>
    </form>
  );
}

function QrForm({ typed, lang }: { typed: Typed; lang: Lang }) {
  const t = transferMessages(lang);
  const asked = askedIn(typed.values, typed.fields, lang);
  return (
    <form method="post" action={`${TRANSFERS}/ma-qr`} class="stack">
      <Field {...asked('so')} label={t('settle-dossier')} width="mid" autocomplete="off" required />
      <div class="row">
        <Button>{t('qr-do')}</Button>
        <Button name="in" value="1">
          {t('qr-paper')}
        </Button>
      </div>
    </form>
  );
}

interface TransfersProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly day: Temporal.PlainDate;
  readonly found: TransferDay;
  readonly maySettle: boolean;
  readonly mayAdmin: boolean;
  readonly statement: Typed;
  readonly qr: Typed;
}

/** The page of transfers: what waits first, then what is asked for, then the day and whether it agrees with the receipts. */
export function TransfersView(props: TransfersProps) {
  const { lang, actor, day, found, maySettle } = props;
  const t = transferMessages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={TRANSFERS}>
      <PageHead title={t('title')} why={t('lead')}>
        {props.mayAdmin ? (
          <ButtonLink href="/can-bo/quan-tri/tai-khoan-thu">{t('to-admin')}</ButtonLink>
        ) : null}
      </PageHead>
      <ErrorSummary errors={[...props.statement.fields, ...props.qr.fields]} lang={lang} />
      <h2>{t('waiting-title')}</h2>
      <NoticeTable notices={found.waiting} lang={lang} caption={t('waiting-title')} maySettle={maySettle} />
      <h2>{t('open-title')}</h2>
      <OrderTable orders={found.open} lang={lang} />
      {maySettle ? (
        <>
          <h2>{t('qr-title')}</h2>
          <QrForm typed={props.qr} lang={lang} />
          <h2>{t('statement-title')}</h2>
          <StatementForm typed={props.statement} lang={lang} />
        </>
      ) : null}
      <h2>{t('day-title', { day: formatDate(day) })}</h2>
      <FilterBar action={TRANSFERS} lang={lang}>
        <Field name="ngay" type="date" label={t('day')} value={day.toString()} width="short" />
      </FilterBar>
      <DayFigures day={day} found={found} lang={lang} />
      {found.notices.length === 0 ? null : (
        <NoticeTable
          notices={found.notices}
          lang={lang}
          caption={t('day-title', { day: formatDate(day) })}
          maySettle={false}
        />
      )}
    </OfficerLayout>
  );
}

/** The page that settles money that fitted nothing. */
export function SettleView(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly notice: StoredNotice;
  readonly typed: Typed;
}) {
  const { lang, actor, notice, typed } = props;
  const t = transferMessages(lang);
  const asked = askedIn(typed.values, typed.fields, lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={TRANSFERS}>
      <PageHead
        title={t('settle-title', { amount: dong(notice.amountVnd) })}
        why={notice.why === null ? '' : t(`why-${notice.why}`)}
      />
      <ErrorSummary errors={typed.fields} lang={lang} />
      <p>
        {formatDateTime(notice.receivedAt)}: “{notice.content}” ({sourceOf(notice, lang)})
      </p>
      <form method="post" class="stack measure">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('as')}
          label={t('settle-as')}
          options={SettledAs.options.map((value) => ({ value, label: t(`settle-as-${value}`) }))}
        />
        <Field
          {...asked('dossierNumber')}
          label={t('settle-dossier')}
          hint={t('settle-dossier-hint')}
          width="mid"
          autocomplete="off"
        />
        <Field {...asked('note')} label={t('settle-note')} autocomplete="off" required />
        <Button look="primary">{t('settle-do')}</Button>
      </form>
    </OfficerLayout>
  );
}
