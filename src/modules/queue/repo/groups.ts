import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { type GroupInput, ServiceGroup } from '../schema.ts';

/** All service groups of the centre, in the order of the hall. */
export async function listGroups(tx: Tx): Promise<readonly ServiceGroup[]> {
  const rows = await tx
    .selectFrom('service_groups')
    .selectAll()
    .orderBy('sort_order')
    .orderBy('letter')
    .execute();
  return rows.map((row) =>
    ServiceGroup.parse({
      ...row,
      nameEn: row.name_en === '' ? row.name : row.name_en,
      firstNumber: row.first_number,
    }),
  );
}

/** The lines a counter calls from, its own before those it helps. */
export async function groupsOfCounter(
  tx: Tx,
  counterId: string,
): Promise<readonly { readonly groupId: string; readonly helps: boolean }[]> {
  const rows = await tx
    .selectFrom('service_group_counters as c')
    .innerJoin('service_groups as g', 'g.id', 'c.group_id')
    .select(['c.group_id', 'c.helps'])
    .where('c.counter_id', '=', counterId)
    .orderBy('c.helps')
    .orderBy('g.sort_order')
    .execute();
  return rows.map((row) => ({ groupId: row.group_id, helps: row.helps }));
}

/** How many wait in a line, and how many counters are at work on it. */
export interface LineFacts {
  readonly groupId: string;
  readonly waiting: number;
  readonly openCounters: number;
}

/**
 * Facts of all lines of the day in one statement. Counters that only help count when the group has none of its own
 * at work.
 */
export async function lineFacts(tx: Tx, day: Temporal.PlainDate): Promise<readonly LineFacts[]> {
  const { rows } = await sql<{
    group_id: string;
    waiting: number;
    own: number;
    helping: number;
  }>`
    select g.id as group_id,
      (select count(*) from tickets t where t.group_id = g.id and t.day = ${day} and t.state = 'waiting') as waiting,
      count(s.id) filter (where not c.helps) as own,
      count(s.id) filter (where c.helps) as helping
    from service_groups g
    left join service_group_counters c on c.group_id = g.id
    left join counter_shifts s on s.counter_id = c.counter_id and s.closed_at is null
      and not exists (select from counter_pauses p where p.shift_id = s.id and p.ended_at is null)
    group by g.id`.execute(tx);
  return rows.map((row) => ({
    groupId: row.group_id,
    waiting: row.waiting,
    openCounters: row.own > 0 ? row.own : row.helping,
  }));
}

/** Adds a group or changes the one of this letter; returns its id. */
export async function upsertGroup(
  tx: Tx,
  group: Omit<GroupInput, 'counters'> & { readonly id: string; readonly centreId: string },
  at: Temporal.Instant,
): Promise<string> {
  const values = {
    name: group.name,
    name_en: group.nameEn,
    hint: group.hint,
    fields: [...group.fields],
    sort_order: group.sortOrder,
    first_number: group.firstNumber,
    active: group.active,
    updated_at: at,
  };
  const row = await tx
    .insertInto('service_groups')
    .values({ id: group.id, centre_id: group.centreId, letter: group.letter, created_at: at, ...values })
    .onConflict((conflict) => conflict.columns(['centre_id', 'letter']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Lets a line take numbers or not; false when it was so already, undefined when there is no such letter. */
export async function setGroupActive(
  tx: Tx,
  letter: string,
  active: boolean,
  at: Temporal.Instant,
): Promise<boolean | undefined> {
  const row = await tx
    .selectFrom('service_groups')
    .select(['id', 'active'])
    .where('letter', '=', letter)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.active === active) {
    return row === undefined ? undefined : false;
  }
  await tx.updateTable('service_groups').set({ active, updated_at: at }).where('id', '=', row.id).execute();
  return true;
}

/** All lines that counters call from: group, counter, and whether it only helps there. */
export async function listLinks(
  tx: Tx,
): Promise<readonly { readonly groupId: string; readonly counterId: string; readonly helps: boolean }[]> {
  return tx
    .selectFrom('service_group_counters')
    .select(['group_id as groupId', 'counter_id as counterId', 'helps'])
    .execute();
}

/** Replaces the counters that call from a group's line. */
export async function setGroupCounters(
  tx: Tx,
  group: { readonly id: string; readonly centreId: string },
  counters: readonly { readonly counterId: string; readonly helps: boolean }[],
): Promise<void> {
  await tx.deleteFrom('service_group_counters').where('group_id', '=', group.id).execute();
  if (counters.length > 0) {
    await tx
      .insertInto('service_group_counters')
      .values(
        counters.map(({ counterId, helps }) => ({
          group_id: group.id,
          counter_id: counterId,
          centre_id: group.centreId,
          helps,
        })),
      )
      .execute();
  }
}
