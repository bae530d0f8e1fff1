import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { printAgain } from '../commands/print-again.ts';
import { printsTopic, requestPrint } from '../commands/request-print.ts';
import { savePrinter } from '../commands/save-printer.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import { listPrinters, listPrintJobs } from '../queries.ts';
import { PrinterInput } from '../schema.ts';
import { PRINTS_PATH, PrintsPage, type PrintsProps } from './prints-view.tsx';

const Id = z.object({ id: z.uuid() });
const Query = z.object({ xong: z.string().max(80).optional().catch(undefined) });
const TestForm = z.object({ requestId: z.uuid() });

function staffOf(request: FastifyRequest): StaffActor {
  if (request.actor.kind !== 'staff') {
    throw new Problem('unauthenticated', { detail: messages(request.lang)('sign-in-first') });
  }
  return request.actor;
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: PrintsProps['refused'],
): Promise<FastifyReply> {
  const actor = staffOf(request);
  const [jobs, printers, { name }] = await Promise.all([
    listPrintJobs(ctx, actor),
    listPrinters(ctx, actor),
    getCentre(ctx, actor.centreId),
  ]);
  return reply.html(
    <PrintsPage
      actor={actor}
      lang={request.lang}
      centre={{ name }}
      jobs={jobs}
      printers={printers}
      mayEdit={can(DOCUMENT_POLICY, actor, 'printers.edit', actor)}
      topic={printsTopic(actor.centreId)}
      requestId={newRequestId()}
      saved={Query.parse(request.query).xong}
      {...(refused === undefined ? {} : { refused })}
    />,
    refused === undefined ? 200 : 422,
  );
}

async function save(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const actor = staffOf(request);
  const form = parseForm(PrinterInput, request.body);
  const values = formValues(request.body);
  if (!form.ok) {
    return show(ctx, request, reply, {
      values,
      fields: form.fields,
      detail: messages(request.lang)('form.fix'),
    });
  }
  try {
    const { name } = await savePrinter(ctx, actor, form.data);
    return reply.redirect(`${PRINTS_PATH}?xong=${encodeURIComponent(name)}`, 303);
  } catch (error) {
    if (!isProblem(error, 'validation')) {
      throw error;
    }
    return show(ctx, request, reply, {
      values,
      fields: error.details.fields ?? [],
      detail: error.details.detail,
    });
  }
}

/** Mounts /can-bo/in-an: what was printed, what failed, and the printers. */
export function mountPrints(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: PRINTS_PATH, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: `${PRINTS_PATH}/may-in`,
    handler: (request, reply) => save(ctx, request, reply),
  });
  page(app, {
    method: 'POST',
    url: `${PRINTS_PATH}/:id/in-lai`,
    async handler(request, reply) {
      await printAgain(ctx, staffOf(request), Id.parse(request.params).id);
      return reply.redirect(PRINTS_PATH, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${PRINTS_PATH}/may-in/:id/in-thu`,
    async handler(request, reply) {
      const { requestId } = TestForm.parse(request.body);
      const printerId = Id.parse(request.params).id;
      await requestPrint(ctx, staffOf(request), { what: { kind: 'test', printerId }, requestId });
      return reply.redirect(PRINTS_PATH, 303);
    },
  });
}
