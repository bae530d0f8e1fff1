import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { Empty, Field, FilterBar, Notice, Pagination, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { getBehind, getProvinceReport } from '../queries/period.ts';
import { BEHIND } from '../rules/counted-forms.ts';
import { currentPeriod } from '../rules/periods.ts';
import { Dimension } from '../schema.ts';
import { balanceTable, buildSheet, periodInWords } from '../sheets.ts';
import { count } from './figures.tsx';
import { FileButtons } from './file-buttons.tsx';
import { pageMessages } from './page-messages.ts';
import {
  askedPeriodOf,
  filledQuery,
  Periods,
  REPORT_STYLES,
  REPORTS_URL,
  SheetTable,
  withPeriod,
} from './parts.tsx';

const BehindQuery = z.object({
  so: z.enum(BEHIND).default('all').catch('all'),
  theo: Dimension.optional().catch(undefined),
  cua: z.string().max(300).default('').catch(''),
  chot: z.uuid().optional().catch(undefined),
  trang: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
});
const PAGE = 50;
const List = z.object({ list: z.enum(['late', 'register', 'control']) });
/** Rows of a long list that the page shows; its file has them all. */
const SHOWN = 100;

function behindPage(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `${REPORTS_URL}/ho-so`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = pageMessages(lang);
      const today = localDay(ctx.clock.now());
      const { period } = askedPeriodOf(request, today, currentPeriod('month', 'calendar', today));
      const { so, theo, cua, chot, trang } = BehindQuery.parse(filledQuery(request));
      const asked = { behind: so, dimension: theo ?? null, key: cua, period };
      const { total, lines } = await getBehind(ctx, actor, asked, trang, chot);
      const more = {
        so,
        ...(theo === undefined ? {} : { theo, cua }),
        ...(chot === undefined ? {} : { chot }),
      };
      const href = (n: number) => withPeriod(`${REPORTS_URL}/ho-so`, period, { ...more, trang: String(n) });
      const title = t('behind', { n: count(total) });
      return reply.html(
        <OfficerLayout title={title} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
          <PageHead
            title={title}
            why={t('behind-why', {
              figure: t(`fig-${so}`),
              about: theo === 'field' || theo === 'field_group' ? cua : t('behind-all'),
              from: formatDate(period.from),
              to: formatDate(period.to),
            })}
          />
          <Table
            caption={title}
            captionHidden
            walk
            columns={[
              {
                key: 'number',
                header: t('col-number'),
                primary: true,
                cell: (line) => line.number ?? line.localNumber ?? '',
              },
              { key: 'procedure', header: t('col-procedure'), cell: (line) => line.procedureName },
              { key: 'person', header: t('col-person'), cell: (line) => line.applicantName },
              {
                key: 'holder',
                header: t('col-holder'),
                cell: (line) => line.holder.name ?? line.holder.unitName,
              },
              { key: 'standing', header: t('col-standing'), cell: (line) => t(`standing-${line.standing}`) },
            ]}
            rows={lines}
            rowKey={(line) => line.id}
            href={(line) => `/can-bo/ho-so/${line.number ?? line.id}`}
            empty={
              <Empty title={t('behind-none')}>
                <p>
                  <a href={withPeriod(REPORTS_URL, period)}>{t('back')}</a>
                </p>
              </Empty>
            }
          />
          {total > PAGE ? (
            <Pagination
              lang={lang}
              from={(trang - 1) * PAGE + 1}
              to={(trang - 1) * PAGE + lines.length}
              total={total}
              previousHref={trang > 1 ? href(trang - 1) : undefined}
              nextHref={trang * PAGE < total ? href(trang + 1) : undefined}
            />
          ) : null}
          <p>
            <a href={withPeriod(REPORTS_URL, period)}>{t('back')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });
}

function provincePage(app: FastifyInstance, ctx: AppContext): void {
  const url = `${REPORTS_URL}/tinh`;
  page(app, {
    url,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = pageMessages(lang);
      const today = localDay(ctx.clock.now());
      const { period } = askedPeriodOf(request, today, currentPeriod('year', 'calendar', today));
      const { communes, total } = await getProvinceReport(ctx, actor, period);
      const lines = communes.map(({ commune, figures }) => ({ label: commune, figures }));
      const title = t('list-province');
      return reply.html(
        <OfficerLayout title={title} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
          <PageHead
            title={title}
            why={`${t('province-why', { n: communes.length })} ${periodInWords(period)}.`}
          />
          <Periods url={url} today={today} lang={lang} />
          <SheetTable sheet={{ ...balanceTable(t('list-province'), lines, total), title }} />
          <FileButtons
            lang={lang}
            asked={{ report: 'province', tu: `${period.from}`, den: `${period.to}` }}
            requestId={newRequestId()}
          />
          <p class="no-print">
            <a href={withPeriod(REPORTS_URL, period)}>{t('back')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });
}

function listPage(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `${REPORTS_URL}/danh-sach/:list`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = pageMessages(lang);
      const m = messages(lang);
      const { list } = List.parse(request.params);
      const url = `${REPORTS_URL}/danh-sach/${list}`;
      const today = localDay(ctx.clock.now());
      const { period, wrong } = askedPeriodOf(request, today, currentPeriod('month', 'calendar', today));
      const asked = { report: list, tu: `${period.from}`, den: `${period.to}` };
      const preview = await buildSheet(
        ctx,
        actor,
        { ...asked, theo: 'field', first: SHOWN },
        async () => undefined,
      );
      const title = t(`list-${list}`);
      return reply.html(
        <OfficerLayout title={title} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
          <PageHead title={title} why={preview.period} />
          {wrong ? <Notice tone="soon" title={m('wrongPeriod')} role="alert" /> : null}
          <FilterBar action={url} lang={lang}>
            <Field name="tu" type="date" label={m('periodFrom')} value={asked.tu} width="short" />
            <Field name="den" type="date" label={m('periodTo')} value={asked.den} width="short" />
          </FilterBar>
          <Periods url={url} today={today} lang={lang} />
          {preview.rows.length === 0 ? (
            <Empty title={m('none')}>
              <p>{m('noneNext')}</p>
            </Empty>
          ) : (
            <>
              <p class="soft">{t('list-shown', { n: preview.rows.length })}</p>
              <FileButtons lang={lang} asked={asked} requestId={newRequestId()} long />
              <SheetTable sheet={preview} />
              {preview.notes.map((note) => (
                <p key={note} class="soft">
                  {note}
                </p>
              ))}
            </>
          )}
          <p class="no-print">
            <a href={withPeriod(REPORTS_URL, period)}>{t('back')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });
}

/** Mounts the dossiers behind a figure, the province, and the long lists. */
export function listPages(app: FastifyInstance, ctx: AppContext): void {
  behindPage(app, ctx);
  provincePage(app, ctx);
  listPage(app, ctx);
}
