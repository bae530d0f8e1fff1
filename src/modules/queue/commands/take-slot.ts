import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, isRetryable, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { formatDateTime, formatIso, localDay } from '#platform/time.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { type Bookable, getBookable, nextFreeSlots } from '../queries/free-slots.ts';
import { listTaken } from '../repo/appointments.ts';
import { freeSeat, type Slot, seatsOf, slotsOfDay } from '../rules/appointments.ts';
import type { Appointment } from '../schema/appointments.ts';

const t = appointmentMessages('vi');
/** Fifty people who want the last place at the same moment are through after a handful of tries. */
const ATTEMPTS = 20;
/** Free slots named in a refusal. */
const NAMED = 3;
const RETRY_SECONDS = 5;

/** A place in a slot that can be taken now. */
export interface Place {
  readonly slot: Slot;
  readonly seat: number;
}

/**
 * Looks for a place in the slot that begins at `start`; undefined when it is full.
 * @throws Problem `not-allowed-now` when there is no such slot (any more): past, too soon, too far, doors closed
 */
export async function findPlace(
  tx: Tx,
  { group, plan, openOn }: Bookable,
  start: Temporal.Instant,
  now: Temporal.Instant,
): Promise<Place | undefined> {
  const day = localDay(start);
  const slot = slotsOfDay(plan, day, openOn(day), now).find((candidate) => candidate.start.equals(start));
  if (slot === undefined) {
    throw new Problem('not-allowed-now', { detail: t('slot-gone') });
  }
  const seat = freeSeat(slot, seatsOf(plan), await listTaken(tx, group.id, slot));
  return seat === undefined ? undefined : { slot, seat };
}

async function refuseFull(
  ctx: AppContext,
  actor: Actor,
  groupId: string,
  start: Temporal.Instant,
): Promise<Problem> {
  const now = ctx.clock.now();
  const free = await readOnly(ctx, actor, async (tx) =>
    nextFreeSlots(tx, await getBookable(tx, actor.centreId, groupId), { wanted: start, now }, NAMED),
  );
  const time = formatDateTime(start);
  const next = free.map((slot) => formatDateTime(slot.start)).join('; ');
  return new Problem('conflict', {
    detail: next === '' ? t('slot-full-none', { time }) : t('slot-full', { time, next }),
    facts: { next: free.map((slot) => formatIso(slot.start)).join(',') },
  });
}

/**
 * Runs `work` in a serializable transaction, so that what it read of the slot still holds when it commits: of many who want the last place
 * one gets it. `work` answers undefined when the slot is full; then the next free slots are named.
 * @throws Problem `conflict` (full; `facts.next` holds the next free slots), `unavailable` (too many at the same moment)
 */
export async function takeSlot(
  ctx: AppContext,
  actor: Actor,
  wanted: { readonly groupId: string; readonly start: Temporal.Instant },
  work: (tx: Tx) => Promise<Appointment | undefined>,
): Promise<Appointment> {
  let taken: Appointment | undefined;
  try {
    taken = await inTransaction(ctx, actor, work, { isolation: 'serializable', attempts: ATTEMPTS });
  } catch (error) {
    throw isRetryable(error)
      ? new Problem('unavailable', { detail: t('busy'), retryAfter: RETRY_SECONDS })
      : error;
  }
  if (taken === undefined) {
    throw await refuseFull(ctx, actor, wanted.groupId, wanted.start);
  }
  return taken;
}
