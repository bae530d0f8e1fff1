import { ANYBODY, EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/** What can be done in the hall. */
export type QueueAction =
  | 'ticket.issue'
  | 'ticket.follow'
  | 'ticket.give-up'
  | 'ticket.step-back'
  | 'ticket.call'
  | 'ticket.handle'
  | 'ticket.link'
  | 'counter.mind'
  | 'hall.see'
  | 'hall.work'
  | 'hall.trace'
  | 'hall.set-rules'
  | 'group.change';

/**
 * Who may do what in the hall. Whoever holds a ticket's unguessable token may follow it, step back and give it up;
 * calling and everything at a counter is the receptionist's, and the director's who steps in (NĐ 118/2025 Điều 9 khoản 6).
 */
export const QUEUE_POLICY: PolicyTable<QueueAction> = {
  'ticket.issue': {
    public: 'centre',
    kiosk: 'centre',
    receptionist: 'centre',
    officer: 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  'ticket.follow': {
    public: 'centre',
    kiosk: 'centre',
    board: 'centre',
    ...EVERY_OFFICER,
    system: 'centre',
  },
  'ticket.give-up': {
    ...ANYBODY,
    system: 'centre',
  },
  'ticket.step-back': {
    public: 'centre',
    kiosk: 'centre',
    receptionist: 'centre',
    officer: 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  'ticket.call': { receptionist: 'centre', 'centre-director': 'centre', system: 'centre' },
  'ticket.handle': { receptionist: 'centre', 'centre-director': 'centre', system: 'centre' },
  'ticket.link': { receptionist: 'centre', officer: 'centre', 'centre-director': 'centre', system: 'centre' },
  'counter.mind': { receptionist: 'centre', 'centre-director': 'centre', system: 'centre' },
  'hall.see': {
    public: 'centre',
    kiosk: 'centre',
    board: 'centre',
    ...EVERY_OFFICER,
    system: 'centre',
  },
  'hall.work': { receptionist: 'centre', 'centre-director': 'centre', system: 'centre' },
  'hall.trace': {
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  'hall.set-rules': { 'centre-director': 'centre', administrator: 'centre', system: 'centre' },
  'group.change': { 'centre-director': 'centre', administrator: 'centre', system: 'centre' },
};
