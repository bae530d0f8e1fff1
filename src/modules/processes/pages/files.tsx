import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveDraft } from '../commands/drafts.ts';
import { editorMessages } from '../editor-messages.ts';
import { getVersions, openDraft } from '../editor-queries.ts';
import { ProcessFileError, ProcessFormat, readProcess, writeProcess } from '../file-formats.ts';
import { printProcess } from '../print.ts';
import { draftOf } from '../rules/draft.ts';
import { ProcessDraft } from '../schema/draft.ts';
import { LIST, Params, processHref } from './hrefs.ts';
import { NewForms } from './new.tsx';

const t = editorMessages('vi');

const TYPES = {
  json: 'application/json; charset=utf-8',
  yaml: 'application/yaml; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<ProcessFormat, string>;

/** A file of a process is text; more than this is something else. */
const MAX_BYTES = 1024 * 1024;

/** The forms again with what is wrong. */
function again(
  actor: StaffActor,
  errors: readonly FieldError[],
  values: FormValues,
  reply: FastifyReply,
): FastifyReply {
  return reply.html(
    <OfficerLayout title={t('newTitle')} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('newTitle')} />
      <NewForms errors={errors} values={values} />
      <p>
        <a href={LIST}>{t('cancel')}</a>
      </p>
    </OfficerLayout>,
    422,
  );
}

function formatOf(name: string): ProcessFormat {
  const ending = name.toLowerCase().split('.').at(-1);
  return ending === 'csv' ? 'csv' : ending === 'json' ? 'json' : 'yaml';
}

/** The draft that a file or a new process would be laid over: its revision, 0 where there is none. */
async function revisionOf(ctx: AppContext, actor: StaffActor, code: string): Promise<number | null> {
  try {
    return (await openDraft(ctx, actor, code)).revision;
  } catch (error) {
    if (isProblem(error) && error.code === 'not-found') {
      return null;
    }
    throw error;
  }
}

const NewProcess = z.object({
  name: z.string().min(1, t('nameMissing')).max(300),
  code: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, t('codeBad')),
});

/** A new process begins with reception, one step of work, signing and return. */
function firstDraft(name: string): ProcessDraft {
  const step = (key: string, title: string, kind: string, unit: string, role: string) => ({
    ...{ key, name: title, kind, unit, role, amount: '4', per: 'hours' },
  });
  return ProcessDraft.parse({
    name,
    source: t('firstSource'),
    steps: [
      step('tiep-nhan', t('firstReceive'), 'receive', 'trung-tam', 'receptionist'),
      step('tham-dinh', t('firstHandle'), 'handle', '', 'officer'),
      step('ky', t('firstSign'), 'sign', 'lanh-dao', 'commune-leader'),
      step('tra', t('firstReturn'), 'return', 'trung-tam', 'receptionist'),
    ],
  });
}

/** Mounts what brings processes in and out: new, import, export, print. */
export function processFilePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    method: 'POST',
    url: `${LIST}/tao`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const read = NewProcess.safeParse(values);
      if (!read.success) {
        const errors = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
        return again(actor, errors, values, reply);
      }
      const { code, name } = read.data;
      if ((await revisionOf(ctx, actor, code)) !== null) {
        return again(actor, [{ path: 'code', message: t('codeTaken') }], values, reply);
      }
      await saveDraft(ctx, actor, { code, revision: 0, draft: firstDraft(name) });
      return reply.redirect(`${processHref(code)}/sua`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${LIST}/nhap`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { files } = await readUpload(request, { maxBytes: MAX_BYTES });
      const [file] = files;
      if (file === undefined) {
        return again(actor, [{ path: 'file', message: t('importNone') }], {}, reply);
      }
      try {
        const definition = readProcess(Buffer.from(file.bytes).toString('utf8'), formatOf(file.name));
        const { code } = definition;
        const revision = (await revisionOf(ctx, actor, code)) ?? 0;
        await saveDraft(ctx, actor, { code, revision, draft: draftOf(definition) });
        return reply.redirect(`${processHref(code)}/sua`, 303);
      } catch (error) {
        if (!(error instanceof ProcessFileError)) {
          throw error;
        }
        const place = error.place === '' ? '' : t('importPlace', { path: error.place });
        const message = t('importBad', { file: file.name, place, why: error.message });
        return again(actor, [{ path: 'file', message }], {}, reply);
      }
    },
  });
  page(app, {
    url: `${processHref(':code')}/tep`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { dang } = z.object({ dang: ProcessFormat.catch('json') }).parse(request.query);
      const newest = (await getVersions(ctx, actor, code)).versions[0]?.process;
      if (newest === undefined) {
        return reply.redirect(LIST, 302);
      }
      const { version, ...definition } = newest;
      return reply
        .type(TYPES[dang])
        .header('content-disposition', `attachment; filename="${code}-${version}.${dang}"`)
        .send(writeProcess(definition, dang));
    },
  });
  page(app, {
    url: `${processHref(':code')}/in`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = Params.parse(request.params);
      const { versions, units } = await getVersions(ctx, actor, code);
      const newest = versions[0]?.process;
      if (newest === undefined) {
        return reply.redirect(LIST, 302);
      }
      const centre = await getCentre(ctx, actor.centreId);
      const pdf = await printProcess(newest, units, centre.name);
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="quy-trinh-${code}.pdf"`)
        .send(Buffer.from(pdf));
    },
  });
}
