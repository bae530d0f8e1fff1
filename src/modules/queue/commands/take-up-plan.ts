import type { Tx } from '#platform/db/tx.ts';
import { localDay, toLocal } from '#platform/time.ts';
import { setCounterLines } from '../repo/counter-lines.ts';
import { plannedDuties } from '../repo/hall-plans.ts';
import { followGroups } from '../repo/spans.ts';
import { dutyTakenUp } from '../rules/hall-plan.ts';

/**
 * The officer who opens a counter takes up what the day's plan has for them there: the counter calls from the planned lines from now on. Nothing
 * happens without a plan, or where the plan names no lines.
 */
export async function takeUpPlan(
  tx: Tx,
  at: { readonly centreId: string; readonly counterId: string; readonly officerId: string | null },
  now: Temporal.Instant,
): Promise<void> {
  if (at.officerId === null) {
    return;
  }
  const day = localDay(now);
  const duties = await plannedDuties(tx, { from: day, to: day }, at.officerId);
  const { hour, minute } = toLocal(now);
  const here = duties.filter(({ counterId }) => counterId === at.counterId);
  const duty = dutyTakenUp(here, hour * 60 + minute);
  if (duty === undefined || duty.lines.length === 0) {
    return;
  }
  if (await setCounterLines(tx, { id: at.counterId, centreId: at.centreId }, duty.lines)) {
    await followGroups(tx, now);
  }
}
