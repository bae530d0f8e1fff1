import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  Question,
  Select,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveFormDraft } from '../commands/drafts.ts';
import { parseFormFile, printFormFile } from '../file.ts';
import { adminMessages } from '../messages-admin.ts';
import { type FormOverview, listFormOverviews, openFormDraft } from '../queries-admin.ts';
import { draftOf } from '../rules/draft.ts';
import { emptyRow } from '../rules/rows.ts';
import { FormDraft } from '../schema-draft.ts';
import { ADMIN, builderHref, Params } from './hrefs.ts';
import { dayWords } from './words.ts';

const t = adminMessages('vi');

/** A file of a form is text; more than this is something else. */
const MAX_BYTES = 512 * 1024;

function stateOf({ draft, coming }: FormOverview): string {
  const parts = [
    coming === null ? '' : t('coming', { version: coming.version, day: dayWords(coming.validFrom) }),
    draft === null ? '' : t('draftBy', { who: draft.changedBy }),
  ];
  return parts.filter((part) => part !== '').join('. ');
}

interface NewView {
  readonly errors: readonly FieldError[];
  readonly values: FormValues;
}

function NewForms({ errors, values, forms }: NewView & { readonly forms: readonly FormOverview[] }) {
  const typed = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return (
    <>
      <Fold title={t('newTitle')} id="tao-moi" open={errors.some(({ path }) => path !== 'file')}>
        <form class="stack measure" method="post" action={`${ADMIN}/tao`}>
          <Field
            name="name"
            label={t('newName')}
            value={typed('name')}
            error={errorFor(errors, 'name')}
            maxlength={300}
          />
          <Field
            name="code"
            label={t('newCode')}
            hint={t('newCodeHint')}
            value={typed('code')}
            error={errorFor(errors, 'code')}
            maxlength={40}
          />
          <Select
            name="copy"
            label={t('copyFrom')}
            blank={t('copyNone')}
            options={forms.map(({ code, name }) => ({ value: code, label: name }))}
            value={typed('copy')}
          />
          <Button look="primary">{t('newButton')}</Button>
        </form>
      </Fold>
      <Fold title={t('importTitle')} id="nhap-tep" open={errors.some(({ path }) => path === 'file')}>
        <form class="stack measure" method="post" action={`${ADMIN}/nhap`} encType="multipart/form-data">
          <Question
            name="file"
            label={t('importFile')}
            hint={t('importHint')}
            error={errorFor(errors, 'file')}
          >
            <input id="f-file" class="input" type="file" name="file" accept=".yaml,.yml" />
          </Question>
          <Button>{t('importButton')}</Button>
        </form>
      </Fold>
    </>
  );
}

async function showList(
  ctx: AppContext,
  actor: StaffActor,
  view: NewView,
  reply: FastifyReply,
  status = 200,
): Promise<FastifyReply> {
  const forms = await listFormOverviews(ctx, actor);
  return reply.html(
    <OfficerLayout title={t('title')} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={t('why')} />
      <ErrorSummary errors={view.errors} />
      <Table
        caption={t('title')}
        captionHidden
        walk
        columns={[
          { key: 'name', header: t('colName'), primary: true, cell: ({ name }) => name },
          { key: 'code', header: t('colCode'), cell: ({ code }) => <span class="code">{code}</span> },
          {
            key: 'version',
            header: t('colVersion'),
            cell: ({ inForce }) =>
              inForce === null
                ? t('noVersion')
                : t('versionFrom', { version: inForce.version, day: dayWords(inForce.validFrom) }),
          },
          { key: 'state', header: t('colState'), cell: stateOf },
          {
            key: 'certainty',
            header: t('colCertainty'),
            cell: ({ inForce }) => (inForce === null ? '' : t(inForce.definition.certainty)),
          },
        ]}
        rows={forms}
        rowKey={({ code }) => code}
        href={({ code }) => builderHref(code)}
        empty={
          <Empty title={t('none')}>
            <p>{t('noneNext')}</p>
          </Empty>
        }
      />
      <NewForms {...view} forms={forms} />
    </OfficerLayout>,
    status,
  );
}

/** The rows of a form begun on a blank page: one question, ready to be named. */
function firstDraft(name: string): FormDraft {
  return FormDraft.parse({
    name,
    certainty: 'compare',
    rows: [
      { ...emptyRow('page'), label: t('firstPage') },
      { ...emptyRow('text'), label: t('firstPage') },
    ],
  });
}

const NewForm = z.object({
  name: z.string().default(''),
  code: z.string().default(''),
  copy: z.string().max(60).default(''),
});

/** Mounts the list of forms, a new one, and files in and out. */
export function formListPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: ADMIN,
    handler: async (request, reply) =>
      showList(ctx, requireStaff(request.actor), { errors: [], values: {} }, reply),
  });

  page(app, {
    method: 'POST',
    url: `${ADMIN}/tao`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const { name, code, copy } = NewForm.parse(values);
      try {
        const from = copy === '' ? firstDraft(name) : (await openFormDraft(ctx, actor, copy)).draft;
        const draft = { ...from, name: name === '' ? from.name : name };
        await saveFormDraft(ctx, actor, { code, revision: 0, draft, fresh: true });
        return reply.redirect(builderHref(code), 303);
      } catch (error) {
        if (!isProblem(error) || error.code !== 'validation') {
          throw error;
        }
        return showList(ctx, actor, { errors: error.details.fields ?? [], values }, reply, 422);
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${ADMIN}/nhap`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { files } = await readUpload(request, { maxBytes: MAX_BYTES });
      const [file] = files;
      const wrong = (message: string) =>
        showList(ctx, actor, { errors: [{ path: 'file', message }], values: {} }, reply, 422);
      if (file === undefined) {
        return wrong(t('importNone'));
      }
      try {
        const definition = parseFormFile(Buffer.from(file.bytes).toString('utf8'), file.name);
        const { code } = definition;
        const known = (await listFormOverviews(ctx, actor)).find((form) => form.code === code);
        await saveFormDraft(ctx, actor, {
          code,
          revision: known?.draft?.revision ?? 0,
          draft: draftOf(definition),
        });
        return reply.redirect(builderHref(code), 303);
      } catch (error) {
        if (!isProblem(error) || error.code !== 'validation') {
          throw error;
        }
        return wrong(error.details.detail);
      }
    },
  });

  page(app, {
    url: `${builderHref(':code')}/tep`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { versions } = await openFormDraft(ctx, actor, code);
      const [newest] = versions;
      if (newest === undefined) {
        return reply.redirect(builderHref(code), 302);
      }
      return reply
        .type('application/yaml; charset=utf-8')
        .header('content-disposition', `attachment; filename="${code}-${newest.version}.yaml"`)
        .send(printFormFile(newest.definition));
    },
  });
}
