import type { Action, Channel, LookUpOutcome, SendOutcome } from '../schema.ts';

/** First delay after a failure and the longest, in seconds. */
const FIRST_DELAY = 20;
const LONGEST_DELAY = 30 * 60;
/** After so many hours without success a person decides. */
export const GIVE_UP_HOURS = 24;

/** Seconds until the next try after the nth failure in a row. */
export function backOff(attempts: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(12, Math.max(0, attempts - 1)));
}

/**
 * What a channel does with a correction or a withdrawal. `does`: changes or removes what stands there; `again`: what was sent stays with people, so
 * a further message says what is right; `cannot`: nothing can be done, the page says so.
 */
export function channelCan(channel: Channel, action: Action): 'does' | 'again' | 'cannot' {
  if (action === 'publish') {
    return 'does';
  }
  switch (channel) {
    case 'web':
    case 'board':
    case 'loudspeaker':
    case 'facebook':
    case 'zalo':
      return 'does';
    case 'push':
    case 'email':
    case 'sms':
      return action === 'correct' ? 'again' : 'cannot';
    case 'group':
      return 'again';
    default:
      return channel satisfies never;
  }
}

/** What becomes of a delivery after a call. `unsure`: it may have been done, so it is looked up before anything is sent again. */
export type Verdict =
  | { readonly next: 'sent'; readonly reference: string | null }
  | {
      readonly next: 'later' | 'failed';
      readonly unsure: boolean;
      readonly why: string;
      readonly line: boolean;
    };

/** After a try to send. `line` tells whether the line to the partner failed, which rests the circuit. */
export function judgeSend(outcome: SendOutcome): Verdict {
  switch (outcome.kind) {
    case 'accepted':
      return { next: 'sent', reference: outcome.reference };
    case 'unavailable':
      return { next: 'later', unsure: false, why: outcome.why, line: true };
    case 'unknown':
      return { next: 'later', unsure: true, why: outcome.why, line: true };
    case 'failed': {
      const why = `${outcome.message} (mã ${outcome.code})`;
      const later = ['transient', 'tomorrow', 'night', 'token'].includes(outcome.fault);
      return { next: later ? 'later' : 'failed', unsure: false, why, line: false };
    }
    default:
      return outcome satisfies never;
  }
}

/** After asking the partner whether a try had arrived: `again`, it had not, so it is sent. */
export type LookUpVerdict = Verdict | { readonly next: 'again' };

/** What an answer to the question means. */
export function judgeLookUp(outcome: LookUpOutcome): LookUpVerdict {
  switch (outcome.kind) {
    case 'delivered':
    case 'under-way':
      return { next: 'sent', reference: outcome.reference };
    case 'absent':
      return { next: 'again' };
    case 'silent':
      return { next: 'later', unsure: true, why: outcome.why, line: true };
    case 'undelivered':
      return { next: 'failed', unsure: false, why: `${outcome.message} (mã ${outcome.code})`, line: false };
    case 'cannot-say':
      return {
        next: 'failed',
        unsure: true,
        why: 'Lần gửi trước không rõ kết quả và bên nhận không cho hỏi lại. Xin kiểm tra bằng mắt rồi chọn: đã đến hoặc gửi lại.',
        line: false,
      };
    default:
      return outcome satisfies never;
  }
}

/** Seconds to wait where the partner says when: quotas of a day until the morning, nights until the hour they send again. */
export function waitFor(outcome: SendOutcome, attempts: number, now: Temporal.Instant): Temporal.Instant {
  const fault = outcome.kind === 'failed' ? outcome.fault : null;
  if (fault === 'tomorrow' || fault === 'night') {
    const local = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh');
    const morning = local.with({
      hour: 7,
      minute: 5,
      second: 0,
      millisecond: 0,
      microsecond: 0,
      nanosecond: 0,
    });
    const next =
      Temporal.ZonedDateTime.compare(local, morning) < 0 && fault === 'night'
        ? morning
        : morning.add({ days: 1 });
    return next.toInstant();
  }
  return now.add({ seconds: backOff(attempts) });
}
