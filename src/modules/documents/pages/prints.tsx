import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { printAgain } from '../commands/print-again.ts';
import { printsTopic, requestPrint } from '../commands/request-print.ts';
import { cancelPrint, confirmPrint } from '../commands/settle-print.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import { listPrinters, listPrintJobs } from '../queries.ts';
import { PRINTS_PATH, PrintsPage } from './prints-view.tsx';

const Id = z.object({ id: z.uuid() });
const TestForm = z.object({ requestId: z.uuid() });

function staffOf(request: FastifyRequest): StaffActor {
  if (request.actor.kind !== 'staff') {
    throw new Problem('unauthenticated', { detail: messages(request.lang)('sign-in-first') });
  }
  return request.actor;
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
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
    />,
  );
}

/** What a person decides about one job. */
const DECISIONS = { 'in-lai': printAgain, huy: cancelPrint, 'da-ra': confirmPrint } as const;

/** Mounts /can-bo/in-an: what waits, what was printed, what failed, and the printers. */
export function mountPrints(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: PRINTS_PATH, handler: (request, reply) => show(ctx, request, reply) });
  for (const [name, decide] of Object.entries(DECISIONS)) {
    page(app, {
      method: 'POST',
      url: `${PRINTS_PATH}/:id/${name}`,
      async handler(request, reply) {
        await decide(ctx, staffOf(request), Id.parse(request.params).id);
        return reply.redirect(PRINTS_PATH, 303);
      },
    });
  }
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
