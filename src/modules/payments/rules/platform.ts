import { toLocal } from '#platform/time.ts';
import type { Mismatch } from './transfers.ts';

/** The name of the line to the platform among the circuits. */
export const PLATFORM_LINE = 'payment-platform';

/** Hours after which a payment of which nothing was heard is no longer asked about. */
export const ASK_HOURS = 72;
const LONGEST_STEP_MINUTES = 360;

/** `ThoiGianGD`: local time as `yyyyMMddHHmmss`, twenty-four hours a day. */
export function platformStamp(at: Temporal.Instant): string {
  const { year, month, day, hour, minute, second } = toLocal(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${year}${[month, day, hour, minute, second].map(two).join('')}`;
}

/**
 * `MaThamChieu`: `dvc`, the dossier's number without punctuation, the time, and which payment of the dossier it is.
 * @param nth from 1; keeps two payments of one second apart
 */
export function platformReference(dossierNumber: string, stamp: string, nth: number): string {
  return `dvc${dossierNumber.replace(/[^0-9A-Za-z]/g, '')}${stamp}${String(nth).padStart(2, '0')}`;
}

/**
 * When a payment is asked about next: `first` minutes after it began, then at twice the distance each time, at most every six hours;
 * null after three days. The platform's own users ask between half an hour and three days.
 */
export function nextQuery(
  openedAt: Temporal.Instant,
  queries: number,
  now: Temporal.Instant,
  first: number,
): Temporal.Instant | null {
  const last = openedAt.add({ hours: ASK_HOURS });
  if (Temporal.Instant.compare(now, last) >= 0) {
    return null;
  }
  const step = Math.min(LONGEST_STEP_MINUTES, first * 2 ** Math.min(12, queries));
  const next = queries === 0 ? openedAt.add({ minutes: first }) : now.add({ minutes: step });
  return Temporal.Instant.compare(next, last) > 0 ? last : next;
}

/**
 * Whether money of the platform pays what a payment asked for; anything but the exact amount is left to a person. A payment that was closed or given up
 * still counts while the dossier owes that amount: the money is there.
 */
export function judgePlatformMoney(
  amountVnd: number,
  payment: { readonly amountVnd: number; readonly state: string } | null,
): Mismatch | null {
  if (payment === null) {
    return 'unknown-code';
  }
  if (payment.state === 'paid') {
    return 'already-paid';
  }
  return payment.amountVnd === amountVnd ? null : 'other-amount';
}
