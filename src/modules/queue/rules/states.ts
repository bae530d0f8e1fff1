/**
 * Where a ticket stands. `waiting` also after a return, a resume or a transfer; `held`: known at a counter, which is free meanwhile,
 * because a paper is being fetched.
 */
export const TICKET_STATES = [
  'waiting',
  'called',
  'serving',
  'held',
  'done',
  'no-show',
  'cancelled',
] as const;
/** One of {@link TICKET_STATES}. */
export type TicketState = (typeof TICKET_STATES)[number];

/**
 * What may be done with a ticket. `return`: back into the line; `transfer`: on to another group or counter; `hold`: the counter is freed and
 * keeps the visitor in mind; `resume`: from there into the line again; `step-back`: the holder lets a few people pass.
 */
export const TICKET_ACTIONS = [
  'call',
  'recall',
  'serve',
  'finish',
  'no-show',
  'return',
  'transfer',
  'hold',
  'resume',
  'step-back',
  'cancel',
] as const;
/** One of {@link TICKET_ACTIONS}. */
export type TicketAction = (typeof TICKET_ACTIONS)[number];

/** The whole life of a ticket: state × action → next state. What is not here is refused. */
const TRANSITIONS = {
  waiting: { call: 'called', transfer: 'waiting', 'step-back': 'waiting', cancel: 'cancelled' },
  called: {
    recall: 'called',
    serve: 'serving',
    finish: 'done',
    'no-show': 'no-show',
    return: 'waiting',
    transfer: 'waiting',
    hold: 'held',
    cancel: 'cancelled',
  },
  serving: { finish: 'done', return: 'waiting', transfer: 'waiting', hold: 'held' },
  held: { call: 'called', resume: 'waiting', finish: 'done', transfer: 'waiting', cancel: 'cancelled' },
  'no-show': { call: 'called', return: 'waiting' },
  done: {},
  cancelled: {},
} as const satisfies Record<TicketState, Partial<Record<TicketAction, TicketState>>>;

/** How the stay at a counter ended; `left-open`: nobody ended it on its day, so it says nothing about service time. */
const CALL_OUTCOMES = [
  'done',
  'no-show',
  'returned',
  'transferred',
  'held',
  'cancelled',
  'left-open',
] as const;
/** One of {@link CALL_OUTCOMES}. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** How often somebody who was away may come back into the line on one ticket; after that a new number is taken. */
export const RETURNS_ALLOWED = 3;

/** The state after an action, or undefined when the action is not possible now. */
export function nextState(state: TicketState, action: TicketAction): TicketState | undefined {
  const row: Partial<Record<TicketAction, TicketState>> = TRANSITIONS[state];
  return row[action];
}

/** What is possible with a ticket now; a ticket that used up its returns cannot return again after a no-show. */
export function allowedActions(ticket: {
  readonly state: TicketState;
  readonly returns: number;
}): readonly TicketAction[] {
  return TICKET_ACTIONS.filter(
    (action) =>
      nextState(ticket.state, action) !== undefined &&
      !(action === 'return' && ticket.state === 'no-show' && ticket.returns >= RETURNS_ALLOWED),
  );
}

/** States in which a ticket occupies a counter. */
export function isAtCounter(state: TicketState): boolean {
  return state === 'called' || state === 'serving';
}

/** States from which nothing more will happen today without the person coming forward. */
export function isOver(state: TicketState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'no-show';
}
