/** How what was done without a line meets what happened meanwhile: one answer for every pair, no clock, no chance. */
import type { TicketState } from './states.ts';

/** What may have been done at a counter without a line. */
export const OFFLINE_KINDS = ['call', 'serve', 'finish', 'no-show'] as const;
/** One of {@link OFFLINE_KINDS}. */
export type OfflineKind = (typeof OFFLINE_KINDS)[number];

/** What became of an item. Everything but `merged` and `already` left the hall as the server knew it. */
export const OFFLINE_OUTCOMES = [
  'merged',
  'already',
  'called-again',
  'counter-taken',
  'elsewhere',
  'done-before',
  'given-up',
  'not-here',
  'unknown',
  'called-before',
  'put-back',
  'not-leased',
  'number-used',
  'too-late',
] as const;
/** One of {@link OFFLINE_OUTCOMES}. */
export type OfflineOutcome = (typeof OFFLINE_OUTCOMES)[number];

/** The ticket as the server has it now. `here`: at the counter of the console, or on hold there. */
export interface MeetingTicket {
  readonly state: TicketState;
  readonly here: boolean;
}

/** The decision: `act` is done to the ticket, `look` asks an officer to look at it. `aside`: known at the counter, whose seat a colleague has given away. */
export interface Merged {
  readonly outcome: OfflineOutcome;
  readonly look: boolean;
  readonly act: OfflineKind | 'aside' | undefined;
}

const left = (outcome: OfflineOutcome, look: boolean): Merged => ({ outcome, look, act: undefined });

function mergeCall({ state, here }: MeetingTicket, seatTaken: boolean): Merged {
  switch (state) {
    case 'waiting':
      return seatTaken
        ? { outcome: 'counter-taken', look: true, act: 'aside' }
        : { outcome: 'merged', look: false, act: 'call' };
    case 'no-show':
    case 'held':
      // Called with a line before, and in person at this counter after that.
      return seatTaken
        ? { outcome: 'counter-taken', look: true, act: 'aside' }
        : { outcome: 'called-again', look: !here, act: 'call' };
    case 'called':
    case 'serving':
      return here ? left('already', false) : left('elsewhere', true);
    case 'done':
      return left('done-before', true);
    case 'cancelled':
      return left('given-up', true);
    default:
      return state satisfies never;
  }
}

/**
 * Meets one item with the ticket as it stands. What was ended, given up or taken elsewhere meanwhile stays so: the history of the
 * server is never rewritten, and the item is shown to the officers.
 * @param seatTaken a colleague has somebody else at this counter
 */
export function mergeItem(kind: OfflineKind, ticket: MeetingTicket | undefined, seatTaken: boolean): Merged {
  if (ticket === undefined) {
    return left('unknown', true);
  }
  if (kind === 'call') {
    return mergeCall(ticket, seatTaken);
  }
  const { state, here } = ticket;
  if (here && (state === 'called' || state === 'serving')) {
    return kind === 'serve' && state === 'serving'
      ? left('already', false)
      : { outcome: 'merged', look: false, act: kind };
  }
  if (here && state === 'held') {
    return kind === 'serve' ? left('already', false) : { outcome: 'merged', look: false, act: kind };
  }
  if ((kind === 'finish' && state === 'done') || (kind === 'no-show' && state === 'no-show')) {
    return left('already', false);
  }
  // The call of somebody who is elsewhere or has given up is shown already; only who waits again needs a second look.
  return left('not-here', state === 'waiting');
}

/** Moments told by a browser, brought between what is known: never before `from`, never after `to`, never backwards. Epoch milliseconds. */
export function clampTimes(times: readonly number[], from: number, to: number): readonly number[] {
  let last = from;
  return times.map((time) => {
    last = Math.min(to, Math.max(last, time));
    return last;
  });
}
