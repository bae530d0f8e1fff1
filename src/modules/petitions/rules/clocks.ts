import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import type { CommandType, Pause, State } from '../schema.ts';

/**
 * Working days within which each act has to be done: refusing within 2, asking for more within 5, answering within 15,
 * publishing within 2 of the answer (the index of the portal); handing on what another agency answers for within 5
 * (NĐ 20/2008/NĐ-CP Điều 9). Taking it on is counted as refusing is: who has not looked at it in 2 days can no longer refuse in time.
 */
export const TERMS = {
  accept: { days: 2, from: 'receipt', source: 'index' },
  refuse: { days: 2, from: 'receipt', source: 'index' },
  ask: { days: 5, from: 'receipt', source: 'index' },
  forward: { days: 5, from: 'receipt', source: 'decree' },
  approve: { days: 15, from: 'receipt', source: 'index' },
  publish: { days: 2, from: 'answer', source: 'index' },
  keep: { days: 2, from: 'answer', source: 'index' },
} as const satisfies Partial<
  Record<CommandType, { days: number; from: 'receipt' | 'answer'; source: 'index' | 'decree' }>
>;
type Timed = keyof typeof TERMS;

/** The act whose term is the due moment of a state; where nothing stands the office owes nothing. */
const AWAITED: Readonly<Record<State, Timed | null>> = {
  received: 'accept',
  accepted: 'approve',
  proposed: 'approve',
  answered: 'publish',
  waiting: null,
  published: null,
  closed: null,
  refused: null,
  forwarded: null,
};

/** What the clocks rest on. */
export interface ClockFacts {
  readonly state: State;
  readonly receivedAt: Temporal.Instant;
  readonly approvedAt: Temporal.Instant | null;
  readonly pauses: readonly Pause[];
}

const isTimed = (type: CommandType | 'received'): type is Timed => type in TERMS;

/**
 * The moment by which an act has to be done: closing time of the last working day; whole days of waiting for the
 * sender do not count. Null for acts without a term. @throws CalendarError beyond the calendar
 */
export function termOf(
  act: CommandType | 'received',
  facts: ClockFacts,
  calendar: CompiledCalendar,
): Temporal.Instant | null {
  if (!isTimed(act)) {
    return null;
  }
  const { days, from } = TERMS[act];
  const start = from === 'receipt' ? facts.receivedAt : facts.approvedAt;
  if (start === null) {
    return null;
  }
  const pauses = from === 'receipt' ? facts.pauses : [];
  return addTerm(start, { amount: days, unit: 'working-day' }, calendar, pauses).due;
}

/** The one due moment of a petition; null where it waits for the sender or is done. */
export function dueOf(facts: ClockFacts, calendar: CompiledCalendar): Temporal.Instant | null {
  const awaited = AWAITED[facts.state];
  return awaited === null ? null : termOf(awaited, facts, calendar);
}

/** Whether an act done now is past its term. */
export function isLate(
  act: CommandType,
  facts: ClockFacts,
  now: Temporal.Instant,
  calendar: CompiledCalendar,
): boolean {
  const term = termOf(act, facts, calendar);
  return term !== null && Temporal.Instant.compare(now, term) > 0;
}
