import type { FastifyInstance } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { Empty, Field, FilterBar, Notice, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { FORM_07A_COLUMNS, type Form07aRow } from '../form-07a.ts';
import { messages } from '../messages.ts';
import { getForm07a } from '../queries.ts';
import { count } from './figures.tsx';
import { askedPeriod, Presets } from './public.tsx';

const URL = '/can-bo/thong-ke';

/** Mounts `/can-bo/thong-ke`: form 07a/BTP/KSTT of any period. */
export function form07aPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = messages(lang);
      const today = localDay(ctx.clock.now());
      const { period } = askedPeriod(request, today);
      const form = await getForm07a(ctx, actor, period);
      const numbers = new Map(form.rows.map((row, i) => [row, i + 1]));
      return reply.html(
        <OfficerLayout title={t('officerTitle')} lang={lang} actor={actor} path={URL}>
          <PageHead
            title={t('officerTitle')}
            why={t('officerLead', { from: formatDate(period.from), to: formatDate(period.to) })}
          />
          <FilterBar action={URL} lang={lang}>
            <Field
              name="tu"
              type="date"
              label={t('periodFrom')}
              value={period.from.toString()}
              width="short"
            />
            <Field name="den" type="date" label={t('periodTo')} value={period.to.toString()} width="short" />
          </FilterBar>
          <Presets url={URL} today={today} lang={lang} report />
          <Notice
            tone={form.faults.length === 0 ? 'ok' : 'late'}
            title={
              form.faults.length === 0
                ? t('checksOk')
                : t('checksBroken', { what: [...new Set(form.faults)].join('; ') })
            }
          />
          <Table<Form07aRow>
            caption={t('officerTitle')}
            captionHidden
            columns={[
              { key: '1', header: `${t('formNo')} (1)`, align: 'end', cell: (row) => numbers.get(row) ?? '' },
              { key: '2', header: `${t('colField')} (2)`, primary: true, cell: (row) => row.field },
              ...FORM_07A_COLUMNS.map((column) => ({
                key: String(column),
                header: `${t(`form${column}`)} (${column})`,
                align: 'end' as const,
                cell: (row: Form07aRow) => count(row.columns[column]),
              })),
            ]}
            rows={form.rows.length === 0 ? [] : [...form.rows, form.total]}
            rowKey={(row) => row.field}
            empty={
              <Empty title={t('none')}>
                <p>{t('noneNext')}</p>
              </Empty>
            }
          />
          <p>
            <a href={`/so-lieu?tu=${period.from}&den=${period.to}`}>{t('publicTitle')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });
}
