import { type AllowedHours, nextAllowed, ZALO_HOURS } from '#integrations/allowed-hours.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import type { Channel, NoticeTry } from '../schema.ts';

/** After this many hours of a round without success a person decides. */
export const GIVE_UP_HOURS = 48;
/** How long the report of a message that was taken is awaited, and how long one whose outcome nobody knows. */
const CONFIRM_HOURS = 24;
const UNKNOWN_HOURS = 2;
/** How often an unknown outcome is asked for, or sent again under the same id, before a person decides. */
const MOST_ASKED = 6;
/** First delay after a failure that may pass, and the longest, in seconds. */
const FIRST_DELAY = 30;
const LONGEST_DELAY = 30 * 60;
/** Minutes until an account that needs a person is tried again. */
const HUMAN_MINUTES = 30;

/** One way a notice can go now. */
export interface Route {
  readonly channel: Channel;
  /** The account; null for e-mail. */
  readonly carrierId: string | null;
  /** Whether its line rests after failures. */
  readonly rests: boolean;
  /** Whether the same id again is refused as a repeat, so that repeating cannot deliver twice. */
  readonly dedupes: boolean;
  /** Whether it can be asked what became of a message, given its reference or ours. */
  readonly asks: 'never' | 'by-reference' | 'always';
}

/** What the move is decided on. `routes` are in the order of preference, those the citizen wants only. */
export interface Standing {
  readonly now: Temporal.Instant;
  readonly roundAt: Temporal.Instant;
  readonly urgent: boolean;
  /** Tries of this round, oldest first. */
  readonly tries: readonly NoticeTry[];
  readonly routes: readonly Route[];
  /** All routes that are set up, wanted or not: an open try is asked about wherever it went. */
  readonly known: readonly Route[];
  readonly hours: AllowedHours;
}

/** What to do next. `ask`: look the open try up; `repeat`: send it again under its id. */
export type Move =
  | { readonly do: 'send'; readonly route: Route }
  | { readonly do: 'repeat' | 'ask'; readonly tryId: string }
  | { readonly do: 'wait'; readonly until: Temporal.Instant; readonly state: 'waiting' | 'sent' }
  | {
      readonly do: 'end';
      readonly state: 'delivered' | 'sent' | 'stuck';
      readonly why: 'unknown' | 'exhausted' | 'no-route' | null;
    };

/** Seconds to wait after the nth failure or question: 30, 60, 120 … up to half an hour. */
export function backOff(count: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(20, Math.max(0, count - 1)));
}

const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b);
const past = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) <= 0;

const sameRoute = (route: Route, one: NoticeTry) =>
  route.channel === one.channel && route.carrierId === one.carrierId;

/** Until when a route is closed by its failures of this round: null, never opens again. */
function opensAt(route: Route, tries: readonly NoticeTry[], now: Temporal.Instant): Temporal.Instant | null {
  let open = now;
  let passing = 0;
  for (const one of tries) {
    if (one.state !== 'failed' || one.channel !== route.channel) {
      continue;
    }
    const at = one.settledAt ?? one.startedAt;
    // Who has no Zalo, or whose number is wrong, is so for every account of the channel.
    if (one.fault === 'unreachable') {
      return null;
    }
    if (!sameRoute(route, one)) {
      continue;
    }
    switch (one.fault) {
      case 'misfit':
        return null;
      case 'transient':
      case 'unavailable':
        passing += 1;
        open = later(open, at.add({ seconds: backOff(passing) }));
        break;
      case 'token':
      case 'needs-human':
        open = later(open, at.add({ minutes: HUMAN_MINUTES }));
        break;
      case 'night': {
        const morning = nextAllowed(at, ZALO_HOURS);
        // The carrier's clock says night where ours does not: a little later.
        open = later(open, past(morning, at) ? at.add({ minutes: HUMAN_MINUTES }) : morning);
        break;
      }
      case 'tomorrow':
        open = later(open, fromLocal(localDay(at).add({ days: 1 }), ZALO_HOURS.from));
        break;
      case null:
        break;
      default:
        one.fault satisfies never;
    }
  }
  return open;
}

/** What to do about the try that is not known to have failed. */
function minded(open: NoticeTry, { now, known }: Standing): Move {
  if (open.state === 'delivered') {
    return { do: 'end', state: 'delivered', why: null };
  }
  const route = known.find((one) => sameRoute(one, open));
  const accepted = open.state === 'accepted';
  // A mail carries the same Message-ID each time, so it may be repeated as long as any other try.
  const mail = open.channel === 'email';
  const until = open.startedAt.add({
    hours: accepted ? CONFIRM_HOURS : mail ? GIVE_UP_HOURS : UNKNOWN_HOURS,
  });
  const askable =
    route !== undefined &&
    (route.asks === 'always' || (route.asks === 'by-reference' && open.reference !== null));
  const repeatable = !accepted && route?.dedupes === true;
  const nothingMore = accepted ? mail : !mail && open.asked >= MOST_ASKED && repeatable;
  if (past(until, now) || nothingMore) {
    return accepted ? { do: 'end', state: 'sent', why: null } : { do: 'end', state: 'stuck', why: 'unknown' };
  }
  const state = accepted ? 'sent' : 'waiting';
  if (!askable && !repeatable) {
    return { do: 'wait', until, state };
  }
  const next = (open.settledAt ?? open.startedAt).add({
    seconds: open.asked === 0 && !accepted ? 0 : backOff(open.asked + 1),
  });
  if (!past(next, now)) {
    return { do: 'wait', until: past(until, next) ? until : next, state };
  }
  return { do: askable ? 'ask' : 'repeat', tryId: open.id };
}

/**
 * The next move for a notice. A new try begins only when every earlier one of the round is known to have failed: while one is under way or of unknown outcome
 * it is asked for, or repeated where its carrier drops repeats; and where nobody can say, a person decides. So at most one try of a round reaches the citizen.
 */
export function nextMove(standing: Standing): Move {
  const { now, tries, routes, hours, urgent, roundAt } = standing;
  const open = tries.find(({ state }) => state !== 'failed');
  if (open !== undefined) {
    const move = minded(open, standing);
    const sends = move.do === 'repeat';
    const allowed = urgent ? now : nextAllowed(now, hours);
    return sends && !past(allowed, now) ? { do: 'wait', until: allowed, state: 'waiting' } : move;
  }
  if (routes.length === 0) {
    return { do: 'end', state: 'stuck', why: 'no-route' };
  }
  const allowed = urgent ? now : nextAllowed(now, hours);
  const openings = routes.map((route) => ({ route, at: opensAt(route, tries, now) }));
  const possible = openings.flatMap(({ route, at }) => (at === null ? [] : [{ route, at }]));
  const givenUp = tries.length > 0 && past(roundAt.add({ hours: GIVE_UP_HOURS }), now);
  if (possible.length === 0 || givenUp) {
    return { do: 'end', state: 'stuck', why: 'exhausted' };
  }
  if (!past(allowed, now)) {
    return { do: 'wait', until: allowed, state: 'waiting' };
  }
  const ready = possible.find(({ route, at }) => !route.rests && past(at, now));
  if (ready !== undefined) {
    return { do: 'send', route: ready.route };
  }
  const soonest = possible.reduce((first, { at }) => (past(at, first) ? at : first), possible[0]?.at ?? now);
  return { do: 'wait', until: later(soonest, now.add({ seconds: FIRST_DELAY })), state: 'waiting' };
}
