import type { Actor } from '#platform/actor.ts';
import { type Circuit, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { PORTAL_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { type FileFetch, findRatings, listFetches, type ToldRatings } from './repo-files.ts';
import * as line from './repo-line.ts';
import type { OutboxItem, OutboxState, PortalSettings, Reconciliation } from './schema.ts';

export { countArrivals } from './queries-inbox.ts';
export type { FileFetch, ToldRatings } from './repo-files.ts';
export type { Exchange } from './repo-line.ts';

const SHOWN = 100;

/** How things stand with the portal. */
export interface PortalOverview {
  readonly mode: PortalSettings['connection']['mode'];
  readonly circuit: Circuit;
  readonly circuitState: 'closed' | 'open' | 'half-open';
  readonly counts: Readonly<Record<OutboxState, number>>;
  /** Since when the oldest change waits; null when nothing does. */
  readonly waitingSince: Temporal.Instant | null;
  readonly stuck: readonly OutboxItem[];
  readonly waiting: readonly OutboxItem[];
  readonly reconciliation: Reconciliation | null;
  /** What became of the newest month of satisfaction; undefined while it is not told. */
  readonly ratings: ToldRatings | null | undefined;
}

/** The overview of the actor's centre. @throws Problem `forbidden` */
export async function portalOverview(ctx: AppContext, actor: Actor): Promise<PortalOverview> {
  authorise(PORTAL_POLICY, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const settings = await repo.findSettings(tx);
    const circuit = await findCircuit(tx, line.PORTAL_LINE);
    const counted = await repo.countItems(tx);
    const of = (state: OutboxState) => counted.find((row) => row.state === state)?.count ?? 0;
    const since = counted
      .filter(({ state }) => state === 'waiting' || state === 'pushed')
      .map((row) => row.since)
      .sort(Temporal.Instant.compare)[0];
    return {
      mode: settings?.settings.connection.mode ?? 'off',
      circuit,
      circuitState: circuitState(circuit, now),
      counts: {
        waiting: of('waiting'),
        pushed: of('pushed'),
        sent: of('sent'),
        stuck: of('stuck'),
        skipped: of('skipped'),
      },
      waitingSince: since ?? null,
      stuck: await repo.listItems(tx, ['stuck'], SHOWN),
      waiting: await repo.listItems(tx, ['waiting', 'pushed'], SHOWN),
      reconciliation: await line.newestReconciliation(tx),
      ratings: settings?.settings.ratings === true ? await findRatings(tx) : undefined,
    };
  });
}

/** What the portal was told of one dossier. */
export interface DossierExchange {
  readonly items: readonly OutboxItem[];
  readonly exchanges: readonly line.Exchange[];
  readonly fetches: readonly FileFetch[];
}

/** All about one dossier by its number. @throws Problem `forbidden` */
export async function exchangesOf(ctx: AppContext, actor: Actor, number: string): Promise<DossierExchange> {
  authorise(PORTAL_POLICY, actor, 'read', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => ({
    items: await repo.listItemsOf(tx, number),
    exchanges: await line.listExchanges(tx, number, SHOWN),
    fetches: await listFetches(tx, number, SHOWN),
  }));
}

/** The settings without the secret; null before the first. @throws Problem `forbidden` */
export async function portalSettings(ctx: AppContext, actor: Actor): Promise<PortalSettings | null> {
  authorise(PORTAL_POLICY, actor, 'settings', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => (await repo.findSettings(tx))?.settings ?? null);
}
