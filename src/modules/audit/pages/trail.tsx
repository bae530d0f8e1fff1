import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { messages } from '../messages.ts';
import { type AuditReport, listAudit, verifyTrail } from '../queries.ts';
import { AuditFilter } from '../schema.ts';
import { TRAIL, TrailView } from './trail-view.tsx';

/** Mounts /can-bo/quan-tri/nhat-ky and its check of the whole chain. */
export function auditPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, check: boolean) => {
    const { actor, lang } = request;
    if (!isStaff(actor)) {
      throw new Problem('unauthenticated', { detail: messages(lang)('sign-in-first') });
    }
    // A filter typed by hand into the address that cannot be read filters nothing.
    const parsed = parseForm(AuditFilter, request.query);
    const filter = parsed.ok ? parsed.data : {};
    const report: AuditReport | undefined = check ? await verifyTrail(ctx, actor) : undefined;
    const found = await listAudit(ctx, actor, filter);
    const centre = await findCentreFace(ctx, actor.centreId);
    return reply.html(
      <TrailView actor={actor} lang={lang} centre={centre} filter={filter} found={found} report={report} />,
    );
  };
  page(app, { url: TRAIL, handler: (request, reply) => show(request, reply, false) });
  page(app, {
    method: 'POST',
    url: `${TRAIL}/kiem-tra`,
    handler: (request, reply) => show(request, reply, true),
  });
}
