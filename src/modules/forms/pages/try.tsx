import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { Button, ErrorSummary, Notice } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { QuestionPage } from '#ui/question.tsx';
import { saveFormDraft } from '../commands/drafts.ts';
import { builderMessages } from '../messages-builder.ts';
import { openFormDraft } from '../queries-admin.ts';
import { type AnswerIssue, checkAnswers } from '../rules/check.ts';
import { definitionOf } from '../rules/draft.ts';
import { findPage } from '../rules/fields.ts';
import { parseAnswers, pressGroup, readGroupPress } from '../rules/parse.ts';
import { summary } from '../rules/summary.ts';
import { neighbourPages, questionView } from '../rules/view.ts';
import { cleanAnswers } from '../rules/visible.ts';
import { Answers, type FormDefinition, type FormPage } from '../schema.ts';
import type { FormDraft } from '../schema-draft.ts';
import { builderHref, Params, tryHref } from './hrefs.ts';
import { sendPaper } from './public.tsx';

const t = builderMessages('vi');

/** Everything about one try: nothing of it is stored, the answers travel in the page. */
interface Trying {
  readonly code: string;
  readonly form: FormDefinition;
  readonly answers: Answers;
  readonly today: string;
}

const hiddenOf = ({ answers }: Trying, pageKey: string) => ({
  trang: pageKey,
  traLoi: JSON.stringify(answers),
});

function TryPage(props: {
  readonly actor: StaffActor;
  readonly trying: Trying;
  readonly at: FormPage;
  readonly issues: readonly AnswerIssue[];
}) {
  const { actor, trying, at, issues } = props;
  const { form, answers, today, code } = trying;
  const { before } = neighbourPages(form, at, answers, { today });
  const title = t('tryTitle', { name: form.name });
  return (
    <OfficerLayout title={title} actor={actor} path="/can-bo/quan-tri" islands={['forms/fill.js']}>
      <Notice title={title}>
        {t('tryWhy')} <a href={builderHref(code)}>{t('toBuilder')}</a>
      </Notice>
      <div class="measure">
        <QuestionPage
          view={questionView(form, at, answers, issues, { today })}
          action={tryHref(code)}
          hidden={hiddenOf(trying, at.key)}
          island={{ form, answers, today }}
        >
          {before === null ? null : (
            <Button look="quiet" name="viec" value="lui" novalidate>
              {t('change')}: {before.title}
            </Button>
          )}
        </QuestionPage>
      </div>
    </OfficerLayout>
  );
}

function DonePage({ actor, trying }: { readonly actor: StaffActor; readonly trying: Trying }) {
  const { form, answers, today, code } = trying;
  const issues = checkAnswers(form, answers, { today });
  const title = t('tryTitle', { name: form.name });
  const hidden = <input type="hidden" name="traLoi" value={JSON.stringify(answers)} />;
  return (
    <OfficerLayout title={title} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('tryDone')} />
      {issues.length === 0 ? (
        <Notice tone="ok" title={t('nothingMissing')} />
      ) : (
        <Notice tone="soon" title={t('missing')}>
          <ul>
            {issues.map((issue) => (
              <li key={issue.path}>{issue.message}</li>
            ))}
          </ul>
        </Notice>
      )}
      {summary(form, answers, { today }).map((section) => (
        <section key={section.title} class="stack-s">
          <h2>{section.title}</h2>
          <dl class="summary">
            {section.rows.map((row) => (
              <div key={row.field}>
                <dt>{row.label}</dt>
                <dd>{row.value === '' ? t('noAnswer') : row.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div class="row">
        <form method="post" action={`${builderHref(code)}/thu/ban-in`} target="_blank" rel="noopener">
          {hidden}
          <Button name="dang" value="pdf" look="primary">
            {t('seePdf')}
          </Button>
          <Button name="dang" value="docx">
            {t('seeWord')}
          </Button>
        </form>
        {issues.length > 0 ? null : (
          <form method="post" action={`${builderHref(code)}/thu/vi-du`}>
            {hidden}
            <Button>{t('keepSample')}</Button>
          </form>
        )}
        <a href={tryHref(code)}>{t('startAgain')}</a>
        <a href={builderHref(code)}>{t('toBuilder')}</a>
      </div>
    </OfficerLayout>
  );
}

const Posted = z.object({
  trang: z.string().max(60).default(''),
  traLoi: z.string().max(200_000).default('{}'),
  viec: z.string().max(20).default(''),
  dang: z.enum(['pdf', 'docx']).catch('pdf'),
});

function readAnswers(text: string): Answers {
  try {
    const read = Answers.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    // Only a page of ours writes it; anything else begins anew.
    return {};
  }
}

interface Opened {
  readonly form: FormDefinition | null;
  readonly draft: FormDraft;
  readonly revision: number;
  readonly fields: Parameters<typeof ErrorSummary>[0]['errors'];
}

/** The draft as it would be published, or what stands in the way. */
async function openForm(ctx: AppContext, actor: StaffActor, code: string, today: string): Promise<Opened> {
  const { draft, revision } = await openFormDraft(ctx, actor, code);
  const read = definitionOf(draft, code, today);
  return read.ok
    ? { form: read.definition, draft, revision, fields: [] }
    : { form: null, draft, revision, fields: read.fields };
}

/** Mounts the trying out of a form: the pages that citizens get, nothing stored. */
export function tryPages(app: FastifyInstance, ctx: AppContext): void {
  const today = () => localDay(ctx.clock.now()).toString();

  const refused = (actor: StaffActor, code: string, fields: Opened['fields'], reply: FastifyReply) =>
    reply.html(
      <OfficerLayout title={t('tryUnsound')} actor={actor} path="/can-bo/quan-tri">
        <PageHead title={t('tryUnsound')} />
        <ErrorSummary errors={fields} />
        <p>
          <a href={builderHref(code)}>{t('toBuilder')}</a>
        </p>
      </OfficerLayout>,
      422,
    );

  page(app, {
    url: `${builderHref(':code')}/thu`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { form, fields } = await openForm(ctx, actor, code, today());
      const first = form?.pages[0];
      if (form === null || first === undefined) {
        return refused(actor, code, fields, reply);
      }
      const trying = { code, form, answers: {}, today: today() };
      return reply.html(<TryPage actor={actor} trying={trying} at={first} issues={[]} />);
    },
  });

  page(app, {
    method: 'POST',
    url: `${builderHref(':code')}/thu`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const posted = Posted.parse(formValues(request.body));
      const { form, fields } = await openForm(ctx, actor, code, today());
      const at = form === null ? null : (findPage(form, posted.trang) ?? form.pages[0] ?? null);
      if (form === null || at === null) {
        return refused(actor, code, fields, reply);
      }
      const now = { today: today() };
      const press = readGroupPress(request.body);
      const typed = { ...readAnswers(posted.traLoi), ...parseAnswers(at, request.body) };
      const answers = press === null ? typed : pressGroup(at, typed, press);
      const trying = { code, form, answers, today: now.today };
      const issues = press === null ? checkAnswers(form, answers, { ...now, only: at.key }) : [];
      const show = (where: FormPage, status = 200) =>
        reply.html(
          <TryPage actor={actor} trying={trying} at={where} issues={where === at ? issues : []} />,
          status,
        );
      const { before, after } = neighbourPages(form, at, answers, now);
      if (posted.viec === 'lui') {
        return show(before ?? at);
      }
      if (press !== null || issues.length > 0) {
        return show(at, issues.length > 0 ? 422 : 200);
      }
      return after === null ? reply.html(<DonePage actor={actor} trying={trying} />) : show(after);
    },
  });

  page(app, {
    method: 'POST',
    url: `${builderHref(':code')}/thu/ban-in`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { traLoi, dang } = Posted.parse(formValues(request.body));
      const { form, fields } = await openForm(ctx, actor, code, today());
      if (form === null) {
        return refused(actor, code, fields, reply);
      }
      const at = ctx.clock.now();
      const version = {
        id: '',
        code,
        version: 0,
        validFrom: localDay(at),
        definition: form,
        createdAt: at,
        createdBy: actor.displayName,
      };
      const centre = await getCentre(ctx, actor.centreId);
      const answers = cleanAnswers(form, readAnswers(traLoi), { today: today() });
      return sendPaper(reply, version, { answers, kind: dang, stem: `thu-${code}`, office: centre.name });
    },
  });

  page(app, {
    method: 'POST',
    url: `${builderHref(':code')}/thu/vi-du`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { traLoi } = Posted.parse(formValues(request.body));
      const { form, draft, revision, fields } = await openForm(ctx, actor, code, today());
      if (form === null) {
        return refused(actor, code, fields, reply);
      }
      const sample = JSON.stringify(cleanAnswers(form, readAnswers(traLoi), { today: today() }));
      await saveFormDraft(ctx, actor, { code, revision, draft: { ...draft, sample, sampledOn: today() } });
      return reply.redirect(`${builderHref(code)}?da=sampleKept`, 303);
    },
  });
}
