import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate } from '#platform/time.ts';
import { Empty, Notice, SummaryList, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { getProcessView, listProcesses, type ProcessView } from '../queries.ts';
import type { ProcessDefinition, ProcessStep } from '../schema.ts';
import { findingInWords, roleName } from '../words.ts';

const LIST = '/can-bo/quan-tri/quy-trinh';

function usedFor(process: ProcessDefinition, lang: Lang): string {
  const t = messages(lang);
  const { procedures, fieldGroups, everything } = process.appliesTo;
  const named = [...fieldGroups, ...procedures].join('; ');
  return named !== '' ? named : t(everything ? 'usedForAll' : 'usedForNamed');
}

function timeOf(step: ProcessStep, process: ProcessDefinition, lang: Lang): string {
  const t = messages(lang);
  if ('hours' in step.time) {
    return t('timeHours', { n: step.time.hours.toLocaleString('vi-VN') });
  }
  const all = process.steps.reduce((sum, s) => sum + ('share' in s.time ? s.time.share : 0), 0);
  return t('timeShare', { n: Math.round((step.time.share / all) * 100) });
}

function Steps({ view, lang }: { view: ProcessView; lang: Lang }) {
  const t = messages(lang);
  const { process, units } = view;
  const nameOf = new Map(process.steps.map((step) => [step.key, step.name]));
  return (
    <Table
      caption={t('stepCount', { n: process.steps.length })}
      columns={[
        { key: 'no', header: '#', align: 'end', cell: (step) => process.steps.indexOf(step) + 1 },
        { key: 'name', header: t('colStep'), primary: true, cell: (step) => step.name },
        { key: 'unit', header: t('colUnit'), cell: (step) => units.get(step.unit)?.shortName ?? step.unit },
        { key: 'role', header: t('colRole'), cell: (step) => roleName(step.role, lang) },
        { key: 'time', header: t('colTime'), cell: (step) => timeOf(step, process, lang) },
        { key: 'papers', header: t('colPapers'), cell: (step) => step.documentsOut.join('; ') },
        {
          key: 'back',
          header: t('colBack'),
          cell: (step) => step.returnTo.map((key) => nameOf.get(key) ?? key).join('; '),
        },
      ]}
      rows={process.steps}
      rowKey={(step) => step.key}
      empty={<Empty title={t('none')} />}
    />
  );
}

/** Mounts `/can-bo/quan-tri/quy-trinh`: the processes in force and the steps of each. */
export function processPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: LIST,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = messages(lang);
      const [processes, centre] = [await listProcesses(ctx, actor), await getCentre(ctx, actor.centreId)];
      return reply.html(
        <OfficerLayout
          title={t('title')}
          lang={lang}
          actor={actor}
          centre={{ name: centre.name }}
          path="/can-bo/quan-tri"
        >
          <PageHead title={t('title')} why={t('lead')} />
          <Table
            caption={t('title')}
            captionHidden
            walk
            columns={[
              { key: 'name', header: t('title'), primary: true, cell: (p) => p.name },
              { key: 'steps', header: t('colStep'), align: 'end', cell: (p) => p.steps.length },
              { key: 'for', header: t('usedFor'), cell: (p) => usedFor(p, lang) },
            ]}
            rows={processes}
            rowKey={(p) => p.code}
            href={(p) => `${LIST}/${p.code}`}
            empty={<Empty title={t('none')} />}
          />
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    url: `${LIST}/:code`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = messages(lang);
      const { code } = z.object({ code: z.string().max(100) }).parse(request.params);
      const view = await getProcessView(ctx, actor, code);
      const { process, findings } = view;
      const from = formatDate(Temporal.PlainDate.from(process.validFrom));
      return reply.html(
        <OfficerLayout title={process.name} lang={lang} actor={actor} path="/can-bo/quan-tri">
          <PageHead title={process.name} why={t('version', { n: process.version, from })} />
          <SummaryList
            items={[
              { term: t('usedFor'), value: usedFor(process, lang) },
              { term: t('source'), value: process.source },
            ]}
          />
          {findings.length === 0 ? (
            <Notice tone="ok" title={t('checkOk')} />
          ) : (
            <Notice tone="soon" title={t('checkTitle')}>
              <ul>
                {findings.map((finding) => (
                  <li key={JSON.stringify(finding)}>{findingInWords(finding, lang)}</li>
                ))}
              </ul>
            </Notice>
          )}
          <Steps view={view} lang={lang} />
          <p>
            <a href={LIST}>{t('title')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });
}
