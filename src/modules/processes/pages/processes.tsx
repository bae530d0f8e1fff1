import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { can } from '#platform/policy.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import { ButtonLink, Empty, Fold, SummaryList, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { editorMessages } from '../editor-messages.ts';
import { getVersions, listDrafts, type ProcessVersions } from '../editor-queries.ts';
import { messages } from '../messages.ts';
import { processPolicy } from '../policy.ts';
import { listProcesses } from '../queries.ts';
import { followers } from '../rules/graph.ts';
import type { ProcessDefinition, ProcessStep } from '../schema.ts';
import { kindName, roleName } from '../words.ts';
import { Checks } from './checks.tsx';
import { LIST, Params, processHref } from './hrefs.ts';
import { NewForms } from './new.tsx';
import { ProcessPicture } from './picture.tsx';

const t = editorMessages('vi');

/** "Đất đai", "mọi thủ tục chưa có quy trình riêng". */
function usedFor(process: ProcessDefinition, lang: Lang): string {
  const word = messages(lang);
  const { procedures, fieldGroups, everything } = process.appliesTo;
  const named = [...fieldGroups, ...procedures].join('; ');
  return named !== '' ? named : word(everything ? 'usedForAll' : 'usedForNamed');
}

function timeOf(step: ProcessStep, process: ProcessDefinition, lang: Lang): string {
  const word = messages(lang);
  if ('hours' in step.time) {
    return word('timeHours', { n: step.time.hours.toLocaleString('vi-VN') });
  }
  const all = process.steps.reduce((sum, s) => sum + ('share' in s.time ? s.time.share : 0), 0);
  return word('timeShare', { n: Math.round((step.time.share / all) * 100) });
}

function Steps({
  process,
  units,
  lang,
}: Pick<ProcessVersions, 'units'> & { process: ProcessDefinition; lang: Lang }) {
  const word = messages(lang);
  const numbers = (keys: readonly string[]) =>
    keys.map((key) => process.steps.findIndex((step) => step.key === key) + 1).join(', ');
  return (
    <Table
      caption={word('stepCount', { n: process.steps.length })}
      columns={[
        { key: 'no', header: '#', align: 'end', cell: (step) => process.steps.indexOf(step) + 1 },
        { key: 'name', header: word('colStep'), primary: true, cell: (step) => step.name },
        { key: 'kind', header: t('kind'), cell: (step) => kindName(step.kind, lang) },
        {
          key: 'unit',
          header: word('colUnit'),
          cell: (step) => step.agency ?? units.get(step.unit)?.shortName ?? step.unit,
        },
        { key: 'role', header: word('colRole'), cell: (step) => roleName(step.role, lang) },
        { key: 'time', header: word('colTime'), cell: (step) => timeOf(step, process, lang) },
        { key: 'papers', header: word('colPapers'), cell: (step) => step.documentsOut.join('; ') },
        {
          key: 'next',
          header: t('next'),
          cell: (step) => {
            const next = followers(process.steps, process.steps.indexOf(step));
            return `${numbers(next)}${step.split === 'all' ? ` (${t('splitAll')})` : ''}`;
          },
        },
        { key: 'back', header: word('colBack'), cell: (step) => numbers(step.returnTo) },
      ]}
      rows={process.steps}
      rowKey={(step) => step.key}
      empty={<Empty title={word('none')} />}
    />
  );
}

function Links({ code, versions, mayEdit }: { code: string; versions: ProcessVersions; mayEdit: boolean }) {
  const href = processHref(code);
  return (
    <div class="process-links">
      {mayEdit ? (
        <ButtonLink href={`${href}/sua`} look="primary">
          {versions.draft === null ? t('edit') : t('editDraft')}
        </ButtonLink>
      ) : null}
      {mayEdit ? <ButtonLink href={`${href}/chep`}>{t('copy')}</ButtonLink> : null}
      <a href={`${href}/in`}>{t('print')}</a>
      <span>
        {t('export')}: <a href={`${href}/tep?dang=json`}>{t('exportJson')}</a>,{' '}
        <a href={`${href}/tep?dang=yaml`}>{t('exportYaml')}</a>,{' '}
        <a href={`${href}/tep?dang=csv`}>{t('exportCsv')}</a>
      </span>
    </div>
  );
}

function Versions({ code, versions }: { code: string; versions: ProcessVersions['versions'] }) {
  return (
    <section class="stack-s" aria-labelledby="cac-ban">
      <h2 id="cac-ban">{t('versions')}</h2>
      {versions.map(({ process, changes }) => (
        <Fold
          key={process.version}
          id={`ban-${process.version}`}
          title={t('versionLine', {
            n: process.version,
            from: formatDate(Temporal.PlainDate.from(process.validFrom)),
          })}
          open={process.version === versions[0]?.process.version && changes !== null}
        >
          {changes === null ? (
            <p>{t('versionFirst')}</p>
          ) : changes.length === 0 ? (
            <p>{t('versionSame')}</p>
          ) : (
            <ul class="why-list">
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          )}
          <p>
            <a href={`${processHref(code)}?ban=${process.version}`}>
              {t('head')} {process.version}
            </a>
          </p>
        </Fold>
      ))}
    </section>
  );
}

function Drafts({ drafts }: { drafts: Awaited<ReturnType<typeof listDrafts>> }) {
  return drafts.length === 0 ? null : (
    <section class="stack-s" aria-labelledby="nhap">
      <h2 id="nhap">{t('drafts')}</h2>
      <Table
        caption={t('drafts')}
        captionHidden
        columns={[
          { key: 'name', header: t('colName'), primary: true, cell: (one) => one.draft.name || one.code },
          {
            key: 'changed',
            header: t('colChanged'),
            cell: (one) => t('draftLine', { who: one.changedBy, when: formatDateTime(one.changedAt) }),
          },
        ]}
        rows={drafts}
        rowKey={(one) => one.code}
        href={(one) => `${processHref(one.code)}/sua`}
        empty={null}
      />
    </section>
  );
}

/** Whether the actor may edit processes. */
function mayEditOf(actor: StaffActor): boolean {
  return can(processPolicy, actor, 'edit', { centreId: actor.centreId });
}

/** Mounts `/can-bo/quan-tri/quy-trinh`: the processes in force, their steps, versions and drafts. */
export function processPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: LIST,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const word = messages(lang);
      const mayEdit = mayEditOf(actor);
      const [processes, centre] = [await listProcesses(ctx, actor), await getCentre(ctx, actor.centreId)];
      const drafts = mayEdit ? await listDrafts(ctx, actor) : [];
      return reply.html(
        <OfficerLayout
          title={word('title')}
          lang={lang}
          actor={actor}
          centre={{ name: centre.name }}
          path="/can-bo/quan-tri"
          styles={['processes/process.css']}
        >
          <PageHead title={word('title')} why={word('lead')} />
          <Drafts drafts={drafts} />
          <Table
            caption={word('title')}
            captionHidden
            walk
            columns={[
              { key: 'name', header: word('title'), primary: true, cell: (p) => p.name },
              { key: 'steps', header: word('colStep'), align: 'end', cell: (p) => p.steps.length },
              { key: 'for', header: word('usedFor'), cell: (p) => usedFor(p, lang) },
            ]}
            rows={processes}
            rowKey={(p) => p.code}
            href={(p) => processHref(p.code)}
            empty={<Empty title={word('none')} />}
          />
          {mayEdit ? <NewForms errors={[]} values={{}} /> : null}
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    url: processHref(':code'),
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const word = messages(lang);
      const { code } = Params.parse(request.params);
      const { ban } = z
        .object({ ban: z.coerce.number().int().optional().catch(undefined) })
        .parse(request.query);
      const all = await getVersions(ctx, actor, code);
      const newest = all.versions[0]?.process;
      const process = all.versions.find((one) => one.process.version === ban)?.process ?? newest;
      if (process === undefined) {
        return reply.redirect(LIST, 302);
      }
      const from = formatDate(Temporal.PlainDate.from(process.validFrom));
      return reply.html(
        <OfficerLayout
          title={process.name}
          lang={lang}
          actor={actor}
          path="/can-bo/quan-tri"
          styles={['processes/process.css']}
        >
          <PageHead title={process.name} why={word('version', { n: process.version, from })} />
          <Links code={code} versions={all} mayEdit={mayEditOf(actor)} />
          <SummaryList
            items={[
              { term: word('usedFor'), value: usedFor(process, lang) },
              { term: word('source'), value: process.source },
            ]}
          />
          {process === newest ? (
            <Checks definition={process} findings={all.findings} balance={all.balance} />
          ) : null}
          <Steps process={process} units={all.units} lang={lang} />
          <section class="stack-s" aria-labelledby="so-do">
            <h2 id="so-do">{t('picture')}</h2>
            <ProcessPicture definition={process} units={all.units} />
          </section>
          <Versions code={code} versions={all.versions} />
          <p>
            <a href={LIST}>{word('title')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });
}
