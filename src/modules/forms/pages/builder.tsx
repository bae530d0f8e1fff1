import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { Button, ErrorSummary, errorFor, Field, Notice } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { dropFormDraft, saveFormDraft } from '../commands/drafts.ts';
import { publishForm } from '../commands/publish-form.ts';
import { builderMessages } from '../messages-builder.ts';
import { openFormDraft } from '../queries-admin.ts';
import { definitionOf, withKeys } from '../rules/draft.ts';
import { editRows } from '../rules/rows.ts';
import type { FormVersion } from '../schema.ts';
import { FormDraft, type RowEdit } from '../schema-draft.ts';
import { BuilderFields } from './builder-rows.tsx';
import { ADMIN, builderHref, Params, tryHref } from './hrefs.ts';
import { dayWords } from './words.ts';

const t = builderMessages('vi');

interface BuilderView {
  readonly code: string;
  readonly draft: FormDraft;
  readonly revision: number;
  readonly versions: readonly FormVersion[];
  readonly validFrom: string;
  readonly errors: readonly FieldError[];
  readonly problem: string | null;
  readonly notice: 'saved' | 'sound' | 'sampleKept' | null;
}

function BuilderPage({ actor, view }: { readonly actor: StaffActor; readonly view: BuilderView }) {
  const { code, draft, revision, versions, validFrom, errors, problem, notice } = view;
  const title = t('editTitle', { name: draft.name });
  return (
    <OfficerLayout title={title} actor={actor} path="/can-bo/quan-tri" styles={['forms/builder.css']}>
      <PageHead title={title} why={t('editWhy')} />
      {notice === null ? null : <Notice tone="ok" role="status" title={t(notice)} />}
      {problem === null ? null : <Notice tone="late" role="alert" title={problem} />}
      <ErrorSummary errors={errors} />
      <form class="stack" method="post" action={builderHref(code)} data-guard="">
        {/* Enter in a field checks; it never moves a row or publishes anything. */}
        <button class="sr-only" type="submit" name="viec" value="check" tabIndex={-1} aria-hidden="true">
          {t('check')}
        </button>
        <input type="hidden" name="revision" value={String(revision)} />
        <BuilderFields draft={draft} errors={errors} />
        <div class="form-foot form-builder-foot">
          <Button name="viec" value="check">
            {t('check')}
          </Button>
          <Button name="viec" value="save">
            {t('save')}
          </Button>
          <Button name="viec" value="try">
            {t('tryOut')}
          </Button>
          <Field
            name="validFrom"
            type="date"
            label={t('validFrom')}
            value={validFrom}
            width="short"
            error={errorFor(errors, 'validFrom')}
          />
          <Button look="primary" name="viec" value="publish">
            {t('publish')}
          </Button>
          {revision === 0 ? null : (
            <Button look="quiet" name="viec" value="drop">
              {t('dropDraft')}
            </Button>
          )}
        </div>
      </form>
      {versions.length === 0 ? null : (
        <section class="stack-s" aria-labelledby="phien-ban">
          <h2 id="phien-ban">{t('versions')}</h2>
          <ul>
            {versions.map((form) => (
              <li key={form.id}>
                {t('versionLine', {
                  version: form.version,
                  day: dayWords(form.validFrom),
                  who: form.createdBy,
                })}
              </li>
            ))}
          </ul>
          <p>
            <a href={`${builderHref(code)}/tep`}>{t('exportFile')}</a>
          </p>
        </section>
      )}
      <p>
        <a href={ADMIN}>{t('back')}</a>
      </p>
    </OfficerLayout>
  );
}

const Head = z.object({
  viec: z
    .string()
    .regex(/^(check|save|try|publish|drop|(add-page|add-field|remove|up|down):\d{1,3})$/)
    .catch('check'),
  revision: z.coerce.number().int().min(0).catch(0),
  validFrom: z.string().max(20).default(''),
});

function editOf(viec: string): RowEdit {
  const [what, place] = viec.split(':');
  const at = Number(place ?? 0);
  return what === 'add-page' || what === 'add-field' || what === 'remove' || what === 'up' || what === 'down'
    ? { what, at }
    : { what: 'none' };
}

type Posted = z.output<typeof Head> & { readonly draft: FormDraft };

/** Does what the pressed button says; gives the address to go to, or null to show the builder again. */
async function press(
  ctx: AppContext,
  actor: StaffActor,
  code: string,
  posted: Posted,
): Promise<string | null> {
  const { viec, revision, draft, validFrom } = posted;
  switch (viec) {
    case 'save':
    case 'try':
      await saveFormDraft(ctx, actor, { code, revision, draft });
      return viec === 'try' ? tryHref(code) : `${builderHref(code)}?da=saved`;
    case 'publish':
      await publishForm(ctx, actor, { code, revision, draft, validFrom });
      return ADMIN;
    case 'drop':
      await dropFormDraft(ctx, actor, code);
      return ADMIN;
    default:
      return null;
  }
}

const Query = z.object({ da: z.enum(['saved', 'sampleKept']).optional().catch(undefined) });

/** Mounts the builder of a form: a table of pages and fields, whole without script. */
export function builderPages(app: FastifyInstance, ctx: AppContext): void {
  const today = () => localDay(ctx.clock.now()).toString();

  page(app, {
    url: builderHref(':code'),
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { da } = Query.parse(request.query);
      const open = await openFormDraft(ctx, actor, code);
      const view = { code, ...open, validFrom: today(), errors: [], problem: null, notice: da ?? null };
      return reply.html(<BuilderPage actor={actor} view={view} />);
    },
  });

  page(app, {
    method: 'POST',
    url: builderHref(':code'),
    async handler(request, reply): Promise<FastifyReply> {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const head = Head.parse(formValues(request.body));
      const open = await openFormDraft(ctx, actor, code);
      const form = parseForm(FormDraft, request.body);
      if (!form.ok) {
        const view = {
          code,
          ...open,
          validFrom: head.validFrom,
          errors: form.fields,
          problem: null,
          notice: null,
        };
        return reply.html(<BuilderPage actor={actor} view={view} />, 422);
      }
      const posted: Posted = { ...head, draft: form.data };
      const shown = {
        code,
        draft: withKeys(editRows(posted.draft, editOf(posted.viec))),
        revision: posted.revision,
        versions: open.versions,
        validFrom: posted.validFrom === '' ? today() : posted.validFrom,
        problem: null,
        notice: null,
      };
      try {
        const href = await press(ctx, actor, code, posted);
        if (href !== null) {
          return reply.redirect(href, 303);
        }
        // Moving rows does not scold; checking does.
        const read = posted.viec === 'check' ? definitionOf(shown.draft, code, today()) : null;
        const errors = read === null || read.ok ? [] : read.fields;
        const notice = read?.ok === true ? ('sound' as const) : null;
        return reply.html(<BuilderPage actor={actor} view={{ ...shown, errors, notice }} />);
      } catch (error) {
        if (!isProblem(error) || error.status >= 500 || error.code === 'forbidden') {
          throw error;
        }
        const errors = [...(error.details.fields ?? [])];
        const view = { ...shown, errors, problem: error.details.detail };
        return reply.html(<BuilderPage actor={actor} view={view} />, error.status);
      }
    },
  });
}
