/** What a carrier's answer makes of a try. */
import type { LookUpOutcome, SendOutcome } from '#integrations/messaging.ts';
import type { TryChange } from '../repo.ts';
import type { NoticeTry } from '../schema.ts';

/** After a message was handed over. @param asked how often the carrier was asked about it since */
export function afterSend(outcome: SendOutcome, asked: number, at: Temporal.Instant): TryChange {
  switch (outcome.kind) {
    case 'accepted':
      return {
        state: 'accepted',
        fault: null,
        reference: outcome.reference,
        code: '',
        why: '',
        costVnd: outcome.costVnd,
        asked,
        at,
      };
    case 'failed':
      return { state: 'failed', fault: outcome.fault, code: outcome.code, why: outcome.message, asked, at };
    case 'unavailable':
      return { state: 'failed', fault: 'unavailable', code: '', why: outcome.why, asked, at };
    case 'unknown':
      return { state: 'unknown', fault: null, code: '', why: outcome.why, asked, at };
    default:
      return outcome satisfies never;
  }
}

/** After the carrier was asked what became of the message. */
export function afterAsk(outcome: LookUpOutcome, one: NoticeTry, at: Temporal.Instant): TryChange {
  const asked = one.asked + 1;
  const same = {
    state: one.state === 'sending' ? ('unknown' as const) : one.state,
    fault: null,
    code: '',
    why: one.why,
    asked,
    at,
  };
  switch (outcome.kind) {
    case 'delivered':
      return { ...same, state: 'delivered', reference: outcome.reference, why: '' };
    case 'under-way':
      return { ...same, state: 'accepted', reference: outcome.reference, why: '' };
    case 'undelivered':
      return { ...same, state: 'failed', fault: 'unreachable', code: outcome.code, why: outcome.message };
    case 'absent':
      return { ...same, state: 'failed', fault: 'unavailable' };
    case 'silent':
      return { ...same, why: outcome.why };
    case 'cannot-say':
      return same;
    default:
      return outcome satisfies never;
  }
}

/** A repeat under the same id that was refused or not answered says nothing about the first time. */
export function afterRepeat(outcome: SendOutcome, one: NoticeTry, at: Temporal.Instant): TryChange {
  const asked = one.asked + 1;
  return outcome.kind === 'accepted' || (outcome.kind === 'failed' && one.channel === 'email')
    ? afterSend(outcome, asked, at)
    : {
        state: 'unknown',
        fault: null,
        code: outcome.kind === 'failed' ? outcome.code : '',
        why: outcome.kind === 'failed' ? outcome.message : outcome.why,
        asked,
        at,
      };
}

/** What the line's circuit hears: null when somebody answered. */
export function lineWhyOf(outcome: SendOutcome | LookUpOutcome): string | null {
  return outcome.kind === 'unavailable' || outcome.kind === 'unknown' || outcome.kind === 'silent'
    ? outcome.why
    : null;
}
