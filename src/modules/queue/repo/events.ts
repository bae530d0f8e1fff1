import { sql } from 'kysely';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import type { TicketAction } from '../rules/states.ts';

/** One line of a ticket's history. */
export interface TicketEvent {
  readonly ticketId: string;
  readonly groupId: string;
  readonly action: 'issue' | TicketAction | 'matter-start' | 'matter-finish';
  readonly counterId?: string | null;
  readonly note?: string;
  /** Made by the client; a repeat is answered from here. */
  readonly requestId?: string | undefined;
}

/** The account or device behind an actor, for the history. */
export function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'staff':
      return actor.accountId;
    case 'device':
      return actor.deviceId;
    case 'public':
    case 'system':
      return null;
    default:
      return actor satisfies never;
  }
}

/** Adds to the history of a ticket. */
export async function addEvent(
  tx: Tx,
  actor: Actor,
  event: TicketEvent,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('ticket_events')
    .values({
      id: newId(),
      centre_id: actor.centreId,
      ticket_id: event.ticketId,
      action: event.action,
      at,
      actor_kind: actor.kind,
      actor_id: actorId(actor),
      counter_id: event.counterId ?? null,
      group_id: event.groupId,
      note: event.note ?? '',
      request_id: event.requestId ?? null,
    })
    .execute();
}

/**
 * The ticket that an earlier request of this id was about, and what it did. Two requests of one id that come at the same moment
 * follow one another from here on, so that the second finds what the first did.
 */
export async function findRepeated(
  tx: Tx,
  requestId: string | undefined,
): Promise<{ readonly ticketId: string; readonly action: string } | undefined> {
  if (requestId === undefined) {
    return undefined;
  }
  await sql`select pg_advisory_xact_lock(hashtextextended(${requestId}, 60))`.execute(tx);
  const row = await tx
    .selectFrom('ticket_events')
    .select(['ticket_id', 'action'])
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row === undefined ? undefined : { ticketId: row.ticket_id, action: row.action };
}
