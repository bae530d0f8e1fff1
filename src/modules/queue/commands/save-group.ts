import { listCountersIn } from '#modules/agencies/queries.ts';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { setGroupCounters, upsertGroup } from '../repo/groups.ts';
import { followGroups } from '../repo/spans.ts';
import type { GroupInput } from '../schema.ts';
import { publishHall } from './publish.ts';

/**
 * Adds a service group, or changes the one of this letter: its name, its fields and the counters that call from its line.
 * Waiting people keep their places. @throws Problem `forbidden`, `validation` (a counter that does not exist)
 */
export async function saveGroup(ctx: AppContext, actor: Actor, input: GroupInput): Promise<string> {
  authorise(QUEUE_POLICY, actor, 'group.change', actor);
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const known = await listCountersIn(tx);
    const counters = input.counters.map(({ number, helps }, index) => {
      const counter = known.find((candidate) => candidate.number === number);
      if (counter === undefined) {
        const message = messages('vi')('counter.unknown');
        throw new Problem('validation', {
          detail: message,
          fields: [{ path: `counters.${index}.number`, message }],
        });
      }
      return { counterId: counter.id, helps };
    });
    const { centreId } = actor;
    const id = await upsertGroup(tx, { ...input, id: newId(), centreId }, now);
    await setGroupCounters(tx, { id, centreId }, counters);
    await followGroups(tx, now);
    await publishHall(ctx, tx, actor, { kind: 'changed', letter: input.letter });
    await record(
      tx,
      actor,
      {
        action: 'service-group.save',
        subjectType: 'service-group',
        subjectId: input.letter,
        detail: { ...input },
      },
      now,
    );
    return id;
  });
}
