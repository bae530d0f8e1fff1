import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import {
  askedIn,
  Button,
  Empty,
  ErrorSummary,
  Field,
  RequestId,
  Select,
  StatusTag,
  Table,
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { compareMoney } from '../commands/compare-money.ts';
import { bookMessages } from '../messages-book.ts';
import { comparisons } from '../queries-book.ts';
import { CompareInput, type Comparison, ComparisonSource } from '../schema-book.ts';
import { dong } from '../words.ts';

/** Where lists are compared. */
export const COMPARE = '/can-bo/doi-soat';

function Differences({ made, lang }: { made: Comparison; lang: Lang }) {
  const t = bookMessages(lang);
  return made.differences.length === 0 ? (
    <StatusTag tone="done">{t('compare-equal')}</StatusTag>
  ) : (
    <details open>
      <summary>{t('compare-differs', { count: made.differences.length })}</summary>
      <ul>
        {made.differences.map((one) => (
          <li key={`${one.kind} ${one.number}`}>
            {t(`difference-${one.kind}`, {
              number: one.number,
              theirs: dong(one.theirsVnd),
              ours: dong(one.oursVnd),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed = {}, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = bookMessages(lang);
  const made = await comparisons(ctx, actor);
  const today = localDay(ctx.clock.now()).toString();
  const asked = askedIn({ day: today, ...typed }, errors, lang);
  return reply.html(
    <OfficerLayout title={t('compare-title')} lang={lang} actor={actor} path="/can-bo/so-quy">
      <PageHead title={t('compare-title')} why={t('compare-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={COMPARE} class="stack measure">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Select
          {...asked('source')}
          label={t('compare-source')}
          options={ComparisonSource.options.map((source) => ({
            value: source,
            label: t(`source-${source}`),
          }))}
        />
        <Field {...asked('day')} type="date" label={t('compare-day')} width="short" required />
        <TextArea {...asked('list')} label={t('compare-list')} hint={t('compare-hint')} optional />
        <Button look="primary">{t('compare')}</Button>
      </form>
      <Table
        caption={t('compare-title')}
        captionHidden
        rows={made}
        rowKey={(row) => row.id}
        empty={
          <Empty title={t('compare-none')}>
            <p>{t('compare-none-next')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'day',
            header: t('col-day'),
            primary: true,
            cell: (row) => `${formatDate(row.day)}, ${t(`source-${row.source}`)}`,
          },
          {
            key: 'sums',
            header: t('col-amount'),
            cell: (row) => t('compare-sums', { theirs: dong(row.theirsVnd), ours: dong(row.oursVnd) }),
          },
          {
            key: 'result',
            header: t('col-difference'),
            cell: (row) => <Differences made={row} lang={lang} />,
          },
          {
            key: 'by',
            header: t('col-closer'),
            cell: (row) => `${row.madeBy}, ${formatDateTime(row.madeAt, lang)}`,
          },
        ]}
      />
    </OfficerLayout>,
    status,
  );
}

/** Mounts `/can-bo/doi-soat`: a day's list of the bank or the platform against ours. */
export function comparePages(app: FastifyInstance, ctx: AppContext): void {
  formPage(app, {
    url: COMPARE,
    schema: CompareInput,
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await compareMoney(ctx, requireStaff(request.actor), input);
      return COMPARE;
    },
  });
}
