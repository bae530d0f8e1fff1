import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { listUnits } from '#modules/agencies/queries.ts';
import { currentCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { ButtonLink, Empty, Field, FilterBar, Pagination, Select, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { type DossierPage, type ListFilter, searchDossiers } from '../queries.ts';
import { statusName } from '../rules/refuse.ts';
import { OPEN_STATUSES, STATUSES, Standing, Status } from '../schema.ts';
import { dossierColumns, lineHref } from './lines.tsx';
import { findMirrored, Mirrored, type MirroredFound } from './search-mirrored.tsx';
import { workMessages } from './work-messages.ts';

const t = workMessages('vi');
const PAGE_SIZE = 50;
const PATH = '/can-bo/ho-so';

/** What the address keeps: words, filters, page. Anything unreadable is left out. */
const Query = z.object({
  q: z.string().trim().max(200).default('').catch(''),
  'trang-thai': z.string().max(8).default('').catch(''),
  han: z
    .union([Standing, z.literal('')])
    .default('')
    .catch(''),
  'don-vi': z
    .union([z.uuid(), z.literal('')])
    .default('')
    .catch(''),
  trang: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
});
type Query = z.output<typeof Query>;

function filterOf(query: Query): ListFilter {
  const one = Status.safeParse(Number(query['trang-thai']));
  return {
    ...(query['trang-thai'] === 'open'
      ? { statuses: OPEN_STATUSES }
      : one.success
        ? { statuses: [one.data] }
        : {}),
    ...(query.han === '' ? {} : { standing: query.han }),
    ...(query['don-vi'] === '' ? {} : { unitId: query['don-vi'] }),
  };
}

function hrefOf(query: Query, trang: number): string {
  const params = new URLSearchParams(
    Object.entries({ ...query, trang: String(trang) }).filter(([, value]) => value !== ''),
  );
  return `${PATH}?${params}`;
}

interface SearchPageProps {
  readonly actor: StaffActor;
  readonly query: Query;
  readonly found: DossierPage;
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly now: Temporal.Instant;
  readonly calendar: CompiledCalendar;
  /** What the provincial system tells, in a centre's layer; null where this is the dossier system. */
  readonly mirrored: MirroredFound | null;
}

function Filters({ query, units }: Pick<SearchPageProps, 'query' | 'units'>) {
  const standings = [
    { value: 'overdue', label: t('overdue') },
    { value: 'in-term', label: t('in-term') },
    { value: 'waiting', label: t('standWaiting') },
    { value: 'early', label: t('early') },
    { value: 'on-time', label: t('on-time') },
    { value: 'late', label: t('standLate') },
  ];
  const active = query.q !== '' || query['trang-thai'] !== '' || query.han !== '' || query['don-vi'] !== '';
  return (
    <search>
      <FilterBar action={PATH} active={active}>
        <Field
          name="q"
          type="search"
          label={t('searchLabel')}
          value={query.q}
          placeholder={t('searchHint')}
          autofocus={!active}
        />
        <Select
          name="trang-thai"
          label={t('status')}
          blank={t('all')}
          value={query['trang-thai']}
          options={[
            { value: 'open', label: t('open') },
            ...STATUSES.map((status) => ({ value: String(status), label: statusName(status) })),
          ]}
        />
        <Select name="han" label={t('standing')} blank={t('all')} value={query.han} options={standings} />
        <Select
          name="don-vi"
          label={t('unit')}
          blank={t('all')}
          value={query['don-vi']}
          options={units.map((unit) => ({ value: unit.id, label: unit.name }))}
        />
      </FilterBar>
    </search>
  );
}

/** The list of dossiers: forgiving search, filters kept in the address, pages with whole counts. */
function SearchPage({ actor, query, found, units, now, calendar, mirrored }: SearchPageProps) {
  const from = (query.trang - 1) * PAGE_SIZE + 1;
  const to = from + found.lines.length - 1;
  return (
    <OfficerLayout title={t('searchTitle')} actor={actor} path={PATH} styles={['dossiers/work.css']}>
      <PageHead title={t('searchTitle')} why={t('searchWhy')} />
      <Filters query={query} units={units} />
      {mirrored === null ? null : <Mirrored found={mirrored} text={query.q} now={now} />}
      {mirrored === null ? null : <h2>{t('here')}</h2>}
      <Table
        caption={t('results')}
        captionHidden
        walk
        columns={dossierColumns(now, calendar, true)}
        rows={found.lines}
        rowKey={(line) => line.id}
        href={lineHref}
        empty={
          <Empty title={t('noResults')}>
            <p>{t('noResultsHint')}</p>
            <ButtonLink href={PATH}>{t('all')}</ButtonLink>
          </Empty>
        }
      />
      {found.lines.length > 0 ? (
        <Pagination
          from={from}
          to={to}
          total={found.total}
          previousHref={query.trang > 1 ? hrefOf(query, query.trang - 1) : undefined}
          nextHref={to < found.total ? hrefOf(query, query.trang + 1) : undefined}
        />
      ) : null}
    </OfficerLayout>
  );
}

/** Mounts `/can-bo/ho-so`. */
export function registerSearch(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: PATH,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const query = Query.parse(request.query);
      const [found, calendar, units] = await Promise.all([
        searchDossiers(ctx, actor, {
          q: query.q,
          filter: filterOf(query),
          page: query.trang,
          pageSize: PAGE_SIZE,
        }),
        currentCalendar(ctx, actor),
        listUnits(ctx, actor),
      ]);
      const status = Status.safeParse(Number(query['trang-thai']));
      const mirrored = await findMirrored(ctx, actor, {
        text: query.q,
        status: query['trang-thai'] === 'open' ? 'open' : status.success ? status.data : null,
        standing: query.han,
        unitName: units.find(({ id }) => id === query['don-vi'])?.name ?? '',
      });
      return reply.html(
        <SearchPage
          actor={actor}
          query={query}
          found={found}
          units={units}
          now={ctx.clock.now()}
          calendar={calendar.compiled}
          mirrored={mirrored}
        />,
      );
    },
  });
}
