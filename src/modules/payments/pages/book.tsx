import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { documentHref } from '#modules/documents/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import {
  askedIn,
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Field,
  RequestId,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { closeBook } from '../commands/close-book.ts';
import { bookExcel } from '../draw-book.ts';
import { bookMessages } from '../messages-book.ts';
import { paymentPolicy } from '../policy.ts';
import { type BookDesk, bookDesk, getBook } from '../queries-book.ts';
import { type CashBook, CloseBookInput } from '../schema-book.ts';
import { dong, methodInWords } from '../words.ts';
import { COMPARE } from './compare.tsx';
import { REFUNDS } from './refunds.tsx';

/** Where the cash book is. */
export const BOOK = '/can-bo/so-quy';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const Id = z.object({ id: z.uuid() });

function Takings({ desk, lang }: { desk: BookDesk; lang: Lang }) {
  const t = bookMessages(lang);
  return (
    <Table
      caption={t('takings')}
      captionHidden
      rows={desk.figures.takings}
      rowKey={(row) => `${row.method} ${row.collector}`}
      empty={
        <Empty title={t('takings-none')}>
          <p>{t('takings-none-next')}</p>
        </Empty>
      }
      columns={[
        { key: 'by', header: t('col-collector'), primary: true, cell: (row) => row.collector },
        { key: 'method', header: t('col-method'), cell: (row) => methodInWords(row.method, lang) },
        { key: 'count', header: t('col-count'), align: 'end', cell: (row) => String(row.count) },
        { key: 'amount', header: t('col-amount'), align: 'end', cell: (row) => dong(row.amount) },
      ]}
    />
  );
}

function Lines(props: { title: string; rows: BookDesk['figures']['refunds']; lang: Lang }) {
  const t = bookMessages(props.lang);
  return props.rows.length === 0 ? null : (
    <>
      <h2>{props.title}</h2>
      <Table
        caption={props.title}
        captionHidden
        rows={props.rows}
        rowKey={(row) => row.number}
        empty={null}
        columns={[
          { key: 'no', header: t('col-number'), primary: true, cell: (row) => row.number },
          { key: 'name', header: t('col-name'), cell: (row) => row.name },
          { key: 'reason', header: t('col-reason'), cell: (row) => row.reason },
          { key: 'amount', header: t('col-amount'), align: 'end', cell: (row) => dong(row.amount) },
        ]}
      />
    </>
  );
}

function Closing({ desk, sent, lang }: { desk: BookDesk; sent: SentForm; lang: Lang }) {
  const t = bookMessages(lang);
  const asked = askedIn(sent.typed ?? {}, sent.errors, lang);
  const field = (name: string, label: string, money: boolean) => (
    <Field
      {...asked(name)}
      label={label}
      autocomplete="off"
      {...(money
        ? { inputmode: 'numeric' as const, width: 'short' as const, required: true }
        : { optional: true })}
    />
  );
  return (
    <form method="post" action={BOOK} class="stack measure">
      <RequestId value={asked('requestId').value ?? newRequestId()} />
      <input type="hidden" name="computedVnd" value={desk.computedVnd} />
      {field('countedVnd', t('counted'), true)}
      {field('handedInVnd', t('handed-in'), true)}
      {field('reason', t('difference-reason'), false)}
      <Button look="primary">{t('close')}</Button>
    </form>
  );
}

function Closed({ books, lang }: { books: readonly CashBook[]; lang: Lang }) {
  const t = bookMessages(lang);
  return (
    <Table
      caption={t('closed')}
      captionHidden
      rows={books}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t('closed-none')}>
          <p>{t('closed-none-next')}</p>
        </Empty>
      }
      columns={[
        {
          key: 'day',
          header: t('col-day'),
          primary: true,
          cell: (row) => `${formatDate(row.day)} (${row.no})`,
        },
        { key: 'computed', header: t('col-computed'), align: 'end', cell: (row) => dong(row.computedVnd) },
        { key: 'counted', header: t('col-counted'), align: 'end', cell: (row) => dong(row.countedVnd) },
        {
          key: 'difference',
          header: t('col-difference'),
          cell: (row) =>
            row.reason === null ? '0' : `${dong(row.countedVnd - row.computedVnd)}: ${row.reason}`,
        },
        { key: 'handed', header: t('col-handed'), align: 'end', cell: (row) => dong(row.handedInVnd) },
        {
          key: 'closer',
          header: t('col-closer'),
          cell: (row) => `${row.closer}, ${formatDateTime(row.closedAt, lang)}`,
        },
        {
          key: 'files',
          header: t('col-do'),
          cell: (row) => (
            <>
              <a href={documentHref(row.documentId)}>{t('book-paper')}</a>{' '}
              <a href={`${BOOK}/${row.id}/excel`}>{t('book-file')}</a>
            </>
          ),
        },
      ]}
    />
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  sent: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = bookMessages(lang);
  const desk = await bookDesk(ctx, actor);
  const may = (action: 'close-book' | 'compare') =>
    can(paymentPolicy, actor, action, { centreId: actor.centreId });
  return reply.html(
    <OfficerLayout title={t('book-title')} lang={lang} actor={actor} path={BOOK}>
      <PageHead title={t('book-title')} why={t('book-why')} />
      <ErrorSummary errors={sent.errors} lang={lang} />
      <p class="row">
        <ButtonLink href={REFUNDS}>{t('refund-title')}</ButtonLink>
        {may('compare') ? <ButtonLink href={COMPARE}>{t('compare-title')}</ButtonLink> : null}
      </p>
      <SummaryList
        items={[
          { term: t('opening'), value: `${dong(desk.openingVnd)} đồng` },
          { term: t('computed'), value: <strong>{dong(desk.computedVnd)} đồng</strong> },
        ]}
      />
      <p class="soft">
        {desk.since === null ? t('book-first') : t('book-since', { at: formatDateTime(desk.since, lang) })}
      </p>
      {may('close-book') ? <Closing desk={desk} sent={sent} lang={lang} /> : null}
      <h2>{t('takings')}</h2>
      <Takings desk={desk} lang={lang} />
      <Lines title={t('voids')} rows={desk.figures.voids} lang={lang} />
      <Lines title={t('cash-refunds')} rows={desk.figures.refunds} lang={lang} />
      <h2>{t('closed')}</h2>
      <Closed books={desk.books} lang={lang} />
    </OfficerLayout>,
    sent.status,
  );
}

/** Mounts `/can-bo/so-quy`: the open cash book, closing it, and the closed ones as paper and Excel. */
export function bookPages(app: FastifyInstance, ctx: AppContext): void {
  formPage(app, {
    url: BOOK,
    schema: CloseBookInput,
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    refusedAt: 'countedVnd',
    async save(request, input) {
      await closeBook(ctx, requireStaff(request.actor), input);
      return BOOK;
    },
  });
  page(app, {
    url: `${BOOK}/:id/excel`,
    async handler(request, reply) {
      const book = await getBook(ctx, requireStaff(request.actor), Id.parse(request.params).id);
      return reply
        .type(XLSX)
        .header('content-disposition', `attachment; filename="so-quy-${book.day}-${book.no}.xlsx"`)
        .header('cache-control', 'private, no-store')
        .send(await bookExcel(book, request.lang));
    },
  });
}
