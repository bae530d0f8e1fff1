import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { fromRow } from './repo.ts';
import { VIEWS, type View } from './rules/views.ts';
import type { Petition } from './schema.ts';

/** Who looks, and when. */
export interface Looking {
  /** Only petitions of this unit; null for all of the centre. */
  readonly unitId: string | null;
  /** The unit whose petitions are the officer's own. */
  readonly own: string;
  /** Whether what nobody has yet is the officer's, too. */
  readonly takesOn: boolean;
  readonly now: Temporal.Instant;
  /** Before this moment a due petition is due soon. */
  readonly soon: Temporal.Instant;
}

function conditions({ own, takesOn, now, soon }: Looking): Readonly<Record<View, RawBuilder<boolean>>> {
  const open = sql<boolean>`state not in ('published', 'closed', 'refused', 'forwarded')`;
  return {
    open,
    mine: sql`(${open} and (unit_id = ${own}::uuid or (${takesOn}::boolean and unit_id is null)))`,
    late: sql`coalesce(due_at < ${now.toString()}::timestamptz, false)`,
    soon: sql`coalesce(due_at >= ${now.toString()}::timestamptz and due_at < ${soon.toString()}::timestamptz, false)`,
    new: sql`state = 'received'`,
    doing: sql`state in ('accepted', 'proposed')`,
    asked: sql`state = 'waiting'`,
    'to-publish': sql`state = 'answered'`,
    done: sql`not (${open})`,
  };
}

/** One list: those with a running clock by their due moment, then the newest. */
export async function listPetitions(
  tx: Tx,
  looking: Looking,
  view: View,
  limit: number,
): Promise<readonly Petition[]> {
  const { unitId } = looking;
  const rows = await tx
    .selectFrom('petitions')
    .selectAll()
    .$if(unitId !== null, (query) => query.where('unit_id', '=', unitId))
    .where(conditions(looking)[view])
    .orderBy('due_at', (order) => order.asc().nullsLast())
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many petitions stand in each list, counted at once. */
export async function countPetitions(tx: Tx, looking: Looking): Promise<Readonly<Record<View, number>>> {
  const { unitId } = looking;
  const where = conditions(looking);
  const row = await tx
    .selectFrom('petitions')
    .select(VIEWS.map((view) => sql<number>`count(*) filter (where ${where[view]})`.as(view)))
    .$if(unitId !== null, (query) => query.where('unit_id', '=', unitId))
    .executeTakeFirstOrThrow();
  return {
    open: Number(row.open),
    mine: Number(row.mine),
    late: Number(row.late),
    soon: Number(row.soon),
    new: Number(row.new),
    doing: Number(row.doing),
    asked: Number(row.asked),
    'to-publish': Number(row['to-publish']),
    done: Number(row.done),
  };
}
