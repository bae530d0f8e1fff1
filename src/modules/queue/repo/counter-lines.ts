import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';

/** A line that a counter calls from. */
export interface CounterLine {
  readonly groupId: string;
  readonly helps: boolean;
}

/** Replaces the lines of a counter; false when they were these already. */
export async function setCounterLines(
  tx: Tx,
  counter: { readonly id: string; readonly centreId: string },
  lines: readonly CounterLine[],
): Promise<boolean> {
  // Two who move the same counter at once follow one another.
  await sql`select from counters where id = ${counter.id} for no key update`.execute(tx);
  const before = await tx
    .selectFrom('service_group_counters')
    .select(['group_id as groupId', 'helps'])
    .where('counter_id', '=', counter.id)
    .execute();
  const same =
    before.length === lines.length &&
    lines.every((line) => before.some((one) => one.groupId === line.groupId && one.helps === line.helps));
  if (same) {
    return false;
  }
  await tx.deleteFrom('service_group_counters').where('counter_id', '=', counter.id).execute();
  if (lines.length > 0) {
    await tx
      .insertInto('service_group_counters')
      .values(
        lines.map(({ groupId, helps }) => ({
          group_id: groupId,
          counter_id: counter.id,
          centre_id: counter.centreId,
          helps,
        })),
      )
      .execute();
  }
  return true;
}
