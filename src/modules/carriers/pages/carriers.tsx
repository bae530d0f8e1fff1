import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CarrierHealth } from '#integrations/messaging.ts';
import { permissionUrl } from '#integrations/zalo/oauth.ts';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, storedValues } from '#platform/http/form.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { page } from '#platform/http/page.ts';
import { authorise, can } from '#platform/policy.ts';
import { sameSecret } from '#platform/same-secret.ts';
import { webhookUrl } from '../commands/open-carriers.ts';
import { saveGateway, saveZalo, takeConsent } from '../commands/save-carriers.ts';
import { carrierMessages } from '../messages.ts';
import { CARRIER_POLICY } from '../policy.ts';
import { carrierStandings, checkCarrier } from '../queries.ts';
import { type Carrier, GatewayInput, ZaloInput } from '../schema.ts';
import { CARRIERS, CarriersView, GatewayForm, providerName, ZaloForm } from './carriers-view.tsx';

const Id = z.object({ id: z.uuid() });
const Which = z.object({ ma: z.uuid().optional() }).catch({});
const Back = z.object({ code: z.string().min(1).max(2_000), state: z.string().max(200) });
const CALLBACK = `${CARRIERS}/zalo/ve`;

/** Stops forged answers of the consent: bound to the account that began it. */
async function stateOf(ctx: AppContext, actor: StaffActor): Promise<string> {
  return createHmac('sha256', await installationKey(ctx.config, 'zalo-consent'))
    .update(actor.accountId)
    .digest('base64url');
}

/** What a form shows before anything was typed: the settings in use, never a secret. */
function current(carrier: Carrier | null): FormValues {
  if (carrier === null) {
    return {};
  }
  return {
    ...storedValues(carrier.connection),
    ...(carrier.kind === 'sms' ? { unicode: carrier.connection.unicode ? 'yes' : 'no' } : {}),
    place: String(carrier.place),
    priceVnd: String(carrier.priceVnd),
    active: carrier.active ? 'yes' : 'no',
  };
}

/** Mounts `/can-bo/quan-tri/kenh-gui-tin`: accounts of SMS gateways and Zalo, with check and consent. */
export function carrierPages(app: FastifyInstance, ctx: AppContext): void {
  const overview = async (
    request: FastifyRequest,
    reply: FastifyReply,
    more: {
      readonly checked?: { readonly name: string; readonly health: CarrierHealth };
      readonly consent?: 'done' | 'failed';
    } = {},
  ) => {
    const actor = requireStaff(request.actor);
    const standings = await carrierStandings(ctx, actor);
    const zalo = standings.find(({ carrier }) => carrier.kind === 'zalo')?.carrier;
    const maySet = can(CARRIER_POLICY, actor, 'settings', { centreId: actor.centreId });
    return reply.html(
      <CarriersView
        lang={request.lang}
        actor={actor}
        centre={await findCentreFace(ctx, actor.centreId)}
        standings={standings}
        maySet={maySet}
        checked={more.checked ?? null}
        consent={more.consent ?? null}
        webhook={zalo === undefined || !maySet ? '' : webhookUrl(ctx, zalo)}
      />,
      more.consent === 'failed' ? 409 : 200,
    );
  };
  const find = async (actor: StaffActor, match: (carrier: Carrier) => boolean) => {
    authorise(CARRIER_POLICY, actor, 'settings', { centreId: actor.centreId });
    return (await carrierStandings(ctx, actor)).find(({ carrier }) => match(carrier))?.carrier ?? null;
  };
  const gone = () => new Problem('not-found', { detail: carrierMessages('vi')('gone') });

  const gatewayForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { typed, errors, status }: SentForm,
  ) => {
    const actor = requireStaff(request.actor);
    const id = typed === undefined ? Which.parse(request.query).ma : Id.safeParse(typed).data?.id;
    const carrier = await find(actor, (one) => one.id === id && one.kind === 'sms');
    if (carrier === null && id !== undefined) {
      throw gone();
    }
    return reply.html(
      <GatewayForm
        lang={request.lang}
        actor={actor}
        centre={await findCentreFace(ctx, actor.centreId)}
        carrier={carrier}
        values={typed ?? current(carrier)}
        errors={errors}
      />,
      status,
    );
  };
  const zaloForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { typed, errors, status }: SentForm,
  ) => {
    const actor = requireStaff(request.actor);
    const carrier = await find(actor, (one) => one.kind === 'zalo');
    const fresh = {
      oauthUrl: 'https://oauth.zaloapp.com',
      openApiUrl: 'https://openapi.zalo.me',
      businessUrl: 'https://business.openapi.zalo.me',
    };
    return reply.html(
      <ZaloForm
        lang={request.lang}
        actor={actor}
        centre={await findCentreFace(ctx, actor.centreId)}
        values={typed ?? { ...fresh, ...current(carrier) }}
        errors={errors}
      />,
      status,
    );
  };

  page(app, { url: CARRIERS, handler: (request, reply) => overview(request, reply) });
  formPage(app, {
    url: `${CARRIERS}/sms`,
    schema: GatewayInput,
    secrets: ['secret'],
    show: gatewayForm,
    async save(request, input) {
      await saveGateway(ctx, requireStaff(request.actor), input);
      return CARRIERS;
    },
  });
  formPage(app, {
    url: `${CARRIERS}/zalo`,
    schema: ZaloInput,
    secrets: ['appSecret', 'oaSecret', 'refreshToken'],
    show: zaloForm,
    async save(request, input) {
      await saveZalo(ctx, requireStaff(request.actor), input);
      return CARRIERS;
    },
  });
  page(app, {
    method: 'POST',
    url: `${CARRIERS}/zalo/cap-quyen`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const carrier = await find(actor, (one) => one.kind === 'zalo');
      if (carrier === null || carrier.kind !== 'zalo') {
        throw gone();
      }
      const back = `${ctx.config.publicUrl}${CALLBACK}`;
      return reply.redirect(permissionUrl(carrier.connection, back, await stateOf(ctx, actor)), 303);
    },
  });
  page(app, {
    url: CALLBACK,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const back = Back.safeParse(request.query);
      if (!back.success || !sameSecret(back.data.state, await stateOf(ctx, actor))) {
        return overview(request, reply, { consent: 'failed' });
      }
      try {
        await takeConsent(ctx, actor, back.data.code);
      } catch (error) {
        if (isProblem(error, 'conflict') || isProblem(error, 'unavailable')) {
          return overview(request, reply, { consent: 'failed' });
        }
        throw error;
      }
      return overview(request, reply, { consent: 'done' });
    },
  });
  page(app, {
    method: 'POST',
    url: `${CARRIERS}/:id/kiem-tra`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { id } = Id.parse(request.params);
      const carrier = await find(actor, (one) => one.id === id);
      const health = await checkCarrier(ctx, actor, id);
      if (carrier === null || health === null) {
        throw gone();
      }
      return overview(request, reply, {
        checked: { name: providerName(carrierMessages(request.lang), carrier), health },
      });
    },
  });
}
