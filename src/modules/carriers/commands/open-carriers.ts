import { smsGateway } from '#integrations/sms/gateway.ts';
import type { SmsGateway } from '#integrations/sms/port.ts';
import { zaloClient } from '#integrations/zalo/client.ts';
import type { ZaloClient } from '#integrations/zalo/port.ts';
import type { Actor } from '#platform/actor.ts';
import { type CircuitPlan, circuitState } from '#platform/circuit.ts';
import { findCircuit, noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { CARRIER_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { SmsCarrier, ZaloCarrier } from '../schema.ts';
import { secretsOf, tokenSource } from './tokens.ts';

/** When a carrier is given a rest. */
const PLAN: CircuitPlan = { openAfter: 5, firstRest: 60, longestRest: 15 * 60 };

/** The name of a carrier among the circuits. */
export function carrierLine(id: string): string {
  return `carrier ${id}`;
}

/** A gateway that is set up and switched on. `rests`: its circuit is open. */
export interface OpenGateway {
  readonly carrier: SmsCarrier;
  readonly gateway: SmsGateway;
  readonly rests: boolean;
}

/** The Official Account that is set up and switched on. */
export interface OpenZalo {
  readonly carrier: ZaloCarrier;
  readonly client: ZaloClient;
  readonly rests: boolean;
}

/** What messages can be sent through now. */
export interface OpenCarriers {
  /** In the order in which they are tried. */
  readonly sms: readonly OpenGateway[];
  readonly zalo: OpenZalo | null;
}

/** Where eSMS reports what became of a message. */
export function reportUrl(
  ctx: Pick<AppContext, 'config'>,
  carrier: { readonly reportToken: string },
): string {
  return `${ctx.config.publicUrl}/api/v1/sms-reports/${carrier.reportToken}`;
}

/** Where Zalo tells of events. */
export function webhookUrl(
  ctx: Pick<AppContext, 'config'>,
  carrier: { readonly reportToken: string },
): string {
  return `${ctx.config.publicUrl}/api/v1/zalo-events/${carrier.reportToken}`;
}

/** The carriers of a centre that are switched on, ready for use. @throws Problem `forbidden` */
export async function openCarriers(ctx: AppContext, actor: Actor): Promise<OpenCarriers> {
  authorise(CARRIER_POLICY, actor, 'use', { centreId: actor.centreId });
  return openAll(ctx, actor.centreId);
}

/** As {@link openCarriers}, for a module's own check of rights. */
export async function openAll(ctx: AppContext, centreId: string, inactiveToo = false): Promise<OpenCarriers> {
  const now = ctx.clock.now();
  const found = await readOnly(ctx, { centreId }, async (tx) => {
    const all = await repo.listCarriers(tx);
    return Promise.all(
      all.map(async (one) => ({
        one,
        rests: circuitState(await findCircuit(tx, carrierLine(one.carrier.id)), now) === 'open',
      })),
    );
  });
  const sms: OpenGateway[] = [];
  let zalo: OpenZalo | null = null;
  for (const { one, rests } of found) {
    const { carrier } = one;
    if (!carrier.active && !inactiveToo) {
      continue;
    }
    if (carrier.kind === 'zalo') {
      zalo = {
        carrier,
        client: zaloClient(carrier.connection, tokenSource(ctx, centreId, carrier.id)),
        rests,
      };
    } else {
      const { secret } = await secretsOf(ctx, one);
      const gateway = smsGateway(carrier.connection, secret, reportUrl(ctx, carrier));
      sms.push({ carrier, gateway, rests });
    }
  }
  return { sms, zalo };
}

/** Notes in the circuit how a call went. @param why null when the carrier answered at all: a refusal is an answer too */
export async function noteCarrierIn(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  carrierId: string,
  why: string | null,
): Promise<void> {
  await noteCircuit(tx, centreId, carrierLine(carrierId), why, ctx.clock.now(), PLAN);
}
