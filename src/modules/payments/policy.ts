import type { PolicyTable } from '#platform/policy.ts';

/** `quote`: work out what is owed; `collect`: issue a receipt for money taken; `read`: see receipts; `void`: cancel one with a reason. */
export type PaymentAction = 'quote' | 'collect' | 'read' | 'void';

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
};
