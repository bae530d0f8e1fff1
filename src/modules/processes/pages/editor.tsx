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
import { dropDraft, putInForce, saveDraft } from '../commands/drafts.ts';
import { editorMessages } from '../editor-messages.ts';
import { type Examined, examineDraft, openDraft } from '../editor-queries.ts';
import { definitionOf, editDraft, withKeys } from '../rules/draft.ts';
import { type DraftEdit, ProcessDraft } from '../schema/draft.ts';
import { Checks } from './checks.tsx';
import { DraftFields } from './editor-form.tsx';
import { Params, processHref } from './hrefs.ts';
import { ProcessPicture } from './picture.tsx';

const t = editorMessages('vi');

interface EditorView {
  readonly code: string;
  readonly draft: ProcessDraft;
  readonly revision: number;
  readonly validFrom: string;
  readonly errors: readonly FieldError[];
  readonly problem: string | null;
  readonly saved: boolean;
  readonly examined: Examined;
}

/** What one sees of the draft beside its fields; also swapped in by the island while one types. */
function Beside({ examined }: { examined: Examined }) {
  const { definition, findings, balance, changes, units } = examined;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls by itself must be reached by keys (axe)
    <section id="xem-truoc" class="stack process-beside" aria-label={t('beside')} tabIndex={0}>
      <section class="stack-s" aria-labelledby="kiem-tra">
        <h2 id="kiem-tra">{t('checks')}</h2>
        <Checks definition={definition} findings={findings} balance={balance} />
      </section>
      {definition === null ? null : (
        <section class="stack-s" aria-labelledby="so-do">
          <h2 id="so-do">{t('picture')}</h2>
          <ProcessPicture definition={definition} units={units} />
        </section>
      )}
      {changes === null ? null : (
        <section class="stack-s" aria-labelledby="khac">
          <h2 id="khac">{t('changes')}</h2>
          {changes.length === 0 ? (
            <p class="soft">{t('noChanges')}</p>
          ) : (
            <ul class="why-list">
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          )}
        </section>
      )}
    </section>
  );
}

function EditorPage({ actor, view }: { actor: StaffActor; view: EditorView }) {
  const { code, draft, revision, validFrom, errors, problem, saved, examined } = view;
  return (
    <OfficerLayout
      title={t('editTitle', { name: draft.name })}
      actor={actor}
      path="/can-bo/quan-tri"
      styles={['processes/process.css']}
      islands={['processes/editor.js']}
    >
      <PageHead title={t('editTitle', { name: draft.name })} why={t('editWhy')} />
      {saved ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
      {problem === null ? null : <Notice tone="late" role="alert" title={problem} />}
      <ErrorSummary errors={errors} />
      <div class="process-editor">
        <form class="stack" method="post" action={`${processHref(code)}/sua`} data-process="" data-guard="">
          {/* Enter in a field checks; it never moves a row or puts anything in force. */}
          <button class="sr-only" type="submit" name="viec" value="check" tabIndex={-1} aria-hidden="true">
            {t('check')}
          </button>
          <input type="hidden" name="revision" value={String(revision)} />
          <DraftFields draft={draft} units={examined.units} errors={errors} />
          <div class="form-foot process-foot">
            <Button name="viec" value="check">
              {t('check')}
            </Button>
            <Button name="viec" value="save">
              {t('save')}
            </Button>
            <Field
              name="validFrom"
              type="date"
              label={t('validFrom')}
              value={validFrom}
              width="short"
              error={errorFor(errors, 'validFrom')}
            />
            <Button look="primary" name="viec" value="force">
              {t('putInForce')}
            </Button>
            {revision === 0 ? null : (
              <Button look="quiet" name="viec" value="drop">
                {t('dropDraft')}
              </Button>
            )}
            <a href={processHref(code)}>{t('cancel')}</a>
          </div>
        </form>
        <Beside examined={examined} />
      </div>
    </OfficerLayout>
  );
}

const Viec = z
  .string()
  .regex(/^(check|save|force|drop|(add|remove|up|down):\d{1,2})$/)
  .catch('check');

const Head = z.object({
  viec: Viec,
  revision: z.coerce.number().int().min(0).catch(0),
  validFrom: z.string().max(20).default(''),
});

function editOf(viec: string): DraftEdit {
  const [what, place] = viec.split(':');
  const at = Number(place ?? 0);
  return what === 'add' || what === 'remove' || what === 'up' || what === 'down'
    ? { what, at }
    : { what: 'none' };
}

type Posted = z.output<typeof Head> & { readonly draft: ProcessDraft };

/** Does what the pressed button says; gives the address to go to, or null to show the page again. */
async function press(
  ctx: AppContext,
  actor: StaffActor,
  code: string,
  posted: Posted,
): Promise<string | null> {
  const { viec, revision, draft, validFrom } = posted;
  switch (viec) {
    case 'save':
      await saveDraft(ctx, actor, { code, revision, draft });
      return `${processHref(code)}/sua?luu=1`;
    case 'force':
      await putInForce(ctx, actor, { code, revision, draft, validFrom });
      return processHref(code);
    case 'drop':
      await dropDraft(ctx, actor, code);
      return processHref(code);
    default:
      return null;
  }
}

async function show(
  ctx: AppContext,
  actor: StaffActor,
  view: Omit<EditorView, 'examined'>,
  reply: FastifyReply,
  status = 200,
): Promise<FastifyReply> {
  const examined = await examineDraft(ctx, actor, view.code, view.draft);
  return reply.html(<EditorPage actor={actor} view={{ ...view, examined }} />, status);
}

/** Fields that cannot be read yet, told when one checks or puts in force; moving rows does not scold. */
function readErrors(code: string, posted: Posted, today: string): readonly FieldError[] {
  const read = definitionOf(posted.draft, code, today);
  return read.ok || posted.viec.includes(':') ? [] : read.fields;
}

/** Mounts the editor of a process. */
export function editorPages(app: FastifyInstance, ctx: AppContext): void {
  const today = () => localDay(ctx.clock.now()).toString();
  page(app, {
    url: `${processHref(':code')}/sua`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { luu } = z.object({ luu: z.string().optional() }).parse(request.query);
      const open = await openDraft(ctx, actor, code);
      const view = { code, ...open, validFrom: today(), errors: [], problem: null, saved: luu === '1' };
      return show(ctx, actor, view, reply);
    },
  });
  page(app, {
    method: 'POST',
    url: `${processHref(':code')}/sua`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const head = Head.parse(formValues(request.body));
      const form = parseForm(ProcessDraft, request.body);
      if (!form.ok) {
        const open = await openDraft(ctx, actor, code);
        const view = {
          code,
          ...open,
          validFrom: head.validFrom,
          errors: form.fields,
          problem: null,
          saved: false,
        };
        return show(ctx, actor, view, reply, 422);
      }
      const posted: Posted = { ...head, draft: form.data };
      const shown = {
        code,
        draft: withKeys(editDraft(posted.draft, editOf(posted.viec))),
        revision: posted.revision,
        validFrom: posted.validFrom === '' ? today() : posted.validFrom,
        saved: false,
      };
      try {
        const href = await press(ctx, actor, code, posted);
        if (href !== null) {
          return reply.redirect(href, 303);
        }
        return show(
          ctx,
          actor,
          { ...shown, errors: readErrors(code, posted, today()), problem: null },
          reply,
        );
      } catch (error) {
        if (!isProblem(error) || error.status >= 500 || error.code === 'forbidden') {
          throw error;
        }
        const errors = [...(error.details.fields ?? [])];
        return show(ctx, actor, { ...shown, errors, problem: error.details.detail }, reply, error.status);
      }
    },
  });
}
