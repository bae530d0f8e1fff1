import type { PolicyTable } from '#platform/policy.ts';

/**
 * `ask`: open a request to pay by transfer (for the public after the second secret of the dossier); `tell`: post a notice of the bank, which counts by its
 * signature; `match`: find what a notice pays; `transfers`: see transfers; `settle`: deal with money that fits nothing; `account`: name the receiving account.
 * `refund`: decide that a fee goes back; `repay`: pay it out; `close-book`: count the drawer and close the book; `compare`: compare a statement with ours.
 * `quote`: work out what is owed; `collect`: issue a receipt for money taken; `read`: see receipts; `void`: cancel one with a reason.
 */
export type PaymentAction =
  | 'quote'
  | 'collect'
  | 'read'
  | 'void'
  | 'ask'
  | 'tell'
  | 'match'
  | 'transfers'
  | 'settle'
  | 'account'
  | 'refund'
  | 'repay'
  | 'close-book'
  | 'compare';

/** Who may do what with money. Voiding is never the right of the person who took it alone. */
export const paymentPolicy: PolicyTable<PaymentAction> = {
  quote: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  collect: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  read: {
    receptionist: 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  void: { 'centre-director': 'centre', system: 'centre' },
  ask: {
    receptionist: 'centre',
    officer: 'centre',
    'centre-director': 'centre',
    public: 'centre',
    kiosk: 'centre',
    system: 'centre',
  },
  tell: { public: 'centre', system: 'centre' },
  match: { system: 'centre' },
  transfers: {
    receptionist: 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  settle: { receptionist: 'centre', 'centre-director': 'centre' },
  account: { administrator: 'centre', 'centre-director': 'centre' },
  // Who decides is not who keeps the drawer.
  refund: { 'centre-director': 'centre' },
  repay: { receptionist: 'centre', 'centre-director': 'centre' },
  'close-book': { receptionist: 'centre', 'centre-director': 'centre' },
  compare: { receptionist: 'centre', 'centre-director': 'centre', auditor: 'centre' },
};
