import { listReadyByPost } from '#modules/dossiers/queries/by-post.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { owed } from '#modules/dossiers/rules/decide-result.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import { type Circuit, type CircuitState, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { POST_LINE } from './commands/line.ts';
import { postMessages } from './messages.ts';
import { postPolicy } from './policy.ts';
import * as repo from './repo.ts';
import { addressOf } from './rules/parcel.ts';
import type { AddressInput, HandOverList, PostEvent, PostSettings, Shipment } from './schema.ts';

const SHOWN = 200;
const LISTS = 10;

/** How the line stands and what waits. */
export interface PostLine {
  readonly mode: 'off' | 'lgsp';
  readonly circuit: Circuit;
  readonly circuitState: CircuitState;
  readonly waiting: number;
  readonly attention: number;
}

async function lineIn(ctx: AppContext, tx: Tx): Promise<PostLine> {
  const circuit = await findCircuit(tx, POST_LINE);
  return {
    mode: (await repo.findSettings(tx))?.settings.connection.mode ?? 'off',
    circuit,
    circuitState: circuitState(circuit, ctx.clock.now()),
    waiting: await repo.countShipments(tx, 'waiting'),
    attention: await repo.countShipments(tx, 'attention'),
  };
}

/** How the line of a centre stands. @throws Problem `forbidden` */
export async function postLine(ctx: AppContext, actor: Actor): Promise<PostLine> {
  authorise(postPolicy, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => lineIn(ctx, tx));
}

/** The settings in use. @throws Problem `forbidden` */
export async function postSettings(ctx: AppContext, actor: Actor): Promise<PostSettings | null> {
  authorise(postPolicy, actor, 'connect', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => (await repo.findSettings(tx))?.settings ?? null);
}

/** What the list of shipments shows: what needs a person first. */
export interface PostOverview extends PostLine {
  /** Results at the counter that go by post and have no shipment on its way. */
  readonly ready: readonly Pick<Dossier, 'id' | 'number' | 'parties' | 'procedure'>[];
  readonly attentionList: readonly Shipment[];
  readonly waitingList: readonly Shipment[];
  readonly toHandOver: number;
  readonly onWay: readonly Shipment[];
  readonly ended: readonly Shipment[];
  readonly lists: readonly HandOverList[];
}

/** Everything of the post that an officer sees. @throws Problem `forbidden` */
export async function postOverview(ctx: AppContext, actor: Actor): Promise<PostOverview> {
  authorise(postPolicy, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const ready: Dossier[] = [];
    for (const dossier of await listReadyByPost(tx, SHOWN)) {
      const made = await repo.listOfDossier(tx, dossier.id);
      // What came back or was dropped may go again; what was delivered or is on its way stands below.
      if (made.every(({ endedAt, tracking }) => endedAt !== null && tracking !== 'delivered')) {
        ready.push(dossier);
      }
    }
    return {
      ...(await lineIn(ctx, tx)),
      ready,
      attentionList: await repo.listShipments(tx, 'attention', SHOWN),
      waitingList: await repo.listShipments(tx, 'waiting', SHOWN),
      toHandOver: await repo.countShipments(tx, 'to-hand-over'),
      onWay: await repo.listShipments(tx, 'on-way', SHOWN),
      ended: await repo.listShipments(tx, 'ended', SHOWN / 4),
      lists: await repo.listHandOvers(tx, LISTS),
    };
  });
}

/** One shipment with what was told of it. @throws Problem `forbidden`, `not-found` */
export async function getShipment(
  ctx: AppContext,
  actor: Actor,
  id: string,
): Promise<{ readonly shipment: Shipment; readonly events: readonly PostEvent[] }> {
  authorise(postPolicy, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const shipment = await repo.findShipment(tx, id);
    if (shipment === null) {
      throw new Problem('not-found', { detail: postMessages('vi')('no-shipment') });
    }
    return { shipment, events: await repo.listEvents(tx, id) };
  });
}

/** The shipment whose label was scanned, by the post's code or ours; null when there is none here. @throws Problem `forbidden` */
export async function findScanned(ctx: AppContext, actor: Actor, code: string): Promise<string | null> {
  authorise(postPolicy, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => (await repo.findByCode(tx, code))?.id ?? null);
}

/** What a shipment of a dossier begins with: where it goes as far as it is known, and what is owed. */
export interface ShipStart {
  readonly dossier: Pick<Dossier, 'id' | 'number' | 'delivery'>;
  readonly address: AddressInput;
  readonly owed: number;
}

/** See {@link ShipStart}. @throws Problem `forbidden`, `not-found` */
export async function shipStart(ctx: AppContext, actor: Actor, dossierId: string): Promise<ShipStart> {
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const dossier = await readOnly(ctx, actor, (tx) => findDossierIn(tx, { id: dossierId }));
  if (dossier === null) {
    throw new Problem('not-found', { detail: postMessages('vi')('no-dossier') });
  }
  return { dossier, address: addressOf(dossier), owed: owed(dossier) };
}
