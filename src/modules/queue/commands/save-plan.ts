import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { APPOINTMENT_POLICY } from '../appointment-policy.ts';
import { messages } from '../messages.ts';
import { upsertPlan, upsertRules } from '../repo/appointment-plans.ts';
import { listGroups } from '../repo/groups.ts';
import type { PlanInput, RulesInput } from '../schema/appointments.ts';
import { publishAppointments } from './publish.ts';

/**
 * Sets what can be booked in a line. Bookings that stand are kept, also where the new slots are other ones.
 * @throws Problem `forbidden`, `not-found` (group)
 */
export async function savePlan(
  ctx: AppContext,
  actor: Actor,
  groupId: string,
  input: PlanInput,
): Promise<void> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.plan', actor);
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const group = (await listGroups(tx)).find(({ id }) => id === groupId);
    if (group === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('group.unknown') });
    }
    await upsertPlan(tx, { id: groupId, centreId: actor.centreId }, input, now);
    await publishAppointments(ctx, tx, actor);
    await record(
      tx,
      actor,
      {
        action: 'appointment-plan.save',
        subjectType: 'service-group',
        subjectId: group.letter,
        detail: { ...input },
      },
      now,
    );
  });
}

/** Sets the centre's rules for arriving, the reminder, and bookings of one phone. @throws Problem `forbidden` */
export async function saveRules(ctx: AppContext, actor: Actor, input: RulesInput): Promise<void> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.plan', actor);
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await upsertRules(tx, actor.centreId, input, now);
    await record(
      tx,
      actor,
      {
        action: 'appointment-rules.save',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { ...input },
      },
      now,
    );
  });
}
