import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';

/** A duty of a planned day; minutes after local midnight. */
export interface StoredDuty {
  readonly id: string;
  readonly day: Temporal.PlainDate;
  readonly counterId: string;
  readonly counter: number;
  readonly officerId: string;
  readonly officer: string;
  readonly from: number;
  readonly to: number;
  readonly lines: readonly { readonly groupId: string; readonly letter: string; readonly helps: boolean }[];
}

/** Duties of the days from one to another, both included; of one officer where asked. By day, counter and time. */
export async function plannedDuties(
  tx: Tx,
  span: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
  officerId?: string,
): Promise<readonly StoredDuty[]> {
  let asked = tx
    .selectFrom('hall_plan_duties as d')
    .innerJoin('counters as c', 'c.id', 'd.counter_id')
    .innerJoin('accounts as a', 'a.id', 'd.officer_id')
    .select([
      'd.id',
      'd.day',
      'd.counter_id as counterId',
      'c.number as counter',
      'd.officer_id as officerId',
      'a.display_name as officer',
      'd.from_minute as from',
      'd.to_minute as to',
    ])
    .where('d.day', '>=', span.from)
    .where('d.day', '<=', span.to)
    .orderBy('d.day')
    .orderBy('c.number')
    .orderBy('d.from_minute');
  if (officerId !== undefined) {
    asked = asked.where('d.officer_id', '=', officerId);
  }
  const duties = await asked.execute();
  if (duties.length === 0) {
    return [];
  }
  const lines = await tx
    .selectFrom('hall_plan_lines as l')
    .innerJoin('service_groups as g', 'g.id', 'l.group_id')
    .select(['l.duty_id as dutyId', 'l.group_id as groupId', 'g.letter', 'l.helps'])
    .where(
      'l.duty_id',
      'in',
      duties.map(({ id }) => id),
    )
    .orderBy('l.helps')
    .orderBy('g.letter')
    .execute();
  return duties.map((duty) => ({
    ...duty,
    lines: lines
      .filter(({ dutyId }) => dutyId === duty.id)
      .map(({ groupId, letter, helps }) => ({ groupId, letter, helps })),
  }));
}

/** The note and time of a day's plan; undefined while none was saved. */
export async function findHallPlan(tx: Tx, day: Temporal.PlainDate) {
  return tx
    .selectFrom('hall_plans')
    .select(['note', 'saved_at as savedAt'])
    .where('day', '=', day)
    .executeTakeFirst();
}

/** The latest day before this one that has a plan. */
export async function lastPlannedBefore(
  tx: Tx,
  day: Temporal.PlainDate,
): Promise<Temporal.PlainDate | undefined> {
  const row = await tx
    .selectFrom('hall_plans')
    .select('day')
    .where('day', '<', day)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.day;
}

/** A duty as it is stored. */
export interface NewDuty {
  readonly counterId: string;
  readonly officerId: string;
  readonly from: number;
  readonly to: number;
  readonly lines: readonly { readonly groupId: string; readonly helps: boolean }[];
}

/** Replaces the plan of a day. */
export async function replaceHallPlan(
  tx: Tx,
  plan: {
    readonly centreId: string;
    readonly day: Temporal.PlainDate;
    readonly note: string;
    readonly by: string | null;
    readonly duties: readonly NewDuty[];
  },
  at: Temporal.Instant,
): Promise<void> {
  const { centreId, day, note } = plan;
  await tx
    .insertInto('hall_plans')
    .values({ centre_id: centreId, day, note, saved_by: plan.by, saved_at: at })
    .onConflict((conflict) =>
      conflict.columns(['centre_id', 'day']).doUpdateSet({ note, saved_by: plan.by, saved_at: at }),
    )
    .execute();
  const old = tx.selectFrom('hall_plan_duties').select('id').where('day', '=', day);
  await tx.deleteFrom('hall_plan_lines').where('duty_id', 'in', old).execute();
  await tx.deleteFrom('hall_plan_duties').where('day', '=', day).execute();
  for (const duty of plan.duties) {
    const id = newId();
    await tx
      .insertInto('hall_plan_duties')
      .values({
        id,
        centre_id: centreId,
        day,
        counter_id: duty.counterId,
        officer_id: duty.officerId,
        from_minute: duty.from,
        to_minute: duty.to,
      })
      .execute();
    for (const { groupId, helps } of duty.lines) {
      await tx
        .insertInto('hall_plan_lines')
        .values({ duty_id: id, group_id: groupId, centre_id: centreId, helps })
        .execute();
    }
  }
}
