import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  errorFor,
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
import type { Typed } from './transfers-view.tsx';

/** Where lists are compared. */
export const COMPARE = '/can-bo/doi-soat';
const NOTHING: Typed = { values: {}, fields: [] };

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
  typed: Typed,
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = bookMessages(lang);
  const made = await comparisons(ctx, actor);
  const value = (name: string) => {
    const found = typed.values[name];
    return typeof found === 'string' ? found : undefined;
  };
  return reply.html(
    <OfficerLayout title={t('compare-title')} lang={lang} actor={actor} path="/can-bo/so-quy">
      <PageHead title={t('compare-title')} why={t('compare-why')} />
      <ErrorSummary errors={typed.fields} lang={lang} />
      <form method="post" action={COMPARE} class="stack measure">
        <RequestId value={value('requestId') ?? newRequestId()} />
        <Select
          name="source"
          label={t('compare-source')}
          value={value('source')}
          error={errorFor(typed.fields, 'source')}
          options={ComparisonSource.options.map((source) => ({
            value: source,
            label: t(`source-${source}`),
          }))}
        />
        <Field
          name="day"
          type="date"
          label={t('compare-day')}
          value={value('day') ?? localDay(ctx.clock.now()).toString()}
          error={errorFor(typed.fields, 'day')}
          width="short"
          required
        />
        <TextArea
          name="list"
          label={t('compare-list')}
          hint={t('compare-hint')}
          value={value('list')}
          error={errorFor(typed.fields, 'list')}
          optional
          lang={lang}
        />
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
  page(app, { url: COMPARE, handler: (request, reply) => show(ctx, request, reply, NOTHING) });
  page(app, {
    method: 'POST',
    url: COMPARE,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(CompareInput, request.body);
      const values = formValues(request.body);
      if (!form.ok) {
        return show(ctx, request, reply, { values, fields: form.fields }, 422);
      }
      try {
        await compareMoney(ctx, actor, form.data);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          return show(ctx, request, reply, { values, fields: error.details.fields ?? [] }, 422);
        }
        throw error;
      }
      return reply.redirect(COMPARE, 303);
    },
  });
}
