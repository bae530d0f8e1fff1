import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { documentHref } from '#modules/documents/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDate, formatTime, localDay, toLocal } from '#platform/time.ts';
import { Button, Empty, Field, FilterBar, RequestId, StatusTag, Table } from '#ui/components.ts';
import { ErrorSummary, errorFor } from '#ui/forms.tsx';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { voidReceipt } from '../commands/void-receipt.ts';
import { messages } from '../messages.ts';
import { paymentPolicy } from '../policy.ts';
import { type DayOfReceipts, getReceipt, receiptsOfDay } from '../queries.ts';
import { receiptNumber } from '../rules.ts';
import { type Receipt, VoidInput } from '../schema.ts';
import { dong, methodInWords } from '../words.ts';

const URL = '/can-bo/bien-lai';
const DayQuery = z.object({ ngay: z.iso.date().optional().catch(undefined) });
const ReceiptParams = z.object({ id: z.uuid() });

function ReceiptTable(props: { day: DayOfReceipts; lang: Lang; mayVoid: boolean; mayRefund: boolean }) {
  const { day, lang, mayVoid, mayRefund } = props;
  const t = messages(lang);
  return (
    <Table
      caption={t('title')}
      captionHidden
      walk
      columns={[
        { key: 'no', header: t('colNo'), primary: true, cell: (r) => receiptNumber(r) },
        {
          key: 'dossier',
          header: t('colDossier'),
          cell: (r) => <a href={`/can-bo/ho-so/${encodeURIComponent(r.dossierNumber)}`}>{r.dossierNumber}</a>,
        },
        { key: 'payer', header: t('colPayer'), cell: (r) => r.payer },
        { key: 'total', header: t('colTotal'), align: 'end', cell: (r) => dong(r.totalVnd) },
        { key: 'method', header: t('colMethod'), cell: (r) => methodInWords(r.method, lang) },
        {
          key: 'by',
          header: t('colBy'),
          cell: (r) => `${r.collectedBy}, ${formatTime(toLocal(r.collectedAt))}`,
        },
        {
          key: 'print',
          header: t('colPrint'),
          cell: (r) => <a href={documentHref(r.documentId)}>{t('print')}</a>,
        },
        {
          key: 'state',
          header: t('colState'),
          cell: (r) =>
            r.voidedAt === null ? (
              mayVoid ? (
                <>
                  <a href={`${URL}/${r.id}/huy`}>{t('voidButton')}</a>{' '}
                  {mayRefund ? <a href={`${URL}/${r.id}/hoan-tra`}>{t('refundButton')}</a> : null}
                </>
              ) : (
                <StatusTag tone="done">{t('valid')}</StatusTag>
              )
            ) : (
              <StatusTag tone="neutral">{t('voided', { reason: r.voidReason ?? '' })}</StatusTag>
            ),
        },
      ]}
      rows={day.receipts}
      rowKey={(r) => r.id}
      empty={
        <Empty title={t('none')}>
          <p>{t('noneNext')}</p>
        </Empty>
      }
    />
  );
}

function VoidPage(props: {
  receipt: Receipt;
  actor: StaffActor;
  lang: Lang;
  errors: readonly FieldError[];
  reason: string;
}) {
  const { receipt, actor, lang, errors, reason } = props;
  const t = messages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={URL}>
      <PageHead title={t('voidTitle', { no: receiptNumber(receipt) })} why={t('voidHint')} />
      <ErrorSummary errors={errors} lang={lang} />
      <p>
        {receipt.payer}: {dong(receipt.totalVnd)} đồng, {receipt.dossierNumber}
      </p>
      <form method="post" class="stack measure">
        <RequestId value={newRequestId()} />
        <Field
          name="reason"
          label={t('voidReason')}
          value={reason}
          error={errorFor(errors, 'reason')}
          required
        />
        <Button look="danger">{t('voidButton')}</Button>
      </form>
    </OfficerLayout>
  );
}

/** Mounts `/can-bo/bien-lai`: the receipts of a day, and voiding one. */
export function receiptPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = messages(lang);
      const { ngay } = DayQuery.parse(request.query);
      const day = ngay === undefined ? localDay(ctx.clock.now()) : Temporal.PlainDate.from(ngay);
      const found = await receiptsOfDay(ctx, actor, day);
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path={URL}>
          <PageHead title={t('title')} why={t('lead')} />
          <FilterBar action={URL} lang={lang}>
            <Field name="ngay" type="date" label={t('day')} value={day.toString()} width="short" />
          </FilterBar>
          <p>
            <strong>
              {t('sum', { day: formatDate(day), count: found.count, total: dong(found.totalVnd) })}
            </strong>{' '}
            <span class="soft">{t('remit')}</span>
          </p>
          <ReceiptTable
            day={found}
            lang={lang}
            mayVoid={can(paymentPolicy, actor, 'void', { centreId: actor.centreId })}
            mayRefund={can(paymentPolicy, actor, 'refund', { centreId: actor.centreId })}
          />
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    url: `${URL}/:id/huy`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const receipt = await getReceipt(ctx, actor, ReceiptParams.parse(request.params).id);
      return reply.html(
        <VoidPage receipt={receipt} actor={actor} lang={request.lang} errors={[]} reason="" />,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `${URL}/:id/huy`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { id } = ReceiptParams.parse(request.params);
      const form = parseForm(VoidInput, request.body);
      const receipt = await getReceipt(ctx, actor, id);
      if (!form.ok) {
        const reason = String(form.values['reason'] ?? '');
        return reply.html(
          <VoidPage
            receipt={receipt}
            actor={actor}
            lang={request.lang}
            errors={form.fields}
            reason={reason}
          />,
          422,
        );
      }
      await voidReceipt(ctx, actor, id, form.data);
      return reply.redirect(`${URL}?ngay=${localDay(receipt.collectedAt)}`, 303);
    },
  });
}
