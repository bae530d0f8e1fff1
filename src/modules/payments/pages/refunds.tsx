import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { documentHref } from '#modules/documents/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import {
  Button,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
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
import type { Typed } from './transfers-view.tsx';

/** Where refunds are. */
export const REFUNDS = '/can-bo/hoan-phi';
const NOTHING: Typed = { values: {}, fields: [] };
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
          cell: (row) => <a href={documentHref(row.documentId)}>{row.number}</a>,
        },
        { key: 'dossier', header: t('col-dossier'), cell: (row) => row.dossierNumber },
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

function fieldsOf(error: unknown, field: string): readonly FieldError[] | undefined {
  return isProblem(error) && error.status < 500 && error.code !== 'forbidden' && error.code !== 'not-found'
    ? (error.details.fields ?? [{ path: field, message: error.details.detail }])
    : undefined;
}

function valueIn(typed: Typed, name: string): string | undefined {
  const found = typed.values[name];
  return typeof found === 'string' ? found : undefined;
}

async function showNew(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = bookMessages(lang);
  const receipt = await getReceipt(ctx, actor, Id.parse(request.params).id);
  const { refunds, leftVnd } = await refundsOf(ctx, actor, receipt);
  const title = t('refund-of', { no: receiptNumber(receipt) });
  const field = (name: string, label: string, fallback = '', optional = false) => (
    <Field
      name={name}
      label={label}
      value={valueIn(typed, name) ?? fallback}
      error={errorFor(typed.fields, name)}
      autocomplete="off"
      {...(optional ? { optional: true, lang } : { required: true })}
    />
  );
  return reply.html(
    <OfficerLayout title={title} lang={lang} actor={actor} path="/can-bo/bien-lai">
      <PageHead
        title={title}
        why={t('refund-left', { total: dong(receipt.totalVnd), left: dong(leftVnd) })}
      />
      <ErrorSummary errors={typed.fields} lang={lang} />
      <form method="post" class="stack measure">
        <RequestId value={valueIn(typed, 'requestId') ?? newRequestId()} />
        {field('amountVnd', t('refund-amount'), dong(leftVnd))}
        {field('payee', t('refund-payee'), receipt.payer)}
        <Select
          name="method"
          label={t('refund-method')}
          value={valueIn(typed, 'method') ?? (receipt.method === 'card' ? 'transfer' : receipt.method)}
          error={errorFor(typed.fields, 'method')}
          options={RefundMethod.options.map((method) => ({
            value: method,
            label: methodInWords(method, lang),
          }))}
        />
        {field('account', t('refund-account'), '', true)}
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
  typed: Typed,
  status = 200,
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
  return reply.html(
    <OfficerLayout title={title} lang={lang} actor={actor} path={REFUNDS}>
      <PageHead
        title={title}
        why={`${refund.payee}: ${dong(refund.amountVnd)} đồng, ${methodInWords(refund.method, lang)} ${refund.account}`.trim()}
      />
      <ErrorSummary errors={typed.fields} lang={lang} />
      <form method="post" class="stack measure">
        <RequestId value={valueIn(typed, 'requestId') ?? newRequestId()} />
        <Choices
          name="as"
          label={t('refund-result')}
          value={valueIn(typed, 'as')}
          error={errorFor(typed.fields, 'as')}
          options={(['paid', 'dropped'] as const).map((as) => ({ value: as, label: t(`refund-${as}`) }))}
        />
        <Field
          name="note"
          label={t('refund-note')}
          value={valueIn(typed, 'note')}
          error={errorFor(typed.fields, 'note')}
          required
        />
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
  page(app, {
    url: '/can-bo/bien-lai/:id/hoan-tra',
    handler: (request, reply) => showNew(ctx, request, reply, NOTHING),
  });
  page(app, {
    method: 'POST',
    url: '/can-bo/bien-lai/:id/hoan-tra',
    async handler(request, reply) {
      const form = parseForm(RefundInput, request.body);
      const values = formValues(request.body);
      if (!form.ok) {
        return showNew(ctx, request, reply, { values, fields: form.fields }, 422);
      }
      try {
        await decideRefund(ctx, requireStaff(request.actor), Id.parse(request.params).id, form.data);
      } catch (error) {
        const fields = fieldsOf(error, 'amountVnd');
        if (fields === undefined) {
          throw error;
        }
        return showNew(ctx, request, reply, { values, fields }, 422);
      }
      return reply.redirect(REFUNDS, 303);
    },
  });
  page(app, {
    url: `${REFUNDS}/:id/chi-tra`,
    handler: (request, reply) => showEnd(ctx, request, reply, NOTHING),
  });
  page(app, {
    method: 'POST',
    url: `${REFUNDS}/:id/chi-tra`,
    async handler(request, reply) {
      const form = parseForm(EndRefundInput, request.body);
      if (!form.ok) {
        return showEnd(ctx, request, reply, { values: formValues(request.body), fields: form.fields }, 422);
      }
      await endRefund(ctx, requireStaff(request.actor), Id.parse(request.params).id, form.data);
      return reply.redirect(REFUNDS, 303);
    },
  });
}
