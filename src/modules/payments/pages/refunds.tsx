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
import { localDay } from '#platform/time.ts';
import {
  askedIn,
  Button,
  Choices,
  Empty,
  ErrorSummary,
  Field,
  FilterBar,
  RequestId,
  Select,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { decideRefund, endRefund } from '../commands/refund.ts';
import { bookMessages } from '../messages-book.ts';
import { paymentPolicy } from '../policy.ts';
import { getReceipt } from '../queries.ts';
import { refundsOf, refundsOfDay } from '../queries-book.ts';
import { receiptNumber } from '../rules.ts';
import { EndRefundInput, type Refund, RefundInput, RefundMethod } from '../schema-book.ts';
import { dong, methodInWords } from '../words.ts';

/** Where refunds are. */
export const REFUNDS = '/can-bo/hoan-phi';
const Id = z.object({ id: z.uuid() });
const DayQuery = z.object({ ngay: z.iso.date().optional().catch(undefined) });

function RefundTable({ rows, lang, mayRepay }: { rows: readonly Refund[]; lang: Lang; mayRepay: boolean }) {
  const t = bookMessages(lang);
  return (
    <Table
      caption={t('refund-title')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t('refund-none')}>
          <p>
            <a href="/can-bo/bien-lai">{t('refund-none-next')}</a>
          </p>
        </Empty>
      }
      columns={[
        {
          key: 'no',
          header: t('col-number'),
          primary: true,
          cell: (row) => (
            <a class="code" href={documentHref(row.documentId)}>
              {row.number}
            </a>
          ),
        },
        {
          key: 'dossier',
          header: t('col-dossier'),
          cell: (row) => <span class="code">{row.dossierNumber}</span>,
        },
        { key: 'payee', header: t('refund-payee'), cell: (row) => row.payee },
        { key: 'amount', header: t('col-amount'), align: 'end', cell: (row) => dong(row.amountVnd) },
        { key: 'method', header: t('refund-method'), cell: (row) => methodInWords(row.method, lang) },
        { key: 'reason', header: t('col-reason'), cell: (row) => row.reason },
        {
          key: 'state',
          header: t('col-state'),
          cell: (row) => (
            <StatusTag tone={row.state === 'decided' ? 'soon' : row.state === 'paid' ? 'done' : 'neutral'}>
              {t(`state-${row.state}`)}
              {row.endedNote === null ? '' : `: ${row.endedNote}`}
            </StatusTag>
          ),
        },
        {
          key: 'do',
          header: t('col-do'),
          cell: (row) =>
            mayRepay && row.state === 'decided' ? (
              <a href={`${REFUNDS}/${row.id}/chi-tra`}>{t('refund-end')}</a>
            ) : null,
        },
      ]}
    />
  );
}

async function showNew(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed = {}, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = bookMessages(lang);
  const receipt = await getReceipt(ctx, actor, Id.parse(request.params).id);
  const { refunds, leftVnd } = await refundsOf(ctx, actor, receipt);
  const title = t('refund-of', { no: receiptNumber(receipt) });
  const usual = {
    amountVnd: dong(leftVnd),
    payee: receipt.payer,
    method: receipt.method === 'card' ? 'transfer' : receipt.method,
    account: '',
    reason: '',
    legalBasis: '',
  };
  const asked = askedIn({ ...usual, ...typed }, errors, lang);
  const field = (name: keyof typeof usual, label: string, optional = false) => (
    <Field {...asked(name)} label={label} autocomplete="off" optional={optional} required={!optional} />
  );
  return reply.html(
    <OfficerLayout title={title} lang={lang} actor={actor} path="/can-bo/bien-lai">
      <PageHead
        title={title}
        why={t('refund-left', { total: dong(receipt.totalVnd), left: dong(leftVnd) })}
      />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" class="stack measure">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        {field('amountVnd', t('refund-amount'))}
        {field('payee', t('refund-payee'))}
        <Select
          {...asked('method')}
          label={t('refund-method')}
          options={RefundMethod.options.map((method) => ({
            value: method,
            label: methodInWords(method, lang),
          }))}
        />
        {field('account', t('refund-account'), true)}
        {field('reason', t('refund-reason'))}
        {field('legalBasis', t('refund-basis'))}
        <Button look="primary">{t('refund-decide')}</Button>
      </form>
      {refunds.length === 0 ? null : <RefundTable rows={refunds} lang={lang} mayRepay={false} />}
    </OfficerLayout>,
    status,
  );
}

async function showEnd(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed = {}, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = bookMessages(lang);
  const { id } = Id.parse(request.params);
  const refund = (await refundsOfDay(ctx, actor, localDay(ctx.clock.now()))).find((one) => one.id === id);
  if (refund === undefined || refund.state !== 'decided') {
    return reply.redirect(REFUNDS, 303);
  }
  const title = t('refund-end-title', { number: refund.number });
  const asked = askedIn(typed, errors, lang);
  return reply.html(
    <OfficerLayout title={title} lang={lang} actor={actor} path={REFUNDS}>
      <PageHead
        title={title}
        why={`${refund.payee}: ${dong(refund.amountVnd)} đồng, ${methodInWords(refund.method, lang)} ${refund.account}`.trim()}
      />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" class="stack measure">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('as')}
          label={t('refund-result')}
          options={(['paid', 'dropped'] as const).map((as) => ({ value: as, label: t(`refund-${as}`) }))}
        />
        <Field {...asked('note')} label={t('refund-note')} required />
        <Button look="primary">{t('refund-end')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts `/can-bo/hoan-phi`: refunds that wait and those of a day, deciding one from a receipt, and paying it out. */
export function refundPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: REFUNDS,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { lang } = request;
      const t = bookMessages(lang);
      const { ngay } = DayQuery.parse(request.query);
      const day = ngay === undefined ? localDay(ctx.clock.now()) : Temporal.PlainDate.from(ngay);
      const rows = await refundsOfDay(ctx, actor, day);
      return reply.html(
        <OfficerLayout title={t('refund-title')} lang={lang} actor={actor} path={REFUNDS}>
          <PageHead title={t('refund-title')} why={t('refund-why')} />
          <FilterBar action={REFUNDS} lang={lang}>
            <Field name="ngay" type="date" label={t('col-day')} value={day.toString()} width="short" />
          </FilterBar>
          <RefundTable
            rows={rows}
            lang={lang}
            mayRepay={can(paymentPolicy, actor, 'repay', { centreId: actor.centreId })}
          />
        </OfficerLayout>,
      );
    },
  });
  formPage(app, {
    url: '/can-bo/bien-lai/:id/hoan-tra',
    schema: RefundInput,
    show: (request, reply, sent) => showNew(ctx, request, reply, sent),
    refusedAt: 'amountVnd',
    async save(request, input) {
      await decideRefund(ctx, requireStaff(request.actor), Id.parse(request.params).id, input);
      return REFUNDS;
    },
  });
  formPage(app, {
    url: `${REFUNDS}/:id/chi-tra`,
    schema: EndRefundInput,
    show: (request, reply, sent) => showEnd(ctx, request, reply, sent),
    async save(request, input) {
      await endRefund(ctx, requireStaff(request.actor), Id.parse(request.params).id, input);
      return REFUNDS;
    },
  });
}
