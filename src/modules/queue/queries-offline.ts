import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { OFFLINE_POLICY } from './policy-offline.ts';
import { type MergedItem, mergedSince, type SilentCounter, silentCounters } from './repo/offline-list.ts';

/** Days and rows of the list: a day off lies between two working days. */
const SHOWN_DAYS = 3;
const SHOWN_ITEMS = 200;
/** A console renews its share every minute; after three it is called silent. */
const SILENT_MINUTES = 3;

/** What was merged after the line was gone, and which counters are not heard of. */
export interface OfflineState {
  readonly items: readonly MergedItem[];
  readonly silent: readonly SilentCounter[];
}

/** The hall's time without a line, for the officers. @throws Problem `forbidden` */
export async function offlineState(ctx: AppContext, actor: Actor): Promise<OfflineState> {
  authorise(OFFLINE_POLICY, actor, 'offline.see', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => ({
    items: await mergedSince(tx, localDay(now).subtract({ days: SHOWN_DAYS }), SHOWN_ITEMS),
    silent: await silentCounters(tx, now.subtract({ minutes: SILENT_MINUTES }), now),
  }));
}
