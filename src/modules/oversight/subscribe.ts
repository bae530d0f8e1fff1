import type { AppContext } from '#platform/context.ts';
import * as repo from './repo.ts';
import { settlementsOf } from './rules.ts';

/** Live topic of a centre's officers; the payload is empty: whoever listens looks again. */
export function noticeTopic(centreId: string): string {
  return `staff:${centreId}`;
}

/** Keeps what came of each warning, in the transaction of the act that settled it. */
export function subscribeOversight(ctx: AppContext): void {
  ctx.events.on('dossier.changed', async ({ before, dossier, events }, { tx, at }) => {
    if (before === null) {
      return;
    }
    let closed = 0;
    for (const settlement of settlementsOf(events)) {
      closed += await repo.settle(tx, dossier.id, settlement, at);
    }
    if (closed > 0) {
      await ctx.live.publish(tx, noticeTopic(dossier.centreId), {});
    }
  });
}
