import type { CircuitPlan } from '#platform/circuit.ts';

/** How long a sign-on may be under way, in minutes: the person types a code from the phone there. */
export const SIGN_ON_MINUTES = 10;
/** How long the provider's ID token is kept for signing out: as long as our longest session, in hours. */
export const SIGN_OUT_HOURS = 12;

/** A citizen's session: idle and at most, in minutes. Phones are lent, hall machines shared. */
const CITIZEN_MINUTES = { idle: 15, longest: 60 } as const;

/** When a citizen's session ends unless it is used again. */
export function citizenSessionEnd(createdAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const idle = now.add({ minutes: CITIZEN_MINUTES.idle });
  const longest = createdAt.add({ minutes: CITIZEN_MINUTES.longest });
  return Temporal.Instant.compare(idle, longest) < 0 ? idle : longest;
}

/** How long a kiosk waits for the phone, in minutes, and how long it greets, in seconds. */
export const KIOSK = { waitMinutes: 5, greetSeconds: 60 } as const;

/** After three failures in a row nobody is sent to the provider for a minute; people stand waiting, so the rest does not grow. */
export const SIGN_ON_CIRCUIT: CircuitPlan = { openAfter: 3, firstRest: 60, longestRest: 60 };

/** "Nguyễn Văn Ví Dụ" → "N. V. V. Dụ": enough to know oneself, not enough to read over a shoulder. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words.map((word, i) => (i === words.length - 1 ? word : `${word.slice(0, 1)}.`)).join(' ');
}
