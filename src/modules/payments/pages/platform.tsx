import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { Button, Empty, Field, FilterBar, Notice, StatusTag, SummaryList, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { queryPaymentNow } from '../commands/query-platform.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import { type PlatformDay, platformDay, platformExchange } from '../queries-platform.ts';
import type { PlatformMessage, PlatformPayment } from '../schema-platform.ts';
import { dong } from '../words.ts';

const OUTCOMES = [
  'begun',
  'paid',
  'repeated',
  'pending',
  'failed',
  'refused',
  'unavailable',
  'address',
  'pdf',
] as const;

/** Where the officers see payments on the platform. */
export const ONLINE = '/can-bo/thanh-toan-truc-tuyen';
const DayQuery = z.object({ ngay: z.iso.date().optional().catch(undefined) });
const Token = z.object({ token: z.string().min(20).max(64) });

function State({ payment, lang }: { payment: PlatformPayment; lang: Lang }) {
  const t = platformMessages(lang);
  const { state } = payment;
  const tone = state === 'paid' ? 'done' : state === 'lapsed' || state === 'failed' ? 'late' : 'neutral';
  return (
    <>
      <StatusTag tone={tone}>{t(`state-${state}`)}</StatusTag>
      {payment.lastWhy === null ? null : <span class="soft small"> {payment.lastWhy}</span>}
    </>
  );
}

/** How the line stands, in one sentence. */
function Line({ found, lang }: { found: PlatformDay; lang: Lang }) {
  const t = platformMessages(lang);
  const { circuit } = found;
  if (found.mode === 'off') {
    return <Notice title={t('not-connected-admin')} />;
  }
  const why = circuit.lastWhy ?? '';
  switch (found.circuitState) {
    case 'closed':
      return (
        <p class="soft">
          {circuit.lastOkAt === null
            ? t('line-new')
            : t('line-ok', { at: formatDateTime(circuit.lastOkAt, lang) })}
        </p>
      );
    case 'half-open':
      return <Notice tone="late" title={t('line-half', { why })} />;
    case 'open': {
      const until = circuit.openUntil === null ? '' : formatDateTime(circuit.openUntil, lang);
      return <Notice tone="late" title={t('line-open', { why, until })} />;
    }
    default:
      return found.circuitState satisfies never;
  }
}

function Payments({ found, lang }: { found: PlatformDay; lang: Lang }) {
  const t = platformMessages(lang);
  return (
    <Table
      caption={t('title')}
      captionHidden
      walk
      rows={found.payments}
      rowKey={(row) => row.id}
      href={(row) => `${ONLINE}/${row.token}`}
      empty={
        <Empty title={t('none')}>
          <p>{t('none-next')}</p>
        </Empty>
      }
      columns={[
        { key: 'dossier', header: t('col-dossier'), primary: true, cell: (row) => row.dossierNumber },
        { key: 'amount', header: t('col-amount'), align: 'end', cell: (row) => dong(row.amountVnd) },
        { key: 'state', header: t('col-state'), cell: (row) => <State payment={row} lang={lang} /> },
        {
          key: 'opened',
          header: t('col-opened'),
          cell: (row) =>
            `${formatDateTime(row.openedAt, lang)}${row.origin === 'portal' ? `, ${t('origin-portal')}` : ''}`,
        },
        {
          key: 'next',
          header: t('col-next'),
          cell: (row) => (row.nextQueryAt === null ? t('next-none') : formatDateTime(row.nextQueryAt, lang)),
        },
      ]}
    />
  );
}

/** What came of a call; the platform's own error codes stay as they are. */
function outcomeWords(outcome: string, lang: Lang): string {
  const known = OUTCOMES.find((one) => one === outcome);
  return known === undefined ? outcome : platformMessages(lang)(`outcome-${known}`);
}

function Said({ messages, lang }: { messages: readonly PlatformMessage[]; lang: Lang }) {
  const t = platformMessages(lang);
  return (
    <Table
      caption={t('messages')}
      captionHidden
      rows={messages}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t('messages-none')}>
          <p>{t('messages-none-next')}</p>
        </Empty>
      }
      columns={[
        { key: 'at', header: t('col-when'), primary: true, cell: (row) => formatDateTime(row.at, lang) },
        { key: 'said', header: t('col-said'), cell: (row) => t(`said-${row.direction}`, { kind: row.kind }) },
        { key: 'outcome', header: t('col-outcome'), cell: (row) => outcomeWords(row.outcome, lang) },
        { key: 'detail', header: t('col-detail'), cell: (row) => row.detail },
      ]}
    />
  );
}

/** Mounts `/can-bo/thanh-toan-truc-tuyen`: the line, the payments of a day, one payment with what was said, and asking at once. */
export function platformPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: ONLINE,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { lang } = request;
      const t = platformMessages(lang);
      const { ngay } = DayQuery.parse(request.query);
      const day = ngay === undefined ? localDay(ctx.clock.now()) : Temporal.PlainDate.from(ngay);
      const found = await platformDay(ctx, actor, day);
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path={ONLINE}>
          <PageHead title={t('title')} why={t('why')} />
          <Line found={found} lang={lang} />
          <FilterBar action={ONLINE} lang={lang}>
            <Field name="ngay" type="date" label={t('day')} value={day.toString()} width="short" />
          </FilterBar>
          <Payments found={found} lang={lang} />
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    url: `${ONLINE}/:token`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { lang } = request;
      const t = platformMessages(lang);
      const { payment, messages } = await platformExchange(ctx, actor, Token.parse(request.params).token);
      const mayAsk = can(paymentPolicy, actor, 'ask', { centreId: actor.centreId });
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path={ONLINE}>
          <PageHead title={`${payment.dossierNumber}: ${dong(payment.amountVnd)} đồng`} />
          <SummaryList
            items={[
              { term: t('col-state'), value: <State payment={payment} lang={lang} /> },
              { term: t('col-reference'), value: <span class="code">{payment.reference}</span> },
              { term: t('col-opened'), value: formatDateTime(payment.openedAt, lang) },
              {
                term: t('col-dossier'),
                value: (
                  <a href={`/can-bo/ho-so/${encodeURIComponent(payment.dossierNumber)}`}>
                    {payment.dossierNumber}
                  </a>
                ),
              },
            ]}
          />
          {payment.nextQueryAt === null || !mayAsk ? null : (
            <form method="post" action={`${ONLINE}/${payment.token}/hoi-lai`}>
              <Button>{t('query-now')}</Button>
            </form>
          )}
          <h2>{t('messages')}</h2>
          <Said messages={messages} lang={lang} />
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `${ONLINE}/:token/hoi-lai`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { token } = Token.parse(request.params);
      try {
        await queryPaymentNow(ctx, actor, token);
      } catch (error) {
        // That the line rests stands on the list.
        if (!isProblem(error, 'unavailable')) {
          throw error;
        }
        return reply.redirect(ONLINE, 303);
      }
      return reply.redirect(`${ONLINE}/${token}`, 303);
    },
  });
}
