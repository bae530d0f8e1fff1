import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import { listPublic } from '#modules/procedures/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { Button, Choices, Empty, ErrorSummary, Field, Select, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { type CopyResult, copyProcess } from '../commands/copy-process.ts';
import { editorMessages } from '../editor-messages.ts';
import { getVersions } from '../editor-queries.ts';
import { findingInWords } from '../words.ts';
import { Params, processHref } from './hrefs.ts';

const t = editorMessages('vi');

interface CopyView {
  readonly code: string;
  readonly name: string;
  readonly group: string;
  readonly groups: readonly string[];
  readonly procedures: readonly { readonly code: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly validFrom: string;
  readonly error: string | null;
  readonly results: readonly CopyResult[];
}

function outcomeText(result: CopyResult): string {
  const why = result.findings.map((finding) => findingInWords(finding)).join('; ');
  const text = result.outcome === 'unsound' ? t('unsound', { why }) : t(result.outcome);
  return result.rescaled ? `${text}; ${t('rescaled')}` : text;
}

function Results({ results }: { results: readonly CopyResult[] }) {
  return results.length === 0 ? null : (
    <section class="stack-s" aria-labelledby="ket-qua">
      <h2 id="ket-qua">{t('copyResults')}</h2>
      <Table
        caption={t('copyResults')}
        captionHidden
        columns={[
          {
            key: 'procedure',
            header: t('copyProcedure'),
            primary: true,
            cell: (one) => `${one.procedureCode} ${one.procedureName}`,
          },
          { key: 'outcome', header: t('copyOutcome'), cell: outcomeText },
        ]}
        rows={results}
        rowKey={(one) => one.procedureCode}
        href={(one) =>
          one.outcome === 'unknown-procedure'
            ? '/thu-tuc'
            : `${processHref(one.processCode)}${one.outcome === 'draft' || one.outcome === 'unsound' ? '/sua' : ''}`
        }
        empty={null}
      />
    </section>
  );
}

function Picks({ view }: { view: CopyView }) {
  if (view.procedures.length === 0) {
    return <Empty title={t('copyNone')} />;
  }
  return (
    <Choices
      name="procedures"
      kind="checkbox"
      label={t('copyChoose')}
      options={view.procedures.map((one) => ({ value: one.code, label: `${one.code} ${one.name}` }))}
      value={view.chosen}
      error={view.error ?? undefined}
    />
  );
}

function CopyPage({ actor, view }: { actor: StaffActor; view: CopyView }) {
  const href = `${processHref(view.code)}/chep`;
  const errors = view.error === null ? [] : [{ path: 'procedures', message: view.error }];
  return (
    <OfficerLayout
      title={t('copyTitle', { name: view.name })}
      actor={actor}
      path="/can-bo/quan-tri"
      styles={['processes/process.css']}
    >
      <PageHead title={t('copyTitle', { name: view.name })} why={t('copyWhy')} />
      <Results results={view.results} />
      <ErrorSummary errors={errors} />
      <form class="row process-foot" method="get" action={href}>
        <Select
          name="linh-vuc"
          label={t('copyField')}
          value={view.group}
          options={view.groups.map((group) => ({ value: group, label: group }))}
        />
        <Button>{t('copyShow')}</Button>
      </form>
      <form class="stack" method="post" action={`${href}?linh-vuc=${encodeURIComponent(view.group)}`}>
        <Picks view={view} />
        <Field
          name="validFrom"
          type="date"
          label={t('copyFrom')}
          hint={t('copyFromHint')}
          value={view.validFrom}
          width="short"
          optional
        />
        <Button look="primary">{t('copyButton')}</Button>
      </form>
      <p>
        <a href={processHref(view.code)}>{t('cancel')}</a>
      </p>
    </OfficerLayout>
  );
}

const Query = z.object({ 'linh-vuc': z.string().max(300).optional() });

/** Mounts the copying of a process to similar procedures. */
export function copyPages(app: FastifyInstance, ctx: AppContext): void {
  const viewOf = async (actor: StaffActor, code: string, wanted: string | undefined): Promise<CopyView> => {
    const { versions } = await getVersions(ctx, actor, code);
    const process = versions[0]?.process;
    const all = await listPublic(ctx, actor);
    const groups = [...new Set(all.map(({ body }) => body.fieldGroup))].sort((a, b) =>
      a.localeCompare(b, 'vi'),
    );
    const own = all.find(({ body }) => process?.appliesTo.procedures.includes(body.code))?.body.fieldGroup;
    const group = wanted ?? own ?? process?.appliesTo.fieldGroups[0] ?? groups[0] ?? '';
    return {
      code,
      name: process?.name ?? code,
      group,
      groups,
      procedures: all
        .filter(({ body }) => body.fieldGroup === group && !process?.appliesTo.procedures.includes(body.code))
        .map(({ body }) => ({ code: body.code, name: body.name })),
      chosen: [],
      validFrom: '',
      error: null,
      results: [],
    };
  };
  page(app, {
    url: `${processHref(':code')}/chep`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const view = await viewOf(actor, code, Query.parse(request.query)['linh-vuc']);
      return reply.html(<CopyPage actor={actor} view={view} />);
    },
  });
  page(app, {
    method: 'POST',
    url: `${processHref(':code')}/chep`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const values = formValues(request.body);
      const picked = values['procedures'];
      const chosen = (typeof picked === 'string' ? [picked] : (picked ?? [])).slice(0, 200);
      const typed = typeof values['validFrom'] === 'string' ? values['validFrom'] : '';
      const view = {
        ...(await viewOf(actor, code, Query.parse(request.query)['linh-vuc'])),
        chosen,
        validFrom: typed,
      };
      const past =
        typed !== '' &&
        (!z.iso.date().safeParse(typed).success || typed < localDay(ctx.clock.now()).toString());
      const error = chosen.length === 0 ? t('copyPick') : past ? t('validFromPast') : null;
      if (error !== null) {
        return reply.html(<CopyPage actor={actor} view={{ ...view, error }} />, 422);
      }
      const validFrom = typed === '' ? null : typed;
      const results = await copyProcess(ctx, actor, { code, procedures: chosen, validFrom });
      return reply.html(<CopyPage actor={actor} view={{ ...view, chosen: [], results }} />);
    },
  });
}
