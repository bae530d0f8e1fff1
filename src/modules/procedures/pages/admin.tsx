import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { applyImport } from '../commands/apply-import.ts';
import { discardImport } from '../commands/discard-import.ts';
import { readImport } from '../commands/read-import.ts';
import { procedureMessages } from '../messages.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import { getImport, listImports, listProcedureVersions, listPublic, searchPublic } from '../queries.ts';
import { ImportList, ImportRunView } from './admin-import.tsx';
import { CatalogueList, CatalogueVersions } from './admin-list.tsx';

/** Where the catalogue is looked after. */
export const CATALOGUE_PATH = '/can-bo/quan-tri/thu-tuc';

const ListQuery = z.object({ q: z.string().max(400).catch('').default('') });
const CodeParams = z.object({ code: z.string().max(20) });
const RunParams = z.object({ id: z.uuid() });
const UploadFields = z.object({ requestId: z.uuid() });
const MAX_BYTES = 60 * 1024 * 1024;

/** One box or several: a form sends a text or a list. */
const Codes = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => (typeof value === 'string' ? [value] : value));
const ApplyForm = z.object({ from: z.iso.date(), offered: Codes, chosen: Codes });

/** Mounts the catalogue for officers: list, versions, import with its difference. */
export function catalogueAdminPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: CATALOGUE_PATH,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { q } = ListQuery.parse(request.query);
      const versions = q.trim() === '' ? await listPublic(ctx, actor) : await searchPublic(ctx, actor, q, 50);
      return reply.html(
        <CatalogueList
          lang={request.lang}
          actor={actor}
          centre={await getCentre(ctx, actor.centreId)}
          query={q}
          versions={versions}
          mayImport={can(PROCEDURE_POLICY, actor, 'catalogue.import', actor)}
        />,
      );
    },
  });

  page(app, {
    url: `${CATALOGUE_PATH}/:code`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { code } = CodeParams.parse(request.params);
      return reply.html(
        <CatalogueVersions
          lang={request.lang}
          actor={actor}
          centre={await getCentre(ctx, actor.centreId)}
          versions={await listProcedureVersions(ctx, actor, code)}
        />,
      );
    },
  });

  importPages(app, ctx);
}

function importPages(app: FastifyInstance, ctx: AppContext): void {
  const list = async (request: Parameters<Parameters<typeof page>[1]['handler']>[0], error?: string) => {
    const actor = requireStaff(request.actor);
    return (
      <ImportList
        lang={request.lang}
        actor={actor}
        centre={await getCentre(ctx, actor.centreId)}
        runs={await listImports(ctx, actor)}
        mayImport={can(PROCEDURE_POLICY, actor, 'catalogue.import', actor)}
        requestId={newRequestId()}
        error={error}
      />
    );
  };

  page(app, {
    url: `${CATALOGUE_PATH}/nhap`,
    handler: async (request, reply) => reply.html(await list(request)),
  });

  page(app, {
    method: 'POST',
    url: `${CATALOGUE_PATH}/nhap`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { files, fields } = await readUpload(request, { maxBytes: MAX_BYTES });
      const [file] = files;
      if (file === undefined) {
        return reply.html(await list(request, procedureMessages(request.lang)('noFile')), 422);
      }
      try {
        const run = await readImport(ctx, actor, {
          requestId: UploadFields.parse(fields).requestId,
          fileName: file.name,
          text: Buffer.from(file.bytes).toString('utf8'),
        });
        return reply.redirect(`${CATALOGUE_PATH}/nhap/${run.id}`, 303);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          return reply.html(await list(request, error.details.detail), 422);
        }
        throw error;
      }
    },
  });

  page(app, {
    url: `${CATALOGUE_PATH}/nhap/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { id } = RunParams.parse(request.params);
      return reply.html(
        <ImportRunView
          lang={request.lang}
          actor={actor}
          centre={await getCentre(ctx, actor.centreId)}
          view={await getImport(ctx, actor, id)}
          today={localDay(ctx.clock.now())}
        />,
      );
    },
  });

  page(app, {
    method: 'POST',
    url: `${CATALOGUE_PATH}/nhap/:id/ap-dung`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { id } = RunParams.parse(request.params);
      const form = parseForm(ApplyForm, request.body);
      if (!form.ok) {
        throw new Problem('validation', {
          detail: procedureMessages(request.lang)('pastDay'),
          fields: form.fields,
        });
      }
      const { from, offered, chosen } = form.data;
      const kept = new Set(chosen);
      await applyImport(ctx, actor, {
        runId: id,
        from: Temporal.PlainDate.from(from),
        except: offered.filter((code) => !kept.has(code)),
      });
      return reply.redirect(`${CATALOGUE_PATH}/nhap/${id}`, 303);
    },
  });

  page(app, {
    method: 'POST',
    url: `${CATALOGUE_PATH}/nhap/:id/bo`,
    async handler(request, reply) {
      const { id } = RunParams.parse(request.params);
      await discardImport(ctx, requireStaff(request.actor), id);
      return reply.redirect(`${CATALOGUE_PATH}/nhap`, 303);
    },
  });
}
