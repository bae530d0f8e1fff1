import { findExample } from '#modules/identity/queries/example.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { listPlans } from '../repo/appointment-plans.ts';
import { listGroups } from '../repo/groups.ts';
import { USUAL_PLAN } from '../schema/appointments.ts';
import { savePlan } from './save-plan.ts';

/**
 * In the example commune the lines with fields of their own take appointments; leaves the plans alone once there are any. Any other centre
 * opens its lines itself: how many it can promise to receive is its own to say.
 */
export async function setUpExamplePlans(ctx: AppContext, system: SystemActor): Promise<void> {
  const example = await findExample(ctx);
  if (example?.centreId !== system.centreId) {
    return;
  }
  const { groups, plans } = await readOnly(ctx, system, async (tx) => ({
    groups: await listGroups(tx),
    plans: await listPlans(tx),
  }));
  if (plans.size > 0) {
    return;
  }
  for (const group of groups.filter(({ fields }) => fields.length > 0)) {
    await savePlan(ctx, system, group.id, { ...USUAL_PLAN, enabled: true });
  }
}
