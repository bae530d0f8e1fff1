import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { hallMessages } from '../messages-hall.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { setGroupActive } from '../repo/groups.ts';
import { followGroups } from '../repo/spans.ts';
import { publishHall } from './publish.ts';

/**
 * Opens a line for new numbers, or closes it (mở, đóng nhóm việc). Whoever waits in a closed line is still called. Closing twice is once.
 * @throws Problem `forbidden`, `not-found` (letter)
 */
export async function openGroup(ctx: AppContext, actor: Actor, letter: string, open: boolean): Promise<void> {
  authorise(QUEUE_POLICY, actor, 'group.change', actor);
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const changed = await setGroupActive(tx, letter, open, now);
    if (changed === undefined) {
      throw new Problem('not-found', { detail: hallMessages('vi')('group.unknown-letter', { letter }) });
    }
    if (!changed) {
      return;
    }
    await followGroups(tx, now);
    await publishHall(ctx, tx, actor, { kind: 'changed', letter });
    await record(
      tx,
      actor,
      {
        action: open ? 'service-group.open' : 'service-group.close',
        subjectType: 'service-group',
        subjectId: letter,
        detail: {},
      },
      now,
    );
  });
}
