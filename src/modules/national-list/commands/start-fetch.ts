import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { READ } from '../jobs-names.ts';
import { nationalListMessages } from '../messages.ts';
import { NATIONAL_LIST_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';

/** Has a reading gone on with, after commit. */
export async function askForReading(tx: Parameters<typeof enqueue>[0], centreId: string): Promise<void> {
  await enqueue(tx, READ, { centreId }, { jobKey: `${READ}:${centreId}` });
}

/**
 * Begins to read the national list; while a reading runs, that one goes on.
 * @returns the reading
 * @throws Problem `forbidden`, `not-allowed-now` (no source is set up)
 */
export async function startFetch(ctx: AppContext, actor: Actor): Promise<string> {
  authorise(NATIONAL_LIST_POLICY, actor, 'fetch', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const settings = await repo.findSettings(tx);
    const kind = settings?.source.kind ?? 'off';
    if (kind === 'off') {
      throw new Problem('not-allowed-now', { detail: nationalListMessages('vi')('off-refused') });
    }
    const running = await repo.lockRunning(tx);
    if (running !== null) {
      await askForReading(tx, actor.centreId);
      return running.id;
    }
    const id = newId();
    const askedBy = actor.kind === 'staff' ? actor.displayName : nationalListMessages('vi')('by-night');
    await repo.insertFetch(tx, actor.centreId, { id, source: kind, askedBy, at });
    await record(
      tx,
      actor,
      {
        action: 'national-list.fetch',
        subjectType: 'national-list-fetch',
        subjectId: id,
        detail: { source: kind },
      },
      at,
    );
    await askForReading(tx, actor.centreId);
    return id;
  });
}
