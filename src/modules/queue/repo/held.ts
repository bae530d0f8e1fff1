import type { Tx } from '#platform/db/tx.ts';
import type { Ticket } from '../schema.ts';
import { toTicket } from './tickets.ts';

/** A visitor on hold, since when, and at which counter. */
export interface Held {
  readonly ticket: Ticket;
  readonly since: Temporal.Instant;
  readonly counter: number;
}

/**
 * Visitors on hold that concern a counter: those it keeps in mind itself and those of its lines, the longest first. Days before `from` are over.
 */
export async function listHeld(
  tx: Tx,
  counter: { readonly id: string; readonly groupIds: readonly string[] },
  from: Temporal.PlainDate,
): Promise<readonly Held[]> {
  const rows = await tx
    .selectFrom('tickets as t')
    .innerJoin('counters as c', 'c.id', 't.held_counter_id')
    .selectAll('t')
    .select('c.number as heldAt')
    .where('t.state', '=', 'held')
    .where('t.day', '>=', from)
    .where((where) =>
      where.or([
        where('t.held_counter_id', '=', counter.id),
        where.and(counter.groupIds.length === 0 ? [] : [where('t.group_id', 'in', [...counter.groupIds])]),
      ]),
    )
    .orderBy('t.changed_at')
    .execute();
  return rows.map((row) => ({ ticket: toTicket(row), since: row.changed_at, counter: row.heldAt }));
}
