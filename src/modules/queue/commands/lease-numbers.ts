import { record } from '#modules/audit/commands/record.ts';
import type { Actor, DeviceActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { offlineMessages } from '../messages-offline.ts';
import { OFFLINE_POLICY } from '../policy-offline.ts';
import { listGroups } from '../repo/groups.ts';
import { lockNumbers } from '../repo/lines.ts';
import { insertLease, leasesOf, usedBetween } from '../repo/offline.ts';
import { type NumberBlock, needsBlock, nextBlock } from '../rules/offline-numbers.ts';
import type { LeasedNumbers, LeaseInput } from '../schema-offline.ts';

/** The kiosk behind an actor. @throws Problem `forbidden` */
export function kioskOf(actor: Actor): DeviceActor {
  if (actor.kind !== 'device') {
    throw new Problem('forbidden', { detail: offlineMessages('vi')('kiosk-only') });
  }
  return actor;
}

/** What of the blocks is given out; the blocks of one store lie in the order of leasing. */
async function usedOf(
  tx: Tx,
  letter: string,
  day: Temporal.PlainDate,
  blocks: readonly NumberBlock[],
): Promise<readonly number[]> {
  const used: number[] = [];
  for (const block of blocks) {
    used.push(...(await usedBetween(tx, letter, day, block)));
  }
  return used;
}

/**
 * Leases a kiosk numbers to give out while its line is gone (giữ số dự phòng): a block of each line that takes numbers, a further one when less
 * than half of one is left, for today alone. Asking again gives the same blocks; a browser that lost its store is a new keeper and gets others.
 * @throws Problem `forbidden`
 */
export async function leaseNumbers(
  ctx: AppContext,
  actor: Actor,
  { keeperId }: LeaseInput,
): Promise<LeasedNumbers> {
  authorise(OFFLINE_POLICY, actor, 'numbers.lease', actor);
  const { deviceId, centreId } = kioskOf(actor);
  const now = ctx.clock.now();
  const day = localDay(now);
  return inTransaction(ctx, actor, async (tx) => {
    const groups: LeasedNumbers['groups'] = [];
    const fresh: string[] = [];
    for (const group of (await listGroups(tx)).filter(({ active }) => active)) {
      const { firstNumber, lastNumber, leased } = await lockNumbers(tx, { groupId: group.id, day, centreId });
      const mine = (await leasesOf(tx, { deviceId, keeperId }, day)).filter(
        ({ groupId }) => groupId === group.id,
      );
      const blocks: NumberBlock[] = mine.map(({ from, to }) => ({ from, to }));
      const used = await usedOf(tx, group.letter, day, blocks);
      if (needsBlock(blocks, used.length)) {
        const block = nextBlock(lastNumber, leased);
        await insertLease(tx, { ...block, centreId, deviceId, keeperId, groupId: group.id, day }, now);
        blocks.push(block);
        fresh.push(`${group.letter} ${block.from}–${block.to}`);
      }
      const { id, letter, name, hint } = group;
      groups.push({ id, letter, name, hint, firstNumber, blocks, used: [...used] });
    }
    if (fresh.length > 0) {
      await record(
        tx,
        actor,
        { action: 'numbers.lease', subjectType: 'device', subjectId: deviceId, detail: { blocks: fresh } },
        now,
      );
    }
    return { now: now.epochMilliseconds, day: day.toString(), groups };
  });
}
