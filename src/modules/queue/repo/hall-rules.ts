import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { type NumberHours, USUAL_HOURS } from '../rules/day.ts';
import { type LaneShares, USUAL_SHARES } from '../rules/order.ts';
import { USUAL_PAUSES } from '../rules/pauses.ts';
import type { HallRulesInput } from '../schema-hall.ts';

/** The rules of the hall in force on a day; `fromDay` is null while the centre never set any. */
export interface HallRules {
  readonly fromDay: Temporal.PlainDate | null;
  readonly shares: LaneShares;
  readonly hours: NumberHours;
}

/** The rules in force on the day. */
export async function rulesOn(tx: Tx, day: Temporal.PlainDate): Promise<HallRules> {
  const row = await tx
    .selectFrom('hall_rules')
    .selectAll()
    .where('from_day', '<=', day)
    .orderBy('from_day', 'desc')
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) {
    return { fromDay: null, shares: USUAL_SHARES, hours: USUAL_HOURS };
  }
  return {
    fromDay: row.from_day,
    shares: {
      priority: row.share_priority,
      appointment: row.share_appointment,
      returned: row.share_returned,
      ordinary: row.share_ordinary,
    },
    hours: {
      keepsHours: row.keeps_hours,
      opensBefore: row.opens_before,
      lastNumbersBefore: row.last_numbers_before,
      numbersOverLunch: row.numbers_over_lunch,
    },
  };
}

/** Days after `day` from which other rules are set already, in order. */
export async function plannedRules(tx: Tx, day: Temporal.PlainDate): Promise<readonly Temporal.PlainDate[]> {
  const rows = await tx
    .selectFrom('hall_rules')
    .select('from_day')
    .distinct()
    .where('from_day', '>', day)
    .orderBy('from_day')
    .execute();
  return rows.map((row) => row.from_day);
}

/** Adds rules; earlier ones stay as they were. */
export async function addRules(
  tx: Tx,
  set: { readonly centreId: string; readonly by: string | null; readonly input: HallRulesInput },
  at: Temporal.Instant,
): Promise<void> {
  const { shares, ...input } = set.input;
  await tx
    .insertInto('hall_rules')
    .values({
      id: newId(),
      centre_id: set.centreId,
      from_day: Temporal.PlainDate.from(input.fromDay),
      share_priority: shares.priority,
      share_appointment: shares.appointment,
      share_returned: shares.returned,
      share_ordinary: shares.ordinary,
      keeps_hours: input.keepsHours,
      opens_before: input.opensBefore,
      last_numbers_before: input.lastNumbersBefore,
      numbers_over_lunch: input.numbersOverLunch,
      set_by: set.by,
      set_at: at,
    })
    .execute();
}

/** The reasons for a pause that officers choose from, in order. */
export async function listPauseReasons(tx: Tx): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('pause_reasons')
    .select(['name', 'active'])
    .orderBy('sort_order')
    .orderBy('name')
    .execute();
  return rows.length === 0 ? USUAL_PAUSES : rows.filter(({ active }) => active).map(({ name }) => name);
}

/** Sets the reasons for a pause; one that is left out is put out of use. */
export async function setPauseReasons(tx: Tx, centreId: string, names: readonly string[]): Promise<void> {
  await tx.updateTable('pause_reasons').set({ active: false }).where('active', '=', true).execute();
  await tx
    .insertInto('pause_reasons')
    .values(
      names.map((name, index) => ({
        id: newId(),
        centre_id: centreId,
        name,
        sort_order: index,
        active: true,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['centre_id', 'name']).doUpdateSet(({ ref }) => ({
        active: true,
        sort_order: ref('excluded.sort_order'),
      })),
    )
    .execute();
}
