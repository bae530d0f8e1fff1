import type { PolicyTable } from '#platform/policy.ts';

export type SigningAction = 'signing.manage' | 'signing.see' | 'signing.sign' | 'signing.check';

const STAFF = {
  receptionist: 'centre',
  officer: 'centre',
  'unit-head': 'centre',
  'centre-director': 'centre',
  'commune-leader': 'centre',
} as const;

/**
 * Who keeps certificates and settings, and who comes to sign at all. Whether somebody may sign the result of one dossier is the dossier's own
 * rule (who holds it, which office, which written authority) and is asked again when the signature is there.
 */
export const SIGNING_POLICY: PolicyTable<SigningAction> = {
  'signing.manage': { administrator: 'centre', system: 'centre' },
  'signing.see': {
    administrator: 'centre',
    auditor: 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  'signing.sign': STAFF,
  'signing.check': { ...STAFF, auditor: 'centre' },
};
