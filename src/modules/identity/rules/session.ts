import type { SessionStage } from '../schema.ts';

/** How long a session lives: idle, and at most however busy (OWASP ASVS 3.3, level 2). A working day fits into it. */
export const SESSION_HOURS = { idle: 4, longest: 12 } as const;

/** How long a half-finished sign-in (code, new password) stays open. */
const UNFINISHED_MINUTES = 10;

/** Activity is written down at most this often, so that reading pages does not become writing. */
const TOUCH_SECONDS = 60;

/** When a session ends unless it is used again. */
export function sessionEnd(
  stage: SessionStage,
  createdAt: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant {
  if (stage !== 'full') {
    return createdAt.add({ minutes: UNFINISHED_MINUTES });
  }
  const idle = now.add({ hours: SESSION_HOURS.idle });
  const longest = createdAt.add({ hours: SESSION_HOURS.longest });
  return Temporal.Instant.compare(idle, longest) < 0 ? idle : longest;
}

/** Whether the last activity on record is old enough to write a new one. */
export function shouldTouch(lastSeenAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(lastSeenAt.add({ seconds: TOUCH_SECONDS }), now) <= 0;
}

/** What a new session still lacks: first the code, then the new password. */
export function firstStage(account: {
  readonly hasTotp: boolean;
  readonly mustChangePassword: boolean;
}): SessionStage {
  if (account.hasTotp) {
    return 'second-factor';
  }
  return account.mustChangePassword ? 'new-password' : 'full';
}

/**
 * The path to go to after signing in, when it is one of ours: begins with one slash and stays on this host however a
 * browser reads it. Anything else leads to the officers' first page.
 */
export function safeReturnPath(path: string | undefined, fallback = '/can-bo'): string {
  if (path === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path)) {
    return fallback;
  }
  const url = URL.parse(path, 'http://here.invalid');
  return url?.host === 'here.invalid' && !url.pathname.startsWith('/dang-nhap')
    ? `${url.pathname}${url.search}${url.hash}`
    : fallback;
}
