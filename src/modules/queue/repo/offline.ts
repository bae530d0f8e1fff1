import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { OFFLINE_OUTCOMES, type OfflineOutcome } from '../rules/offline-merge.ts';
import type { NumberBlock } from '../rules/offline-numbers.ts';
import type { KeptTicket, SharedTicket, SharePlan } from '../rules/offline-share.ts';

/** Stores a leased block. */
export async function insertLease(
  tx: Tx,
  lease: NumberBlock & {
    readonly centreId: string;
    readonly deviceId: string;
    readonly keeperId: string;
    readonly groupId: string;
    readonly day: Temporal.PlainDate;
  },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('number_leases')
    .values({
      id: newId(),
      centre_id: lease.centreId,
      device_id: lease.deviceId,
      keeper_id: lease.keeperId,
      group_id: lease.groupId,
      day: lease.day,
      from_sequence: lease.from,
      to_sequence: lease.to,
      leased_at: at,
    })
    .execute();
}

/** A block of one store of one kiosk, with what of it was merged. */
export interface LeasedBlock extends NumberBlock {
  readonly groupId: string;
  readonly leasedAt: Temporal.Instant;
}

/** Blocks that a kiosk's store holds for a day. */
export async function leasesOf(
  tx: Tx,
  who: { readonly deviceId: string; readonly keeperId: string },
  day: Temporal.PlainDate,
): Promise<readonly LeasedBlock[]> {
  return tx
    .selectFrom('number_leases')
    .select(['group_id as groupId', 'from_sequence as from', 'to_sequence as to', 'leased_at as leasedAt'])
    .where('device_id', '=', who.deviceId)
    .where('keeper_id', '=', who.keeperId)
    .where('day', '=', day)
    .orderBy('from_sequence')
    .execute();
}

/** Which places of the day's series between two were given out. */
export async function usedBetween(
  tx: Tx,
  letter: string,
  day: Temporal.PlainDate,
  { from, to }: NumberBlock,
): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('tickets')
    .select('sequence')
    .where('day', '=', day)
    .where('letter', '=', letter)
    .where('sequence', '>=', from)
    .where('sequence', '<=', to)
    .orderBy('sequence')
    .execute();
  return rows.map(({ sequence }) => sequence);
}

/** A console as the server knows it. */
export interface StoredConsole {
  readonly id: string;
  readonly counterId: string;
  readonly officerId: string | null;
  readonly version: number;
}

/** The console, locked; made when it is new. */
export async function lockConsole(
  tx: Tx,
  it: {
    readonly id: string;
    readonly centreId: string;
    readonly counterId: string;
    readonly officerId: string;
  },
  at: Temporal.Instant,
): Promise<StoredConsole> {
  await tx
    .insertInto('offline_consoles')
    .values({
      id: it.id,
      centre_id: it.centreId,
      counter_id: it.counterId,
      officer_id: it.officerId,
      synced_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return tx
    .selectFrom('offline_consoles')
    .select(['id', 'counter_id as counterId', 'officer_id as officerId', 'version'])
    .where('id', '=', it.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** All tickets kept for a console, in whatever state. */
export async function keptFor(tx: Tx, consoleId: string): Promise<readonly KeptTicket[]> {
  return tx
    .selectFrom('tickets')
    .select(['id', 'share_dropped_in as droppedIn'])
    .where('share_console_id', '=', consoleId)
    .orderBy('id')
    .execute();
}

/** Somebody who waits in a line that is shared out. */
export interface WaitingTicket extends SharedTicket {
  readonly number: string;
  readonly priority: boolean;
  readonly since: Temporal.Instant;
}

/** The waiting of a line whom any counter may call, with the console that they are kept for now. Sent to one counter: not in the list. */
export async function waitingIn(
  tx: Tx,
  groupId: string,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<readonly WaitingTicket[]> {
  const rows = await tx
    .selectFrom('tickets')
    .select(['id', 'number', 'place', 'arrival', 'lane', 'waiting_since', 'share_console_id', 'share_until'])
    .where('group_id', '=', groupId)
    .where('day', '=', day)
    .where('state', '=', 'waiting')
    .where('wanted_counter_id', 'is', null)
    .orderBy('place')
    .orderBy('arrival')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    place: row.place,
    arrival: row.arrival,
    priority: row.lane === 'priority',
    since: row.waiting_since,
    owner:
      row.share_until !== null && Temporal.Instant.compare(row.share_until, now) > 0
        ? (row.share_console_id ?? undefined)
        : undefined,
  }));
}

/** The counters at work on each line, open and not paused, in order of their number. */
export async function countersOnLines(
  tx: Tx,
): Promise<readonly { readonly groupId: string; readonly counterId: string }[]> {
  const { rows } = await sql<{ groupId: string; counterId: string }>`
    select l.group_id as "groupId", l.counter_id as "counterId"
    from service_group_counters l join counters c on c.id = l.counter_id and c.active
    join counter_shifts s on s.counter_id = c.id and s.closed_at is null
    where not exists (select from counter_pauses p where p.shift_id = s.id and p.ended_at is null)
    order by c.number`.execute(tx);
  return rows;
}

/**
 * Stores a share: frees, drops, takes. A ticket that another console or a call was quicker with is not taken; the ids that the console really has
 * come back.
 */
export async function saveShare(
  tx: Tx,
  plan: SharePlan,
  who: { readonly consoleId: string; readonly counterId: string; readonly officerId: string },
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<ReadonlySet<string>> {
  const { consoleId, officerId } = who;
  await sql`
    update tickets set share_console_id = null, share_officer_id = null, share_until = null, share_dropped_in = null
    where share_console_id = ${consoleId} and id = any(${[...plan.free]}::uuid[])`.execute(tx);
  await sql`
    update tickets set share_until = ${until},
      share_dropped_in = case when id = any(${[...plan.drop]}::uuid[]) then ${plan.version}::int else share_dropped_in end
    where share_console_id = ${consoleId}`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    with free as (
      select id from tickets where id = any(${[...plan.take]}::uuid[]) and state = 'waiting'
        and (share_until is null or share_until <= ${now} or share_console_id = ${consoleId})
      order by id for update skip locked)
    update tickets t set share_console_id = ${consoleId}, share_officer_id = ${officerId}, share_until = ${until}, share_dropped_in = null
    from free where t.id = free.id returning t.id`.execute(tx);
  await tx
    .updateTable('offline_consoles')
    .set({ counter_id: who.counterId, officer_id: officerId, version: plan.version, synced_at: now })
    .where('id', '=', consoleId)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Frees what is kept for an officer's own console. */
export async function freeOwnShare(tx: Tx, consoleId: string, officerId: string): Promise<void> {
  await sql`
    update tickets t set share_console_id = null, share_officer_id = null, share_until = null, share_dropped_in = null
    from offline_consoles k where k.id = t.share_console_id and k.id = ${consoleId} and k.officer_id = ${officerId}`.execute(
    tx,
  );
}

/** Takes the share of a counter's consoles back for all; says which numbers. */
export async function freeShares(tx: Tx, counterId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ number: string }>`
    update tickets t set share_console_id = null, share_officer_id = null, share_until = null, share_dropped_in = null
    from offline_consoles k where k.id = t.share_console_id and k.counter_id = ${counterId}
    returning t.number`.execute(tx);
  return rows.map(({ number }) => number).sort();
}

/** A merged item as it is stored. */
export interface StoredItem {
  readonly id: string;
  readonly kind: 'ticket' | 'visit' | 'press';
  readonly day: Temporal.PlainDate;
  readonly number: string;
  readonly ticketId: string | null;
  readonly counterId: string | null;
  readonly deviceId: string | null;
  readonly outcome: OfflineOutcome;
  readonly look: boolean;
  readonly happenedAt: Temporal.Instant;
}

/** Notes what became of an item. */
export async function insertItem(
  tx: Tx,
  item: StoredItem,
  by: { readonly centreId: string; readonly id: string | null },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('offline_items')
    .values({
      id: item.id,
      centre_id: by.centreId,
      kind: item.kind,
      day: item.day,
      number: item.number,
      ticket_id: item.ticketId,
      counter_id: item.counterId,
      device_id: item.deviceId,
      outcome: item.outcome,
      look: item.look,
      happened_at: item.happenedAt,
      merged_at: at,
      merged_by: by.id,
    })
    .execute();
}

const Outcome = z.enum(OFFLINE_OUTCOMES);

/** What became of these items before; those that are new are missing. */
export async function findItems(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly outcome: OfflineOutcome; readonly look: boolean }>> {
  const rows = await tx
    .selectFrom('offline_items')
    .select(['id', 'outcome', 'look'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, outcome, look }) => [id, { outcome: Outcome.parse(outcome), look }]));
}

/** The counter that called this number of the day by hand before the server knew it. */
export async function calledBefore(
  tx: Tx,
  day: Temporal.PlainDate,
  number: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('offline_items')
    .select('counter_id')
    .where('day', '=', day)
    .where('number', '=', number)
    .where('outcome', '=', 'unknown')
    .where('counter_id', 'is not', null)
    .orderBy('merged_at')
    .limit(1)
    .executeTakeFirst();
  return row?.counter_id ?? undefined;
}

/** The last thing that is known to have happened at a counter. */
export async function lastAtCounter(tx: Tx, counterId: string): Promise<Temporal.Instant | undefined> {
  const { rows } = await sql<{ last: Temporal.Instant | null }>`
    select max(coalesce(ended_at, served_at, last_called_at)) as last from ticket_calls where counter_id = ${counterId}`.execute(
    tx,
  );
  return rows[0]?.last ?? undefined;
}

/** Who called the ticket that is at a counter now. */
export async function openCallOfficer(tx: Tx, ticketId: string): Promise<string | null | undefined> {
  const row = await tx
    .selectFrom('ticket_calls')
    .select('officer_id')
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : row.officer_id;
}
