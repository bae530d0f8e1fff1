/** What handing a short message to an outside carrier can lead to, in one shape for all carriers (SMS, Zalo). */

/**
 * What kind of failure a carrier told, hence what to do about it.
 * `transient`: the same may succeed soon. `tomorrow`: a quota of the day. `night`: outside the hours the carrier sends.
 * `unreachable`: this person cannot be reached this way; try another channel. `misfit`: our message is wrong (template, length, letters);
 * another channel may carry it and a person must mend it. `needs-human`: account, money, right; nothing passes until a person acts.
 * `token`: the access token must be renewed first.
 */
export const CARRIER_FAULTS = [
  'transient',
  'tomorrow',
  'night',
  'unreachable',
  'misfit',
  'needs-human',
  'token',
] as const;
export type CarrierFault = (typeof CARRIER_FAULTS)[number];

/**
 * What came of one try.
 * `accepted`: taken over, not yet delivered. `failed`: the carrier said no, nothing went out. `unavailable`: it is certain that nothing went out.
 * `unknown`: it may or may not have gone out; look it up before anything else is tried.
 */
export type SendOutcome =
  | {
      readonly kind: 'accepted';
      /** The carrier's own number of the message; null when it gives none. */
      readonly reference: string | null;
      /** What it costs in đồng, where the carrier says so. */
      readonly costVnd: number | null;
    }
  | {
      readonly kind: 'failed';
      readonly fault: CarrierFault;
      readonly code: string;
      readonly message: string;
    }
  | { readonly kind: 'unavailable'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * What a carrier knows of a message.
 * `absent`: it never got it. `silent`: it did not answer. `cannot-say`: it has no such question; only a report or a person can tell.
 */
export type LookUpOutcome =
  | { readonly kind: 'delivered'; readonly reference: string | null; readonly at: Temporal.Instant | null }
  | { readonly kind: 'under-way'; readonly reference: string | null }
  | { readonly kind: 'undelivered'; readonly code: string; readonly message: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'silent'; readonly why: string }
  | { readonly kind: 'cannot-say' };

/** Whether an account works and what is left on it. */
export type CarrierHealth =
  | { readonly kind: 'ok'; readonly detail: string; readonly balanceVnd: number | null }
  | { readonly kind: 'bad'; readonly detail: string };

/** What a carrier tells later about a message it took. */
export interface DeliveryReport {
  /** The carrier's number of the message; null when the report names only ours. */
  readonly reference: string | null;
  /** Our own id, where the carrier gives it back. */
  readonly requestId: string | null;
  readonly state: 'under-way' | 'delivered' | 'undelivered';
  readonly code: string;
  readonly message: string;
  readonly costVnd: number | null;
  readonly at: Temporal.Instant | null;
}
