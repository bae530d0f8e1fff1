import type { CarrierHealth } from '#integrations/messaging.ts';
import type { Actor } from '#platform/actor.ts';
import { type Circuit, type CircuitState, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { carrierLine, openAll } from './commands/open-carriers.ts';
import { CARRIER_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import type { Carrier } from './schema.ts';

/** A carrier and how its line has been. */
export interface CarrierStanding {
  readonly carrier: Carrier;
  readonly circuit: Circuit;
  readonly state: CircuitState;
}

/** The carriers of the centre and how their lines are. @throws Problem `forbidden` */
export async function carrierStandings(ctx: AppContext, actor: Actor): Promise<readonly CarrierStanding[]> {
  authorise(CARRIER_POLICY, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const all = await repo.listCarriers(tx);
    const standings: CarrierStanding[] = [];
    for (const { carrier } of all) {
      const circuit = await findCircuit(tx, carrierLine(carrier.id));
      standings.push({ carrier, circuit, state: circuitState(circuit, now) });
    }
    return standings;
  });
}

/** Asks a carrier whether it works, without sending anything. @throws Problem `forbidden` */
export async function checkCarrier(ctx: AppContext, actor: Actor, id: string): Promise<CarrierHealth | null> {
  authorise(CARRIER_POLICY, actor, 'settings', { centreId: actor.centreId });
  const { sms, zalo } = await openAll(ctx, actor.centreId, true);
  const gateway = sms.find(({ carrier }) => carrier.id === id);
  if (gateway !== undefined) {
    return gateway.gateway.check();
  }
  if (zalo === null || zalo.carrier.id !== id) {
    return null;
  }
  const answer = await zalo.client.account();
  switch (answer.kind) {
    case 'done':
      return { kind: 'ok', detail: answer.data.name, balanceVnd: null };
    case 'failed':
      return { kind: 'bad', detail: `${answer.message} (${answer.code})` };
    case 'unavailable':
    case 'unknown':
      return { kind: 'bad', detail: answer.why };
    default:
      return answer satisfies never;
  }
}
