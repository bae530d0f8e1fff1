/** Wrong passwords or codes in a row that cost nothing: people mistype. */
export const FREE_ATTEMPTS = 4;

/** The longest an account stays closed by itself. A person can open it earlier, or close it for good. */
export const LONGEST_LOCK_MINUTES = 60;

/** How long an account is closed after so many failures in a row: 0, then 1, 2, 4 … 60 minutes. */
export function lockMinutes(failures: number): number {
  if (failures <= FREE_ATTEMPTS) {
    return 0;
  }
  return Math.min(2 ** Math.min(failures - FREE_ATTEMPTS - 1, 10), LONGEST_LOCK_MINUTES);
}

/** The instant until which the account is closed, counted from the last failure; null while attempts are free. */
export function lockedUntil(failures: number, at: Temporal.Instant): Temporal.Instant | null {
  const minutes = lockMinutes(failures);
  return minutes === 0 ? null : at.add({ minutes });
}

/** Whether an account is closed at the instant. It opens exactly when the time is over. */
export function isLocked(until: Temporal.Instant | null, at: Temporal.Instant): boolean {
  return until !== null && Temporal.Instant.compare(at, until) < 0;
}

/** What is known about an address when somebody tries to sign in from it. */
export interface AddressHistory {
  /** Failed attempts from the address in the last {@link ADDRESS_WINDOW_MINUTES}, over all accounts. */
  readonly failures: number;
  /** Different accounts that signed in from the address in the same time. */
  readonly successes: number;
  /** Whether this very account signed in from the address in the last {@link KNOWN_DAYS}. */
  readonly known: boolean;
}

export const ADDRESS_WINDOW_MINUTES = 15;
export const KNOWN_DAYS = 30;
const ADDRESS_FAILURES = 60;
const FAILURES_PER_COLLEAGUE = 3;

/**
 * Whether an attempt from the address is heard at all. A whole office behind one address mistypes more than one person,
 * so the allowance grows with the colleagues who got in; and who has signed in from there before is always heard
 * (the account's own lock still guards them). What remains is somebody who tries many names.
 */
export function addressMayTry(history: AddressHistory): boolean {
  return history.known || history.failures < ADDRESS_FAILURES + FAILURES_PER_COLLEAGUE * history.successes;
}
