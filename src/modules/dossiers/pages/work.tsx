import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { useContext } from 'preact/hooks';
import * as z from 'zod';
import { listUnits } from '#modules/agencies/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import { hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { FrameContext } from '#platform/http/frame.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import {
  ButtonLink,
  type Column,
  Empty,
  ErrorSummary,
  LiveRegion,
  Notice,
  OfflineNotice,
  SearchBox,
  Table,
} from '#ui/components.ts';
import { OfficerLayout } from '#ui/layout.tsx';
import { dossierTopic } from '../announce.ts';
import { dropWorkFilter, keepWorkFilter, listWorkFilters } from '../commands/work-filters.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { type MyWork, myWork, type WorkLine, type WorkSection } from '../queries.ts';
import { type ItemResult, KeepFilterInput, type KeptFilter, type WorkFilter } from '../schema/work.ts';
import { text } from './intake-form.ts';
import { dossierColumns, lineHref, shortName } from './lines.tsx';
import { actOnMany, BulkForm, BulkResults, CHOOSABLE, chooseColumn } from './work-bulk.tsx';
import { filterOf, WORK, WorkFilterBar, workHref } from './work-filter-bar.tsx';
import { workMessages } from './work-messages.ts';

const t = workMessages('vi');

interface SectionProps {
  readonly section: WorkSection;
  readonly now: Temporal.Instant;
  readonly calendar: CompiledCalendar;
  readonly values: FormValues;
  readonly chooses: boolean;
}

/** The columns of a group; below the procedure stands why this person has it. */
function columnsOf(now: Temporal.Instant, calendar: CompiledCalendar): readonly Column<WorkLine>[] {
  return dossierColumns(now, calendar, false).map((column) =>
    column.key !== 'procedure'
      ? column
      : {
          ...column,
          cell: (line: WorkLine) => (
            <>
              {shortName(line.procedureName)}
              {line.why === '' ? null : <span class="work-why">{line.why}</span>}
            </>
          ),
        },
  );
}

function Section({ section, now, calendar, values, chooses }: SectionProps) {
  if (section.count === 0) {
    return null;
  }
  const id = `nhom-${section.group}`;
  const columns = columnsOf(now, calendar);
  return (
    <section
      class="stack-s"
      aria-labelledby={id}
      {...(chooses ? { 'data-key-h': 'hand-over', 'data-key-s': 'request-supplement' } : {})}
    >
      <h2 id={id} class={section.group === 'late' ? 'work-late' : undefined}>
        {t(section.group)} <span class="count">{section.count}</span>
      </h2>
      <Table
        caption={t(section.group)}
        captionHidden
        walk
        columns={chooses && CHOOSABLE.includes(section.group) ? [chooseColumn(values), ...columns] : columns}
        rows={section.lines}
        rowKey={(line) => line.id}
        href={lineHref}
        empty={null}
      />
      {section.count > section.lines.length ? (
        <p>
          <a href="/can-bo/ho-so?trang-thai=open">{t('more', { count: section.count })}</a>
        </p>
      ) : null}
    </section>
  );
}

interface WorkProps {
  readonly actor: StaffActor;
  readonly work: MyWork;
  readonly filter: WorkFilter;
  readonly kept: readonly KeptFilter[];
  readonly units: readonly { readonly id: string; readonly name: string }[] | null;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  /** Of the form that keeps a filter. */
  readonly filterErrors: readonly FieldError[];
  readonly results: readonly ItemResult[];
  readonly requestId: string;
}

function handOverHref(filter: WorkFilter): string {
  const here = workHref(filter);
  return `${here}${here.includes('?') ? '&' : '?'}ban-giao=1#nhieu`;
}

/** One list of what to do now, in groups with whole counts; live; the keyboard walks it; many at once. */
function WorkPage(props: WorkProps) {
  const { actor, work, filter } = props;
  const layer = useContext(FrameContext).layer === true;
  const time = formatTime(toLocal(work.at));
  const count = work.sections.reduce((sum, section) => sum + section.count, 0);
  const fields = work.sections.flatMap((section) => section.lines.map((line) => line.fieldGroup));
  // A centre's layer hands nothing over and moves nothing on: there is nothing to choose for.
  const chooses = !layer;
  const choosable =
    chooses && work.sections.some(({ group, count: n }) => n > 0 && CHOOSABLE.includes(group));
  return (
    <OfficerLayout title={t('title')} actor={actor} path={WORK} styles={['dossiers/work.css']}>
      <OfflineNotice at={time} />
      <div class="work-head">
        <div>
          <h1>{t('title')}</h1>
          <p class="soft">{t('why', { count, time })}</p>
        </div>
        <SearchBox action="/can-bo/ho-so" label={t('findDossier')} placeholder={t('searchHint')} />
        {hasRole(actor, 'receptionist') ? (
          <ButtonLink href="/can-bo/ho-so/moi" look="primary">
            {t(layer ? 'receiveLocal' : 'receiveNew')}
          </ButtonLink>
        ) : null}
      </div>
      {layer ? (
        <Notice title={t('layerTitle')}>
          <p>
            {t('layerWhy')} <a href="/can-bo/ho-so">{t('layerLink')}</a>
          </p>
        </Notice>
      ) : null}
      <BulkResults results={props.results} />
      <ErrorSummary errors={[...props.errors, ...props.filterErrors]} />
      <WorkFilterBar
        filter={filter}
        fields={fields}
        kept={props.kept}
        errors={props.filterErrors}
        name={text(props.values, 'ten')}
      />
      <form
        class="stack"
        method="post"
        action={workHref(filter).replace(WORK, `${WORK}/lam-nhieu`)}
        data-guard=""
      >
        <LiveRegion id="viec" topics={[dossierTopic(actor.centreId)]}>
          {count === 0 ? (
            <Empty title={t('empty')}>
              <p>{t('emptyHint')}</p>
            </Empty>
          ) : (
            work.sections.map((section) => (
              <Section
                key={section.group}
                section={section}
                now={work.at}
                calendar={work.calendar}
                values={props.values}
                chooses={chooses}
              />
            ))
          )}
        </LiveRegion>
        {choosable ? (
          <BulkForm
            {...props}
            handOverHref={handOverHref(filter)}
            leads={hasRole(actor, 'unit-head', 'centre-director', 'commune-leader')}
          />
        ) : null}
      </form>
    </OfficerLayout>
  );
}

type Shown = Pick<WorkProps, 'values' | 'errors' | 'filterErrors' | 'results'>;
const NOTHING: Shown = { values: {}, errors: [], filterErrors: [], results: [] };

/** Whether handing over to a unit of one's choice is asked for. */
function handsOver(request: FastifyRequest, { values }: Shown): boolean {
  return Query.parse(request.query)['ban-giao'] !== undefined || text(values, 'command') === 'hand-over';
}

const Query = z.record(z.string(), z.unknown()).catch({});

/** Mounts `/can-bo`: what the signed-in officer has to do, many at once, narrowed by filters that are kept. */
export function registerWork(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, filter: WorkFilter, shown: Shown) => {
    const actor = requireStaff(request.actor);
    const [work, kept, units] = await Promise.all([
      myWork(ctx, actor, filter),
      listWorkFilters(ctx, actor),
      handsOver(request, shown) ? listUnits(ctx, actor) : null,
    ]);
    const failed = shown.errors.length + shown.filterErrors.length > 0;
    return reply.html(
      <WorkPage
        actor={actor}
        work={work}
        filter={filter}
        kept={kept}
        units={units?.filter((unit) => unit.active) ?? null}
        requestId={shown.errors.length > 0 ? text(shown.values, 'requestId') : newRequestId()}
        {...shown}
      />,
      failed ? 422 : 200,
    );
  };
  page(app, {
    url: WORK,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      // Who handles no dossiers has their place in the administration.
      if (!can(DOSSIER_POLICY, actor, 'search', actor)) {
        return reply.redirect('/can-bo/quan-tri', 302);
      }
      return show(request, reply, filterOf(Query.parse(request.query)), NOTHING);
    },
  });
  page(app, {
    method: 'POST',
    url: `${WORK}/lam-nhieu`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const { results, errors } = await actOnMany(ctx, actor, values);
      const shown = { ...NOTHING, results, errors, values: errors.length > 0 ? values : {} };
      return show(request, reply, filterOf(Query.parse(request.query)), shown);
    },
  });
  page(app, {
    method: 'POST',
    url: `${WORK}/bo-loc`,
    async handler(request, reply) {
      const values = formValues(request.body);
      const filter = filterOf(values);
      const input = KeepFilterInput.safeParse({ name: values['ten'], filter });
      if (!input.success) {
        const filterErrors = input.error.issues.map(({ message }) => ({ path: 'ten', message }));
        return show(request, reply, filter, { ...NOTHING, values, filterErrors });
      }
      await keepWorkFilter(ctx, request.actor, input.data);
      return reply.redirect(workHref(filter), 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${WORK}/bo-loc/:id/bo`,
    async handler(request, reply) {
      const { id } = z.object({ id: z.uuid() }).parse(request.params);
      await dropWorkFilter(ctx, request.actor, id);
      return reply.redirect(WORK, 303);
    },
  });
}
