import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { resendNotice, skipNotice, writeToCitizen } from '../commands/decide.ts';
import { NOTICE_POLICY } from '../policy.ts';
import { getNotice, noticeOutbox, noticesOfDossier } from '../queries.ts';
import { NoticeState, SkipInput, WriteInput } from '../schema.ts';
import { DossierNoticesView, NOTICES, NoticeView, OutboxView } from './outbox-view.tsx';

const Id = z.object({ id: z.uuid() });
const Ref = z.object({ ref: z.string().min(1).max(60) });
const Filter = z.object({ 'tinh-trang': NoticeState.optional() }).catch({});
const Press = z.object({ requestId: z.uuid() });

/** Mounts `/can-bo/thong-bao`: the outbox, each notice, and the notices of a dossier. */
export function noticePages(app: FastifyInstance, ctx: AppContext): void {
  const one = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: readonly FieldError[],
    status = 200,
  ) => {
    const actor = requireStaff(request.actor);
    const found = await getNotice(ctx, actor, Id.parse(request.params).id);
    const mayResend = can(NOTICE_POLICY, actor, 'resend', { centreId: actor.centreId });
    return reply.html(
      <NoticeView
        lang={request.lang}
        actor={actor}
        centre={await findCentreFace(ctx, actor.centreId)}
        found={found}
        mayResend={mayResend}
        errors={errors}
      />,
      status,
    );
  };
  const ofDossier = async (
    request: FastifyRequest,
    reply: FastifyReply,
    ref: string,
    typed: { readonly values: FormValues; readonly errors: readonly FieldError[] } = {
      values: {},
      errors: [],
    },
  ) => {
    const actor = requireStaff(request.actor);
    const found = await noticesOfDossier(
      ctx,
      actor,
      z.uuid().safeParse(ref).success ? { id: ref } : { number: ref },
    );
    const mayWrite = can(NOTICE_POLICY, actor, 'resend', { centreId: actor.centreId });
    return reply.html(
      <DossierNoticesView
        lang={request.lang}
        actor={actor}
        centre={await findCentreFace(ctx, actor.centreId)}
        found={found}
        mayWrite={mayWrite}
        {...typed}
      />,
      typed.errors.length > 0 ? 422 : 200,
    );
  };

  page(app, {
    url: NOTICES,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const state = Filter.parse(request.query)['tinh-trang'];
      const maySet = can(NOTICE_POLICY, actor, 'settings', { centreId: actor.centreId });
      const outbox = await noticeOutbox(ctx, actor, state);
      return reply.html(
        <OutboxView
          lang={request.lang}
          actor={actor}
          centre={await findCentreFace(ctx, actor.centreId)}
          outbox={outbox}
          state={state}
          maySet={maySet}
        />,
      );
    },
  });
  page(app, { url: `${NOTICES}/:id`, handler: (request, reply) => one(request, reply, []) });
  page(app, {
    url: `${NOTICES}/ho-so/:ref`,
    handler: (request, reply) => ofDossier(request, reply, Ref.parse(request.params).ref),
  });
  page(app, {
    method: 'POST',
    url: `${NOTICES}/ho-so/:ref`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { ref } = Ref.parse(request.params);
      const form = parseForm(WriteInput, request.body);
      const values = formValues(request.body);
      if (!form.ok) {
        return ofDossier(request, reply, ref, { values, errors: form.fields });
      }
      try {
        await writeToCitizen(ctx, actor, ref, form.data);
      } catch (error) {
        return ofDossier(request, reply, ref, { values, errors: refusalFields(error, 'text') });
      }
      return reply.redirect(`${NOTICES}/ho-so/${encodeURIComponent(ref)}`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${NOTICES}/:id/gui-lai`,
    async handler(request, reply) {
      const { id } = Id.parse(request.params);
      const form = parseForm(Press, request.body);
      if (!form.ok) {
        return one(request, reply, form.fields, 422);
      }
      try {
        await resendNotice(ctx, requireStaff(request.actor), id, form.data.requestId);
      } catch (error) {
        return one(request, reply, refusalFields(error, 'requestId'), 409);
      }
      return reply.redirect(`${NOTICES}/${id}`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${NOTICES}/:id/bo-qua`,
    async handler(request, reply) {
      const { id } = Id.parse(request.params);
      const form = parseForm(SkipInput, request.body);
      if (!form.ok) {
        return one(request, reply, form.fields, 422);
      }
      try {
        await skipNotice(ctx, requireStaff(request.actor), id, form.data);
      } catch (error) {
        return one(request, reply, refusalFields(error, 'reason'), 409);
      }
      return reply.redirect(`${NOTICES}/${id}`, 303);
    },
  });
}
