import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { AGENCY_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { Counter, CounterInput } from '../schema.ts';

/**
 * Adds a counter (quầy) to the actor's centre, or changes one.
 * @returns the counter as stored
 * @throws Problem `forbidden`, `not-found`, or `validation` when the number belongs to another counter
 */
export async function saveCounter(ctx: AppContext, actor: Actor, input: CounterInput): Promise<Counter> {
  authorise(AGENCY_POLICY, actor, 'counters.edit', actor);
  const t = messages('vi');
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    // The centre's row is the lock: two administrators who add "quầy 3" at once take turns.
    await repo.lockAgency(tx, actor.centreId);
    const all = await repo.listCounterRows(tx);
    const before = all.find((counter) => counter.id === input.id);
    if (input.id !== undefined && !before) {
      throw new Problem('not-found', { detail: t('counter-not-found') });
    }
    const namesake = all.find((counter) => counter.number === input.number && counter.id !== input.id);
    if (namesake) {
      throw new Problem('validation', {
        detail: t('check-fields'),
        fields: [
          { path: 'number', message: t('number-taken', { number: input.number, name: namesake.name }) },
        ],
      });
    }
    const counter: Counter = {
      id: input.id ?? newId(),
      centreId: actor.centreId,
      number: input.number,
      name: input.name,
      priority: input.priority,
      active: input.active,
    };
    await repo.saveCounterRow(tx, counter, at);
    await record(
      tx,
      actor,
      {
        action: before ? 'agencies.change-counter' : 'agencies.add-counter',
        subjectType: 'counter',
        subjectId: counter.id,
        detail: { before, after: counter },
      },
      at,
    );
    return counter;
  });
}
