import type { CircuitPlan } from '#platform/circuit.ts';
import type { Known, OutboxItem, Outcome } from '../schema.ts';

/** First delay after a failure, and the longest, in seconds. */
const FIRST_DELAY = 10;
const LONGEST_DELAY = 30 * 60;
/** After this many hours without success a person decides. */
export const GIVE_UP_HOURS = 48;

/** Seconds to wait after the nth failure in a row: 10, 20, 40 … up to half an hour. */
export function backOff(attempts: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(20, Math.max(0, attempts - 1)));
}

/** The next call for a change: ask first where it is not certain that the portal has the dossier. */
export type Call = 'look-up' | 'account' | 'insert' | 'update' | 'steps' | 'state';

/** What to call for an item that is `waiting` (dossier to be told) or `pushed` (steps to be told). */
export function nextCall(kind: OutboxItem['kind'], state: 'waiting' | 'pushed', known: Known['known']): Call {
  // The portal has what it gave us: its state is told as it is, and told again it says the same.
  if (kind === 'state') {
    return 'state';
  }
  if (state === 'pushed') {
    return 'steps';
  }
  return known === 'unsure' ? 'look-up' : known === 'yes' ? 'update' : 'insert';
}

/** What an answer means for the item. `again`: at once; `later`: with back-off; `waiting`: the dossier has to be told first; `stuck`: a person decides. */
export interface Verdict {
  readonly next: 'again' | 'later' | 'stuck' | 'waiting' | 'pushed' | 'sent';
  readonly known?: Known['known'];
  readonly why: string;
}

/**
 * What to do with an answer.
 * - An insert that may have been done makes the portal's knowledge unsure: it is asked before it is told again, so nothing is told twice.
 * - "Đã tồn tại" after an insert means an earlier try was done: the dossier is then told as an update, which compares by replacing.
 * - Without an account the state of a filed dossier goes all the same: the portal knows its number.
 * - A refusal is never repeated without a person: the same data would be refused again.
 *
 * @param found whether a look-up found the dossier
 */
export function judge(call: Call, outcome: Outcome, found: boolean): Verdict {
  if (call === 'account' && outcome.kind !== 'unavailable' && outcome.kind !== 'session') {
    return { next: 'again', why: '' };
  }
  switch (outcome.kind) {
    case 'done':
      if (call === 'look-up') {
        return { next: 'again', known: found ? 'yes' : 'no', why: '' };
      }
      if (call === 'state') {
        return { next: 'sent', known: 'yes', why: '' };
      }
      return call === 'steps' ? { next: 'sent', why: '' } : { next: 'pushed', known: 'yes', why: '' };
    case 'exists':
      if (call === 'state') {
        return { next: 'sent', known: 'yes', why: '' };
      }
      return call === 'insert'
        ? { next: 'again', known: 'yes', why: outcome.message }
        : { next: 'stuck', why: outcome.message };
    case 'missing':
      return call === 'update' || call === 'steps'
        ? { next: 'waiting', known: 'no', why: outcome.message }
        : { next: 'stuck', why: outcome.message };
    case 'unavailable':
      return call === 'insert' && outcome.unknown
        ? { next: 'later', known: 'unsure', why: outcome.why }
        : { next: 'later', why: outcome.why };
    case 'session':
      return { next: 'later', why: outcome.message };
    case 'refused':
      return { next: 'stuck', why: `${outcome.message} (mã ${outcome.code})` };
    default:
      return outcome satisfies never;
  }
}

/** After five failures in a row the portal is left in peace for a minute, then for longer, at most a quarter of an hour. */
export const PORTAL_CIRCUIT: CircuitPlan = { openAfter: 5, firstRest: 60, longestRest: 15 * 60 };
