import type { FastifyInstance } from 'fastify';
import { currentCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import { hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { ButtonLink, Empty, LiveRegion, OfflineNotice, SearchBox, Table } from '#ui/components.ts';
import { OfficerLayout } from '#ui/layout.tsx';
import { dossierTopic } from '../announce.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { type MyWork, myWork, type WorkSection } from '../queries.ts';
import { dossierColumns, lineHref } from './lines.tsx';
import { workMessages } from './work-messages.ts';

const t = workMessages('vi');

function Section(props: { section: WorkSection; now: Temporal.Instant; calendar: CompiledCalendar }) {
  const { section, now, calendar } = props;
  if (section.count === 0) {
    return null;
  }
  const id = `nhom-${section.group}`;
  return (
    <section class="stack-s" aria-labelledby={id} data-key-h="hand-over" data-key-s="request-supplement">
      <h2 id={id} class={section.group === 'late' ? 'work-late' : undefined}>
        {t(section.group)} <span class="count">{section.count}</span>
      </h2>
      <Table
        caption={t(section.group)}
        captionHidden
        walk
        columns={dossierColumns(now, calendar, false)}
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

/** One list of what to do now, in groups with whole counts; live; the keyboard walks it. */
function WorkPage(props: { actor: StaffActor; work: MyWork; calendar: CompiledCalendar }) {
  const { actor, work, calendar } = props;
  const time = formatTime(toLocal(work.at));
  const count = work.sections.reduce((sum, section) => sum + section.count, 0);
  return (
    <OfficerLayout title={t('title')} actor={actor} path="/can-bo" styles={['dossiers/work.css']}>
      <OfflineNotice at={time} />
      <div class="work-head">
        <div>
          <h1>{t('title')}</h1>
          <p class="soft">{t('why', { count, time })}</p>
        </div>
        <SearchBox action="/can-bo/ho-so" label={t('findDossier')} placeholder={t('searchHint')} />
        {hasRole(actor, 'receptionist') ? (
          <ButtonLink href="/can-bo/ho-so/moi" look="primary">
            {t('receiveNew')}
          </ButtonLink>
        ) : null}
      </div>
      <LiveRegion id="viec" topics={[dossierTopic(actor.centreId)]}>
        {count === 0 ? (
          <Empty title={t('empty')}>
            <p>{t('emptyHint')}</p>
          </Empty>
        ) : (
          work.sections.map((section) => (
            <Section key={section.group} section={section} now={work.at} calendar={calendar} />
          ))
        )}
      </LiveRegion>
    </OfficerLayout>
  );
}

/** Mounts `/can-bo`: what the signed-in officer has to do. */
export function registerWork(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/can-bo',
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      // Who handles no dossiers has their place in the administration.
      if (!can(DOSSIER_POLICY, actor, 'search', actor)) {
        return reply.redirect('/can-bo/quan-tri', 302);
      }
      const [work, calendar] = await Promise.all([myWork(ctx, actor), currentCalendar(ctx, actor)]);
      return reply.html(<WorkPage actor={actor} work={work} calendar={calendar.compiled} />);
    },
  });
}
