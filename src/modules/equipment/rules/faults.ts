import { fromLocal } from '#platform/time.ts';
import type { Equipment, EquipmentKind, Fault } from '../schema.ts';

/** Reports of the public that may wait for one thing: enough to know, too few to bury the list. */
export const OPEN_REPORTS = 5;

/** How far a fault's mending is. */
export type FaultStage = 'new' | 'assigned' | 'overdue' | 'closed';

/** The stage of a fault; it is overdue from the end of its day. */
export function faultStage(
  fault: Pick<Fault, 'closedAt' | 'dueAt' | 'assignedTo'>,
  now: Temporal.Instant,
): FaultStage {
  if (fault.closedAt !== null) {
    return 'closed';
  }
  if (fault.assignedTo === null || fault.dueAt === null) {
    return 'new';
  }
  return Temporal.Instant.compare(now, fault.dueAt) >= 0 ? 'overdue' : 'assigned';
}

/** The end of the day by which it is to be mended: midnight after it, in Viet Nam. */
export function dueAt(day: Temporal.PlainDate): Temporal.Instant {
  return fromLocal(day.add({ days: 1 }), '00:00');
}

/** Whether the maker still mends it for nothing. */
export function underWarranty(thing: Pick<Equipment, 'warrantyUntil'>, today: Temporal.PlainDate): boolean {
  return thing.warrantyUntil !== null && Temporal.PlainDate.compare(today, thing.warrantyUntil) <= 0;
}

/** Faults that people mostly mean, by kind, as keys of the messages: one press instead of typing. */
export const COMMON_FAULTS = {
  kiosk: ['screen', 'touch', 'no-print', 'no-sound'],
  board: ['screen', 'no-sound', 'wrong-content'],
  'counter-pc': ['not-on', 'slow', 'screen'],
  'ticket-printer': ['no-paper', 'no-print', 'faint', 'jam'],
  'office-printer': ['no-paper', 'no-print', 'faint', 'jam'],
  scanner: ['not-on', 'jam', 'faint'],
  'card-reader': ['not-on', 'no-read'],
  camera: ['not-on', 'loose'],
  wifi: ['no-network', 'slow'],
  fan: ['not-on', 'noise'],
  'air-conditioner': ['not-on', 'not-cold', 'leak'],
  water: ['no-water', 'leak', 'dirty'],
  chairs: ['broken', 'dirty'],
  'phone-charger': ['not-on', 'broken'],
  other: ['not-on', 'broken'],
} as const satisfies Record<EquipmentKind, readonly string[]>;

/** One of {@link COMMON_FAULTS}. */
export type CommonFault = (typeof COMMON_FAULTS)[EquipmentKind][number];
