import { record } from '#modules/audit/commands/record.ts';
import { newestVersions } from '#modules/procedures/commands/follow-list.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { nationalListMessages } from '../messages.ts';
import { NATIONAL_LIST_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { recordsToRead } from '../rules/compare.ts';
import { askForReading } from './start-fetch.ts';

/**
 * Says that a list which lost many procedures is right: the reading goes on and shows what is gone. Saying it again changes nothing.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (it is not held, or another reading runs)
 */
export async function confirmShortList(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(NATIONAL_LIST_POLICY, actor, 'decide', actor);
  const t = nationalListMessages('vi');
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const fetch = await repo.lockFetch(tx, id);
    if (fetch === null) {
      throw new Problem('not-found', { detail: t('fetch-missing') });
    }
    if (fetch.state === 'running' && fetch.list !== null) {
      return;
    }
    if (fetch.state !== 'short' || fetch.list === null || (await repo.lockRunning(tx)) !== null) {
      throw new Problem('not-allowed-now', { detail: t('fetch-not-held') });
    }
    const open = new Set(
      [...(await newestVersions(tx))].flatMap(([code, { effectiveTo }]) =>
        effectiveTo === null ? [code] : [],
      ),
    );
    await repo.noteFetch(tx, id, {
      state: 'running',
      endedAt: null,
      why: null,
      todo: recordsToRead(fetch.list, open, await repo.lastReads(tx), localDay(at)),
    });
    await record(
      tx,
      actor,
      {
        action: 'national-list.short-confirmed',
        subjectType: 'national-list-fetch',
        subjectId: id,
        detail: { listed: fetch.list.length },
      },
      at,
    );
    await askForReading(tx, actor.centreId);
  });
}
