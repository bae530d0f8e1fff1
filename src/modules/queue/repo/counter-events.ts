import { sql } from 'kysely';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { actorId } from './events.ts';

/** One press at a counter that was about no ticket. */
export interface CounterEvent {
  readonly counterId: string;
  readonly action: 'open' | 'close' | 'pause' | 'go-on' | 'quick-start' | 'quick-finish';
  readonly note?: string;
  readonly requestId?: string | undefined;
}

/** Adds to the history of a counter. */
export async function addCounterEvent(
  tx: Tx,
  actor: Actor,
  event: CounterEvent,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('counter_events')
    .values({
      id: newId(),
      centre_id: actor.centreId,
      counter_id: event.counterId,
      action: event.action,
      at,
      actor_kind: actor.kind,
      actor_id: actorId(actor),
      note: event.note ?? '',
      request_id: event.requestId ?? null,
    })
    .execute();
}

/** What an earlier press with this request id did; two that come at once follow one another from here on. */
export async function findCounterRepeat(
  tx: Tx,
  requestId: string | undefined,
): Promise<{ readonly counterId: string; readonly action: string } | undefined> {
  if (requestId === undefined) {
    return undefined;
  }
  await sql`select pg_advisory_xact_lock(hashtextextended(${requestId}, 100))`.execute(tx);
  return tx
    .selectFrom('counter_events')
    .select(['counter_id as counterId', 'action'])
    .where('request_id', '=', requestId)
    .executeTakeFirst();
}
