import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { documentHref } from '#modules/documents/queries.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { formValues, parseForm, refusalFields } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { openOrder } from '../commands/open-order.ts';
import { printPaymentRequest } from '../commands/print-request.ts';
import { settleNotice } from '../commands/settle-notice.ts';
import { noteStatement } from '../commands/take-notice.ts';
import { transferMessages } from '../messages-transfers.ts';
import { paymentPolicy } from '../policy.ts';
import { transfersOfDay, waitingNotices } from '../queries-transfers.ts';
import { SettleInput, StatementInput } from '../schema-transfers.ts';
import { PAY } from './pay.tsx';
import { SettleView, TRANSFERS, TransfersView, type Typed } from './transfers-view.tsx';

const DayQuery = z.object({ ngay: z.iso.date().optional().catch(undefined) });
const Id = z.object({ id: z.uuid() });
const DossierNumber = z.object({
  so: z.string().trim().max(60).default('').catch(''),
  in: z.literal('1').optional().catch(undefined),
});

const NOTHING: Typed = { values: {}, fields: [] };

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  statement: Typed,
  qr: Typed,
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { ngay } = DayQuery.parse(request.query);
  const day = ngay === undefined ? localDay(ctx.clock.now()) : Temporal.PlainDate.from(ngay);
  const found = await transfersOfDay(ctx, actor, day);
  return reply.html(
    <TransfersView
      lang={request.lang}
      actor={actor}
      day={day}
      found={found}
      maySettle={can(paymentPolicy, actor, 'settle', { centreId: actor.centreId })}
      mayAdmin={can(paymentPolicy, actor, 'account', { centreId: actor.centreId })}
      statement={statement}
      qr={qr}
    />,
    status,
  );
}

/** Mounts `/can-bo/chuyen-khoan`: money that came by transfer, what waits for a person, and the code of a dossier. */
export function transferPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: TRANSFERS, handler: (request, reply) => show(ctx, request, reply, NOTHING, NOTHING) });

  page(app, {
    method: 'POST',
    url: `${TRANSFERS}/sao-ke`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(StatementInput, request.body);
      const values = formValues(request.body);
      if (!form.ok) {
        return show(ctx, request, reply, { values, fields: form.fields }, NOTHING, 422);
      }
      try {
        await noteStatement(ctx, actor, form.data);
        return reply.redirect(TRANSFERS, 303);
      } catch (error) {
        const fields = refusalFields(error, 'externalId');
        return show(ctx, request, reply, { values, fields }, NOTHING, 422);
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${TRANSFERS}/ma-qr`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { so, in: paper } = DossierNumber.parse(request.body);
      const again = (message: string) =>
        show(
          ctx,
          request,
          reply,
          NOTHING,
          { values: formValues(request.body), fields: [{ path: 'so', message }] },
          422,
        );
      const dossier = await readOnly(ctx, actor, (tx) => findDossierIn(tx, { number: so.toUpperCase() }));
      if (dossier === null) {
        return again(transferMessages(request.lang)('dossier-unknown'));
      }
      try {
        if (paper === '1') {
          return reply.redirect(documentHref(await printPaymentRequest(ctx, actor, dossier.id)), 303);
        }
        return reply.redirect(`${PAY}/${(await openOrder(ctx, actor, dossier.id)).token}`, 303);
      } catch (error) {
        return again(refusalFields(error, 'so')[0]?.message ?? '');
      }
    },
  });

  settlePages(app, ctx);
}

function settlePages(app: FastifyInstance, ctx: AppContext): void {
  const settle = async (request: FastifyRequest, reply: FastifyReply, typed: Typed, status = 200) => {
    const actor = requireStaff(request.actor);
    const { id } = Id.parse(request.params);
    const notice = (await waitingNotices(ctx, actor)).find((one) => one.id === id);
    return notice === undefined
      ? reply.redirect(TRANSFERS, 303)
      : reply.html(<SettleView lang={request.lang} actor={actor} notice={notice} typed={typed} />, status);
  };
  page(app, {
    url: `${TRANSFERS}/:id/xu-ly`,
    handler: (request, reply) => settle(request, reply, NOTHING),
  });
  page(app, {
    method: 'POST',
    url: `${TRANSFERS}/:id/xu-ly`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(SettleInput, request.body);
      const values = formValues(request.body);
      if (!form.ok) {
        return settle(request, reply, { values, fields: form.fields }, 422);
      }
      try {
        await settleNotice(ctx, actor, Id.parse(request.params).id, form.data);
        return reply.redirect(TRANSFERS, 303);
      } catch (error) {
        return settle(request, reply, { values, fields: refusalFields(error, 'dossierNumber') }, 422);
      }
    },
  });
}
