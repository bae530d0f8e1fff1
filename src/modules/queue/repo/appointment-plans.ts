import type { Tx } from '#platform/db/tx.ts';
import { type PlanInput, type RulesInput, USUAL_RULES } from '../schema/appointments.ts';

/** What can be booked, by group; groups without a plan take no bookings. */
export async function listPlans(tx: Tx): Promise<ReadonlyMap<string, PlanInput>> {
  const rows = await tx.selectFrom('appointment_plans').selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.group_id,
      {
        enabled: row.enabled,
        slotMinutes: row.slot_minutes,
        capacity: row.capacity,
        sharePercent: row.share_percent,
        weekdays: row.weekdays,
        leadMinutes: row.lead_minutes,
        horizonDays: row.horizon_days,
      },
    ]),
  );
}

/** Stores what can be booked in a line. */
export async function upsertPlan(
  tx: Tx,
  group: { readonly id: string; readonly centreId: string },
  plan: PlanInput,
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    enabled: plan.enabled,
    slot_minutes: plan.slotMinutes,
    capacity: plan.capacity,
    share_percent: plan.sharePercent,
    weekdays: [...plan.weekdays],
    lead_minutes: plan.leadMinutes,
    horizon_days: plan.horizonDays,
    updated_at: at,
  };
  await tx
    .insertInto('appointment_plans')
    .values({ group_id: group.id, centre_id: group.centreId, ...values })
    .onConflict((conflict) => conflict.column('group_id').doUpdateSet(values))
    .execute();
}

/** The centre's rules for arriving, or the usual ones while it has not set its own. */
export async function readRules(tx: Tx): Promise<RulesInput> {
  const row = await tx.selectFrom('appointment_rules').selectAll().executeTakeFirst();
  return row === undefined
    ? USUAL_RULES
    : {
        earlyMinutes: row.early_minutes,
        graceMinutes: row.grace_minutes,
        reminderMinutes: row.reminder_minutes,
        openPerPhone: row.open_per_phone,
      };
}

/** Stores the centre's rules for arriving. */
export async function upsertRules(
  tx: Tx,
  centreId: string,
  rules: RulesInput,
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    early_minutes: rules.earlyMinutes,
    grace_minutes: rules.graceMinutes,
    reminder_minutes: rules.reminderMinutes,
    open_per_phone: rules.openPerPhone,
    updated_at: at,
  };
  await tx
    .insertInto('appointment_rules')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}
